"""A document as its reader gives it: one plain text, and the blocks that its mark-up or its lines show."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from schoolgate.domain.reading import Span, Spans

ALL_BOLD = 7  # the rank of a paragraph wholly in bold: below every real heading
LONGEST = 3_000  # characters; what looks from each word of a block to each other would take for ever
_BREAKS = (re.compile(r"[.!?;]\s|\n"), re.compile(r"\s"))  # where to divide, the best first


class BlockKind(StrEnum):
    HEADING = "heading"  # the document itself says so
    LINE = "line"  # a line or paragraph: heading, name or prose, its words must tell
    BULLET = "bullet"
    ROW = "row"  # of a table


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of text, without its bullet or number."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0  # a heading's rank, a bullet's depth; 0 is outermost
    marker: str = ""  # "-", "1", "a": what was printed before a bullet
    cells: Spans = ()  # of a ROW, by column; (n, n) is an empty cell
    goes_on: bool = False  # a ROW that is the further line of the one above: cells that wrap
    after_gap: bool = False  # a blank line, or a paragraph's edge, stands before it
    lead: Span | None = None  # words in bold at its beginning

    @property
    def span(self) -> Span:
        return (self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a reader gives. Blocks are in the text's order and do not overlap."""

    text: str
    blocks: tuple[Block, ...]
    encoding: str
    warnings: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return hash(self.text)  # without going through all the blocks


def divided(page: Page) -> Page:
    """The page with its longest blocks in parts: a whole notice may stand in one line."""
    if all(block.end - block.start <= LONGEST for block in page.blocks):
        return page
    return replace(page, blocks=tuple(part for block in page.blocks for part in _parts(page.text, block)))


def _parts(text: str, block: Block) -> Iterator[Block]:
    if block.kind is BlockKind.ROW or block.end - block.start <= LONGEST:
        yield block
        return
    at = block.start
    while at < block.end:
        end = _part_end(text, at, block.end)
        words = text[at:end]
        first = at + len(words) - len(words.lstrip())
        if words.strip():
            part = replace(block, start=first, end=at + len(words.rstrip()))
            yield (
                part
                if at == block.start
                else replace(part, kind=BlockKind.LINE, marker="", lead=None, after_gap=False)
            )
        at = end


def _part_end(text: str, start: int, end: int) -> int:
    if end - start <= LONGEST:
        return end
    for places in _BREAKS:
        if found := [match.end() for match in places.finditer(text, start, start + LONGEST)]:
            return found[-1]
    return start + LONGEST
