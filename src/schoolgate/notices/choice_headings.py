"""Lines set as no heading that head what a family may, or may not, decide: "Apps that need your okay"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.choice_marks import without_leading_marks
from schoolgate.notices.choice_words import choice_said, cue
from schoolgate.notices.items import is_all_data
from schoolgate.notices.labels import meaning
from schoolgate.notices.names import mentions
from schoolgate.notices.passage import Passage
from schoolgate.notices.stars import is_note

MOST_WORDS = 14
MOST_LETTERS = 120
LONGEST_WORD = 9
RANK = 6  # of a heading told by its words alone, below the document's own
_PART = re.compile(
    r"(?:part|section|group|list|table|box|schedule|step|category) \w{1,5}\s*[:.–—-]\s*"
    r"|\(?(?:\d{1,2}|[A-Ha-h])[.)]\s+",
    re.IGNORECASE,
)


def with_choice_headings(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks, each such line as the heading that it is, and others without the mark they begin with."""
    blocks = without_leading_marks(text, blocks)
    return [
        replace(block, kind=BlockKind.HEADING, level=RANK, marker="")
        if _heads_choice(text, blocks, at)
        else block
        for at, block in enumerate(blocks)
    ]


def _heads_choice(text: str, blocks: Sequence[Block], at: int) -> bool:
    """Is it a short line that says a choice, names nobody, and stands apart or speaks of a group?"""
    block = blocks[at]
    if not _is_line(text, block) or at + 1 == len(blocks) or block.end - block.start > MOST_LETTERS:
        return False
    if not _is_title(text[block.start : block.end]):
        return False
    words = Passage.of(text, (block.span,))
    said = choice_said(words)
    if said is None or _is_other(text, blocks, at, words):
        return False
    plain = said.spans[0][1] - said.spans[0][0] < LONGEST_WORD and is_all_data(words)
    apart = block.after_gap or at == 0 or cue("of_many").search(words.folded) is not None
    return apart and not plain  # "Consents" is data


def _is_line(text: str, block: Block) -> bool:
    """A line, or one that was taken for a bullet and has none."""
    printed = text[text.rfind("\n", 0, block.start) + 1 : block.start]
    return block.kind is BlockKind.LINE or (block.kind is BlockKind.BULLET and not printed.strip())


def _is_title(words: str) -> bool:
    """ "Part A: consent needed" is one, "Consent: needed" is a label."""
    part = _PART.match(words)
    rest = words[part.end() if part else 0 :].rstrip()
    short = len(rest.split()) <= MOST_WORDS and not rest.endswith((".", ",", ";", "!", "?"))
    labels = ":" in rest[:-1] and not (part and rest.isupper())  # "PART C. NO SIGNATURE: WE MUST" is no label
    return short and not labels and rest[:1].isupper()


def _is_other(text: str, blocks: Sequence[Block], at: int, words: Passage) -> bool:
    """It names somebody, explains a mark, or is a label over its value."""
    is_label = meaning(words.words) is not None and not blocks[at].after_gap
    return is_label or is_note(words.words) or any(mentions(words.words))
