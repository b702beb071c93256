"""Lists and plurals, as a sentence has them."""

from collections.abc import Iterable
from textwrap import wrap


def listed(names: Iterable[str]) -> str:
    """ "A", "A and B", "A, B and C"; each name once, in order."""
    unique = list(dict.fromkeys(names))
    return " and ".join([", ".join(unique[:-1]), unique[-1]] if len(unique) > 1 else unique)


def lines_taken(words: str, width: int) -> int:
    """How many lines words take in a column so many characters wide; an empty cell has one."""
    return sum(max(1, len(wrap(line, width))) for line in words.split("\n"))
