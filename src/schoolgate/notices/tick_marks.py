"""The marks of a table of ticks, and what each says."""

from collections.abc import Collection

YES = frozenset(("y", "yes", "✓", "✔", "☑", "☒", "•", "●", "■", "1", "tick", "√", "given", "shared"))
MAYBE = frozenset(("c", "o", "p", "*", "(y)", "(✓)", "y*", "✓*", "opt", "optional", "with consent"))
NO = frozenset(("n", "no", "–", "-", "—", "✗", "✘", "☐", "□", "0", "none", "n/a", ""))
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
