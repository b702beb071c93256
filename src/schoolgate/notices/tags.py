"""What hangs on names and is none of them: "RED" or "NEW" under those of cards, a heart before one."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from schoolgate.notices.blocks import Block, BlockKind

MOST_WORDS = 2
BOXES = "☐☑☒□■▢✓✔✗✘"  # they are ticked, or not
FEWEST = 2  # of one kind on a page; one alone may be a name


def without_tags(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks but for those tags, which would else be taken for the name they stand under."""
    tags = {at: text[block.start : block.end] for at, block in enumerate(blocks) if _is_tag(text, blocks, at)}
    often = Counter(tags.values())
    return [block for at, block in enumerate(blocks) if often[tags.get(at, "")] < FEWEST]


def _is_tag(text: str, blocks: Sequence[Block], at: int) -> bool:
    block, words = blocks[at], text[blocks[at].start : blocks[at].end]
    under = at > 0 and blocks[at - 1].kind is BlockKind.HEADING
    return under and block.kind is BlockKind.LINE and words.isupper() and len(words.split()) <= MOST_WORDS


def without_ornaments(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Headings without the heart, star or picture that stands before their words."""
    return [_unadorned(text, block) if block.kind is BlockKind.HEADING else block for block in blocks]


def _unadorned(text: str, block: Block) -> Block:
    start = block.start
    while start < block.end and _is_ornament(text[start]):
        start += 1
    return replace(block, start=start) if block.start < start < block.end else block


def _is_ornament(letter: str) -> bool:
    picture = unicodedata.category(letter) in ("So", "Sk", "Mn", "Cf") and letter not in BOXES
    return picture or letter.isspace()
