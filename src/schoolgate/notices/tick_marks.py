"""The marks of a table of ticks, and what each says."""

import re
from collections.abc import Collection

from schoolgate.domain.reading import Span

YES = frozenset(("y", "yes", "✓", "✔", "☑", "☒", "•", "●", "■", "1", "tick", "√", "given", "shared"))
MAYBE = frozenset(("c", "o", "p", "*", "(y)", "(✓)", "y*", "✓*", "opt", "optional", "with consent"))
NO = frozenset(("n", "no", ".", "·", "–", "-", "—", "✗", "✘", "☐", "□", "0", "none", "n/a", ""))
BOX_ENDS = "]☐☑☒□▢"
BOXES = re.compile(r"(?:\s+(?:\[[ xX]?\]|[☐☑☒□▢]))+\s*$")
CROSS = frozenset(("x", "×"))  # a mark where there is no other, else a no


def verdict_of(words: str, ways: Collection[str] = ()) -> str:
    """ "yes", "maybe", "cross", "no", a mark of the page's own key, or "" for what is no mark."""
    mark = words.strip().lower()
    if mark in ways:
        return mark
    if mark in YES:
        return "yes"
    if mark in MAYBE:
        return "maybe"
    return "cross" if mark in CROSS else "no" if mark in NO else ""


def without_boxes(text: str, span: Span) -> Span:
    """Without boxes to tick at the line's end; a line of nothing else stays as it is."""
    boxes = BOXES.search(text, *span) if text[span[1] - 1 : span[1]] in BOX_ENDS else None
    return (span[0], boxes.start()) if boxes and boxes.start() > span[0] else span
