"""Which lines of a table drawn with spaces only go on with the row above, though their first cell is full."""

import re
from collections.abc import Sequence

SIGN = re.compile(r"(?:[,:&/(–-]|\b(?:and|of|the|for|or|to|with|by|in|from|until|their|your|our))$")
NEAR = 0.6  # of its column's width: what wraps leaves no cell emptier than that
FULL = 0.9  # of it: a line may break sooner than it must
Cells = Sequence[str]


def going_on(rows: Sequence[Cells]) -> list[bool]:
    """For each line, the first of headings, whether it goes on with the one above it."""
    widths = [max((len(cells[n]) for cells in rows[1:]), default=0) for n in range(len(rows[0]))]
    capital = [_begins_large([cells[n] for cells in rows[1:]]) for n in range(len(rows[0]))]
    found = [False] * len(rows)
    for n in range(2, len(rows)):
        found[n] = _goes_on(rows[n - 1], rows[n], widths, capital)
    return found


def _begins_large(cells: Cells) -> bool:
    """Do most of a column's cells begin with a capital, the first among them?"""
    filled = [cell for cell in cells if cell]
    large = sum(1 for cell in filled if not cell[0].islower())
    return bool(filled) and not filled[0][0].islower() and large * 2 > len(filled)


def _goes_on(above: Cells, cells: Cells, widths: Sequence[int], capital: Sequence[bool]) -> bool:
    filled = [n for n, cell in enumerate(cells) if cell]
    if any(not above[n] for n in filled):
        return False  # no cell goes on below a blank
    opened = [n for n in filled if above[n].count("(") > above[n].count(")")]
    full = 0 not in filled or len(above[0]) >= NEAR * widths[0] or 0 in opened or SIGN.search(above[0])
    aside = 0 in filled and cells[0].startswith("(")  # no row begins with brackets
    told = any(_tells(above[n], cells[n], widths[n], large=capital[n]) for n in filled)
    return bool(full) and (told or bool(opened) or aside)


def _tells(above: str, cell: str, width: int, *, large: bool) -> bool:
    """A small letter where the column has capitals, or a comma above, and no room for the word up there."""
    room = len(above) + 1 + len(cell.split()[0]) <= FULL * width
    small = large and cell[0].islower() and not above.endswith(".")
    return not room and (small or SIGN.search(above) is not None)
