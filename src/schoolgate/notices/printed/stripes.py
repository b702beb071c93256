"""Tables that are half drawn: a line below each cell and none between, or every other row shaded."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from schoolgate.notices.printed.marks import is_mark
from schoolgate.notices.printed.places import Line, Rule, Word, lines_of, usual_step
from schoolgate.notices.printed.ruled import NEAR, Grid, drawn

PADDING = 1.5  # points at least, between a cell's edge and its words; a heading stands at the edge itself
DRAWN = 0.3  # of a column's edge: where so much is, all is that is meant
FURTHEST = 150.0  # points between two rows of one table
WHITE = 2.2  # times the type's size, at most, between the lines of a row that nothing closes


def column_edges(rules: Sequence[Rule]) -> Iterator[Rule]:
    """Lines that are drawn cell by cell end where columns do: the plumb rules that would stand there."""
    levels: dict[int, list[Rule]] = defaultdict(list)
    plumb = [rule for rule in rules if not rule.level]
    for rule in rules:
        if rule.level:
            levels[round(rule.at)].append(rule)
    held: list[tuple[float, tuple[float, ...]]] = []
    for at in sorted(levels):
        edges = _edges(levels[at])
        if held and not (_alike(held[-1][1], edges) and at - held[-1][0] < FURTHEST):
            yield from _plumb(held, plumb)
            held = []
        if edges:
            held.append((at, edges))
    yield from _plumb(held, plumb)


def _edges(segments: Sequence[Rule]) -> tuple[float, ...]:
    """Where segments that follow each other without a gap begin and end; none where there is one alone."""
    ordered = sorted(segments, key=lambda rule: rule.start)
    touching = all(after.start - one.end <= NEAR for one, after in pairwise(ordered))
    inner = [after.start for one, after in pairwise(ordered) if after.start - one.start > NEAR]
    if not touching or not inner:
        return ()
    return (ordered[0].start, *inner, ordered[-1].end)


def _alike(one: Sequence[float], other: Sequence[float]) -> bool:
    return len(one) == len(other) and all(abs(a - b) <= NEAR for a, b in zip(one, other, strict=True))


def _plumb(held: Sequence[tuple[float, tuple[float, ...]]], plumb: Sequence[Rule]) -> Iterator[Rule]:
    """Not where the table draws its own: what it leaves open there is a merged cell."""
    if len(held) >= 2:
        top, foot = held[0][0], held[-1][0]
        for x in held[0][1]:
            if drawn(plumb, x, top, foot) < DRAWN * (foot - top):
                yield Rule(False, x, top, foot)


def whole(grids: Sequence[Grid], words: Sequence[Word]) -> list[Grid]:
    """Grids of the same columns as one, with the rows between, above and below that are not drawn around."""
    joined: list[Grid] = []
    for grid in grids:
        last = joined[-1] if joined else None
        if last and _alike(last.xs, grid.xs) and _rows_between(last, grid, words):
            joined[-1] = _stacked(last, grid)
        else:
            joined.append(grid)
    return [_extended(grid, words) for grid in joined]


def _rows_between(above: Grid, below: Grid, words: Sequence[Word]) -> bool:
    """Do the words between two stripes, if there are any, keep to the stripes' columns?"""
    distance = below.ys[0] - above.ys[-1]
    if distance > FURTHEST:
        return False
    lines = lines_of(word for word in words if above.ys[-1] < word.box.middle[1] < below.ys[0])
    if not lines:
        return distance <= NEAR
    striped = len(above.ys) == 2 or len(below.ys) == 2
    return striped and all(_fits(above, line) for line in lines)


def _fits(grid: Grid, line: Line) -> bool:
    """Does each of its words stand in one column, off its edges?"""
    inside = grid.xs[0] + PADDING <= line.left and line.right <= grid.xs[-1]
    crossed = (word.left < x - 0.5 and word.right > x + 0.5 for word in line.words for x in grid.xs)
    return inside and not any(crossed)


def _stacked(above: Grid, below: Grid) -> Grid:
    gap = below.ys[0] - above.ys[-1]
    between = (_row(above),) if gap > NEAR else ()
    first, second = above.owners, between
    rows = [*first]
    for added in (second, below.owners):
        most = max(owner for row in rows for owner in row) + 1
        rows += [tuple(owner + most for owner in row) for row in added]
    ys = (*above.ys, *below.ys) if between else (*above.ys[:-1], *below.ys)
    return Grid(above.xs, ys, tuple(rows), open=True)


def _row(grid: Grid) -> tuple[int, ...]:
    return tuple(range(grid.columns))


def _extended(grid: Grid, words: Sequence[Word]) -> Grid:
    """With the row above and the row below that stand in its columns, where no rule closes it there."""
    if not grid.open:
        return grid
    lines = lines_of(words)
    inside = [line for line in lines if grid.ys[0] <= (line.top + line.bottom) / 2 <= grid.ys[-1]]
    step, margins = usual_step(inside), _margins(grid, inside)
    beyond = [line for line in lines if _begins_at(grid, line, margins)]
    below = _adjoining([line for line in beyond if line.top >= grid.ys[-1] - 1], grid.ys[-1], grid, step)
    upward = [line for line in beyond if line.bottom <= grid.ys[0] + 1]
    above = _adjoining(upward[::-1], grid.ys[0], grid, step)
    if below:
        grid = _with_row(grid, (*grid.ys, max(line.bottom for line in below) + 1), at_end=True)
    if above:
        grid = _with_row(grid, (min(line.top for line in above) - 1, *grid.ys), at_end=False)
    return grid


def _margins(grid: Grid, lines: Sequence[Line]) -> set[tuple[int | None, int]]:
    """Where lines begin in each column, in whole points."""
    return {(column, round(left)) for line in lines for column, left in _beginnings(grid, line)}


def _beginnings(grid: Grid, line: Line) -> Iterator[tuple[int | None, float]]:
    """Of each column that it has words in: where the first of them stands."""
    seen: set[int | None] = set()
    for word in line.words:
        column = grid.column_at(word.box.middle[0])
        if column not in seen:
            seen.add(column)
            yield column, word.left


def _begins_at(grid: Grid, line: Line, margins: set[tuple[int | None, int]]) -> bool:
    """Does it begin in each column where the table's own lines do, if any stand there, and with no bullet?"""
    known = {column for column, _ in margins}
    begun = [
        column not in known or any((column, round(left) + off) in margins for off in (-2, -1, 0, 1, 2))
        for column, left in _beginnings(grid, line)
    ]
    return all(begun) and not is_mark(line.words[0].text)


def _adjoining(lines: Sequence[Line], edge: float, grid: Grid, step: float) -> list[Line]:
    """The lines next to an edge that keep to the columns and to each other; one cell alone is no row."""
    found: list[Line] = []
    for line in lines:
        near = min(abs(line.top - edge), abs(line.bottom - edge)) <= WHITE * line.size
        if not near or not _fits(grid, line):
            break
        if found and abs(line.top - found[-1].top) > max(1.25 * step, 1.4 * line.size):
            break
        found.append(line)
        edge = line.bottom if line.top > edge - 1 else line.top
    columns = {grid.column_at(word.box.middle[0]) for line in found for word in line.words}
    return found if len(columns) >= 2 else []


def _with_row(grid: Grid, ys: tuple[float, ...], *, at_end: bool) -> Grid:
    most = max(owner for row in grid.owners for owner in row) + 1
    added = tuple(most + n for n in range(grid.columns))
    return replace(grid, ys=ys, owners=(*grid.owners, added) if at_end else (added, *grid.owners))
