"""A document as its reader gives it: one plain text, and the blocks that its mark-up or its lines show."""

from dataclasses import dataclass
from enum import StrEnum

from schoolgate.domain.reading import Span, Spans


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
