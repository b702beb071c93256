"""What is printed at the edge of each page of a text: "Appendix 4   Page 1 of 9", and the line beside it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from schoolgate.notices.blocks import Block, BlockKind

PAGE = re.compile(
    r"(?=[ps\d-])"  # first how it begins, which most places do not
    r"(?:(?:page|p\.|pg\.?|sheet) ?\d{1,3}(?: ?(?:of|/) ?\d{1,3})?|\d{1,3} of \d{1,3}|- ?\d{1,3} ?-)",
    re.IGNORECASE,
)
DIGITS = re.compile(r"\d+")


def without_page_edges(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks without those lines but for the first of each, which is no row of a table."""
    edges = {at for at, block in enumerate(blocks) if _is_edge(text, block)} if PAGE.search(text) else set()
    if not edges:
        return [*blocks]
    often = Counter(_shape(text, block) for block in blocks)
    beside = {
        n
        for at in edges
        for n in (at - 1, at + 1)
        if 0 <= n < len(blocks) and _is_beside(text, blocks, n, often)
    }
    kept: list[Block] = []
    seen: set[str] = set()
    for at, block in enumerate(blocks):
        if at not in edges | beside:
            kept.append(block)
        elif _shape(text, block) not in seen:
            seen.add(_shape(text, block))
            kept.append(replace(block, kind=BlockKind.LINE, cells=(), goes_on=False, after_gap=True))
    return kept


def _is_edge(text: str, block: Block) -> bool:
    """Does it begin or end in the page's number, set off by a gap or by itself?"""
    if block.kind not in (BlockKind.LINE, BlockKind.ROW) or "\n" in text[block.start : block.end]:
        return False
    words = text[block.start : block.end]
    return PAGE.fullmatch(words) is not None or any(
        PAGE.fullmatch(part) is not None for part in re.split(r"\s{2,}|\t|\s\|\s", words)
    )


def _is_beside(text: str, blocks: Sequence[Block], at: int, often: Counter[str]) -> bool:
    """A line that comes again with the page's number, and is no table's headings: those stay."""
    block = blocks[at]
    plain = block.kind is BlockKind.LINE or len(block.cells) <= 2
    below = at + 1 < len(blocks) and _is_edge(text, blocks[at + 1])
    return plain and below and often[_shape(text, block)] > 1


def _shape(text: str, block: Block) -> str:
    return DIGITS.sub("#", text[block.start : block.end])
