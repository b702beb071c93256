"""A line in a box of ruled lines, above it and below: "~~~~" over "BAND 1" over "~~~~"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from schoolgate.notices.blocks import Block, BlockKind

RULED = re.compile(r"\s*(?P<sign>[=_*~#─━═–—-])(?P=sign){4,}\s*")
MOST_WORDS = 14
RANK = 6  # as a heading told by its looks


def is_ruled(line: str) -> bool:
    return RULED.fullmatch(line) is not None


def boxed_as_headings(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, of which a short line between two ruled ones is a heading."""
    for block in blocks:
        yield replace(block, kind=BlockKind.HEADING, level=RANK) if _is_boxed(text, block) else block


def _is_boxed(text: str, block: Block) -> bool:
    words = text[block.start : block.end]
    if block.kind is not BlockKind.LINE or not block.after_gap or words[-1] in ".:,;?":
        return False
    start = text.rfind("\n", 0, block.start) + 1
    above, below = text[:start].rstrip("\n"), text[block.end :].partition("\n")[2]
    inside = is_ruled(above.rpartition("\n")[2]) and is_ruled(below.partition("\n")[0])
    return inside and len(words.split()) <= MOST_WORDS
