"""The letters that part an index: "A", "B", "C–D" on lines of their own among the names."""

import re
from collections.abc import Sequence

from schoolgate.notices.blocks import Block, BlockKind

LETTER = re.compile(r"[\[(]?(?P<first>[A-Z])(?:\s*(?:[-–—/&,]|to)\s*(?P<last>[A-Z]))?[\])]?[.:]?")
DIGITS = re.compile(r"#|0\s*[-–—]\s*9|[Nn]umbers")
FEWEST = 3  # letters of one index


def without_index_letters(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks without such letters; all of them where the letters are no index."""
    found = [at for at, block in enumerate(blocks) if _letter(text, block)]
    letters = [_letter(text, blocks[at]) for at in found]
    if len(found) < FEWEST or letters != sorted(letters) or len(set(letters)) < len(letters):
        return list(blocks)
    digits = {at for at, block in enumerate(blocks) if DIGITS.fullmatch(text, *block.span)}
    return [block for at, block in enumerate(blocks) if at not in {*found, *digits}]


def _letter(text: str, block: Block) -> str:
    """The letter that the block is; "" for any other block."""
    match = LETTER.fullmatch(text, *block.span)
    apart = block.kind in (BlockKind.LINE, BlockKind.HEADING)
    return match["first"] if match and apart else ""
