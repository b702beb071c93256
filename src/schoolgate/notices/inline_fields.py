"""An entry in one line: "Provider – Famly. What for – our register. Data – name, class."."""

import re
from collections.abc import Sequence
from dataclasses import replace

from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.contexts import Context, context_of
from schoolgate.notices.draft import Draft
from schoolgate.notices.fields import TITLE_WORDS, Labelled, add_entry, as_users
from schoolgate.notices.labels import NAME, exact_meaning
from schoolgate.notices.lines import trimmed
from schoolgate.notices.name_lists import looks_like_name
from schoolgate.notices.names import recognise
from schoolgate.notices.rows import Label

INLINE = re.compile(
    r"(?=[*A-Z])(?:(?<=^)|(?<=[.;,|)?!]\s)|(?<=\n))"
    r"\**(?P<label>[A-Z][A-Za-z’'/ ]{1,40}?)\**(?:\s*:(?!//)|\?|\s+[–—-])\**\s+"
)
FEWEST = 2
FEWEST_UNNAMED = 3  # labels, where none of them says who it is


def read_inline_fields(draft: Draft, block: Block) -> int:
    """1 where the block is such an entry: its first label names a service or a provider."""
    labels = [*_labels(draft.text, block)]
    if len(labels) < FEWEST or labels[0].meant not in (NAME, Label.PROVIDER):
        return 0
    if len({label.meant for label in labels}) < FEWEST or labels[0].value[0] >= labels[0].value[1]:
        return 0
    add_entry(draft, None, labels)
    return 1


def read_fields_under(draft: Draft, blocks: Sequence[Block], at: int) -> int:
    """2 where a name stands at `at`, and below it one paragraph of labels: "Purpose: … Data shared: …"."""
    title, below = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
    if below is None or below.kind is not BlockKind.LINE or title.kind is BlockKind.ROW:
        return 0
    if not _may_name(draft.words(title.span)):
        return 0
    labels = [*_labels(draft.text, below)]
    if len({label.meant for label in labels}) < FEWEST_UNNAMED or labels[0].meant == NAME:
        return 0
    add_entry(draft, title, labels)
    return 2


def _may_name(words: str) -> bool:
    """Not "Who else sees it?" over the paragraph."""
    neutral = context_of(words) is Context.NEUTRAL and looks_like_name(words)
    return len(words.split()) <= TITLE_WORDS and (neutral or recognise(words) is not None)


def _labels(text: str, block: Block) -> list[Labelled]:
    words = text[: block.end]
    first = INLINE.match(words, block.start)
    if first is None or not exact_meaning(first["label"]):
        return []
    found = [m for m in INLINE.finditer(words, block.start) if exact_meaning(m["label"])]
    if not found or found[0].start() > block.start:
        return []
    ends = [match.start() for match in found[1:]] + [block.end]
    labels: list[Labelled] = []
    for match, end in zip(found, ends, strict=True):
        meant = str(exact_meaning(match["label"]))
        label = Labelled(meant, match["label"], trimmed(text, (match.end(), end)), 0)
        label = as_users(label, labels)
        labels.append(replace(label, value=_without_stop(text, label.value)))
    return labels


def _without_stop(text: str, span: tuple[int, int]) -> tuple[int, int]:
    start, end = span
    while end > start and text[end - 1] in ".;,| ":
        end -= 1
    return start, end
