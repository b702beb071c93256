"""A word in capitals that stands under the names of several entries, as "RED" or "NEW" does on cards."""

from collections import Counter
from collections.abc import Sequence

from schoolgate.notices.blocks import Block, BlockKind

MOST_WORDS = 2
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
