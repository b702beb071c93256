"""An entry in one line: "Provider – Famly. What for – our register. Data – name, class."."""

import re
from dataclasses import replace

from schoolgate.notices.blocks import Block
from schoolgate.notices.draft import Draft
from schoolgate.notices.fields import Labelled, add_entry, as_users
from schoolgate.notices.labels import NAME, exact_meaning
from schoolgate.notices.lines import trimmed
from schoolgate.notices.rows import Label

INLINE = re.compile(
    r"(?:(?<=^)|(?<=[.;,|)?!]\s)|(?<=\n))"
    r"\**(?P<label>[A-Z][A-Za-z’'/ ]{1,40}?)\**(?:\s*:(?!//)|\s+[–—-])\**\s+"
)
FEWEST = 2


def read_inline_fields(draft: Draft, block: Block) -> int:
    """1 where the block is such an entry: its first label names a service or a provider."""
    labels = [*_labels(draft.text, block)]
    if len(labels) < FEWEST or labels[0].meant not in (NAME, Label.PROVIDER):
        return 0
    if len({label.meant for label in labels}) < FEWEST or labels[0].value[0] >= labels[0].value[1]:
        return 0
    add_entry(draft, None, labels)
    return 1


def _labels(text: str, block: Block) -> list[Labelled]:
    words = text[: block.end]
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
