"""A page set in two columns, whose lines stand at heights of their own: one strip of white down the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from schoolgate.notices.printed.columns import KEPT_GAP, Gap
from schoolgate.notices.printed.marks import is_mark
from schoolgate.notices.printed.places import Line, Word, lines_of

FEWEST_LINES = 8  # in each column
MOST_ACROSS = 6  # lines above both columns: a title
LEAST_WIDTH = 1.2  # of the type's size
MIDDLE = 0.2  # of the width from its middle: how far off a gutter may run
LEVEL = 1.5  # points: lines so near each other's height stand in one row
FEW_GAPPED = 0.2  # of a column's lines have white inside
MOST_LEVEL = 0.7  # of a column's lines: in a table, a row's cells begin side by side


@dataclass(frozen=True, slots=True)
class Halves:
    """Words by where they stand: above both columns, in the left one, in the right one."""

    above: tuple[Word, ...]
    left: tuple[Word, ...]
    right: tuple[Word, ...]


def halves(lines: Sequence[Line]) -> Halves | None:
    """None where the page is not set so, or its columns may be a table's."""
    for across in range(min(MOST_ACROSS, len(lines) - FEWEST_LINES) + 1):
        below = [word for line in lines[across:] for word in line.words]
        gap = _gutter(below)
        left = tuple(word for word in below if gap and word.right <= gap[0] + 0.1)
        right = tuple(word for word in below if gap and word.left >= gap[1] - 0.1)
        if gap and _are_columns(left, right):
            return Halves(tuple(word for line in lines[:across] for word in line.words), left, right)
    return None


def _gutter(words: Sequence[Word]) -> Gap | None:
    """The one strip of white from the first line to the last, near the middle."""
    found = _strips(words)
    if len(found) != 1:  # more of them are a table's
        return None
    first, last = min(word.left for word in words), max(word.right for word in words)
    off = abs(sum(found[0]) - first - last) / 2
    wide = found[0][1] - found[0][0] > LEAST_WIDTH * _size(words)
    return found[0] if wide and off < MIDDLE * (last - first) else None


def _strips(words: Sequence[Word]) -> list[Gap]:
    ordered = sorted(words, key=lambda word: word.left)
    least, found = KEPT_GAP * _size(words), []
    right = ordered[0].left if ordered else 0.0
    for word in ordered:
        if word.left - right > least:
            found.append((right, word.left))
        right = max(right, word.right)
    return found


def _size(words: Sequence[Word]) -> float:
    return sorted(word.size for word in words)[len(words) // 2] if words else 0.0


def _is_gapped(line: Line) -> bool:
    """Does it hold cells, rather than words of one sentence? A bullet stands off its words."""
    spaces = (after.left - word.right for word, after in pairwise(line.words) if not is_mark(word.text))
    return any(space > line.size for space in spaces)


def _are_columns(left: Sequence[Word], right: Sequence[Word]) -> bool:
    """Long enough, with no columns inside, and at heights of their own."""
    lines, others = lines_of(left), lines_of(right)
    if min(len(lines), len(others)) < FEWEST_LINES or _strips(left) or _strips(right):
        return False
    if any(sum(map(_is_gapped, half)) > FEW_GAPPED * len(half) for half in (lines, others)):
        return False
    feet = [line.bottom for line in lines]
    level = sum(1 for line in others if any(abs(line.bottom - foot) <= LEVEL for foot in feet))
    return level < MOST_LEVEL * min(len(lines), len(others))
