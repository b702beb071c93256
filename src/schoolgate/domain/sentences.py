"""Lists and plurals, as a sentence has them."""

from collections.abc import Iterable


def listed(names: Iterable[str]) -> str:
    """ "A", "A and B", "A, B and C"; each name once, in order."""
    unique = list(dict.fromkeys(names))
    return " and ".join([", ".join(unique[:-1]), unique[-1]] if len(unique) > 1 else unique)
