"""Tables by their rules: drawn lines that meet make a grid, and words belong to the cell they stand in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from schoolgate.notices.printed.places import Box, Rule, Word

NEAR = 3.5  # points: rules so near each other are one, as the two edges of a thick one are
COVERED = 0.7  # of a cell's side must be ruled for it to be a wall
MOST_PLACES = 400  # rows or columns of one table
LEAST_ROOM = 5.0  # points: no words fit into a narrower strip


@dataclass(frozen=True, slots=True)
class Grid:
    """`owners[row][column]` is the number of the cell that covers that place; merged cells cover several."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owners: tuple[tuple[int, ...], ...]
    open: bool = False  # its rows are drawn in part: one more may stand above or below

    @property
    def box(self) -> Box:
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    @property
    def columns(self) -> int:
        return len(self.xs) - 1

    def column_at(self, x: float) -> int | None:
        return _place(self.xs, x)

    def owner_at(self, point: tuple[float, float]) -> int | None:
        column, row = _place(self.xs, point[0]), _place(self.ys, point[1])
        return None if column is None or row is None else self.owners[row][column]


def grids(rules: Sequence[Rule], edges: Sequence[Rule] = ()) -> list[Grid]:
    """Every grid of two cells or more, from the top down.

    edges  plumb rules that are not drawn, where columns are known to end
    """
    found = []
    for group in _meeting([*_merged(rules), *edges]):
        plumb = [rule for rule in group if not rule.level and rule not in edges]
        found += [_closed(grid, plumb) for grid in _tables(group)]
    return sorted(found, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _closed(grid: Grid, plumb: Sequence[Rule]) -> Grid:
    """Boxed in, or with all its columns drawn from top to foot."""
    whole = grid.ys[-1] - grid.ys[0] - LEAST_ROOM
    ruled = [drawn(plumb, x, grid.ys[0], grid.ys[-1]) >= whole for x in grid.xs]
    closed = all(ruled[1:-1]) or (ruled[0] and ruled[-1])
    return replace(grid, open=len(grid.ys) == 2 or not closed)


def _tables(rules: Sequence[Rule]) -> Iterator[Grid]:
    """Tables that stand one upon the other, each with columns of its own; none of a single cell."""
    for part in _parts(rules):
        grid = _grid(part)
        if grid and len({cell for row in grid.owners for cell in row}) >= 2:
            yield grid


def _parts(rules: Sequence[Rule]) -> Iterator[Sequence[Rule]]:
    """The rules, parted where walls between other columns begin; a title goes with what stands below it."""
    level = [rule for rule in rules if rule.level]
    plumb = [rule for rule in rules if not rule.level]
    ys = _places([*(rule.at for rule in level), *_ends(plumb)]) if level and plumb else []
    if len(ys) > MOST_PLACES or not ys:
        yield rules
        return
    sides = _ends(level)
    begin, walls, title = ys[0], list[float](), None
    for top, foot in pairwise(ys):
        here = _walls(plumb, top, foot, sides)
        parted = drawn(level, top, *sides) >= COVERED * (sides[1] - sides[0])
        if parted and _are_others(here, walls):
            end = top if title is None else title
            yield [*_between(rules, begin, end)]
            begin, walls = end, []
        title = None if here else top if title is None else title
        walls += here
    yield rules if begin == ys[0] else [*_between(rules, begin, ys[-1])]


def _walls(plumb: Sequence[Rule], top: float, foot: float, sides: tuple[float, float]) -> list[float]:
    """Where the cells of one row are parted."""
    near = [rule for rule in plumb if rule.start < foot and rule.end > top]
    inner = (at for at in _places(rule.at for rule in near) if sides[0] + NEAR < at < sides[1] - NEAR)
    return [at for at in inner if _walled(near, at, top, foot)]


def _are_others(here: Sequence[float], walls: Sequence[float]) -> bool:
    """Does a row share fewer than half of its walls, or of theirs, with the rows above?"""
    if not here or not walls:
        return False
    alike = sum(1 for at in here if any(abs(at - other) <= NEAR for other in walls))
    return alike * 2 < min(len(here), len(_places(walls)))


def _between(rules: Sequence[Rule], top: float, foot: float) -> Iterator[Rule]:
    for rule in rules:
        if rule.level and top - NEAR <= rule.at <= foot + NEAR:
            yield rule
        elif not rule.level and rule.start < foot - NEAR and rule.end > top + NEAR:
            yield replace(rule, start=max(rule.start, top), end=min(rule.end, foot))


def separators(rules: Sequence[Rule]) -> list[Rule]:
    """Level rules long enough to part rows."""
    return [rule for rule in _merged(rules) if rule.level and rule.end - rule.start > 20]


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Rules along one line that touch or overlap, as one."""
    merged: list[Rule] = []
    for rule in sorted(rules, key=lambda one: (one.level, round(one.at, 1), one.start)):
        last = merged[-1] if merged else None
        if (
            last
            and last.level == rule.level
            and abs(last.at - rule.at) < 0.6
            and rule.start <= last.end + NEAR
        ):
            merged[-1] = Rule(last.level, last.at, last.start, max(last.end, rule.end))
        else:
            merged.append(rule)
    return merged


def _meeting(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Groups of rules that cross or touch each other."""
    parents = list(range(len(rules)))

    def root(one: int) -> int:
        while parents[one] != one:
            parents[one] = parents[parents[one]]
            one = parents[one]
        return one

    level = [n for n, rule in enumerate(rules) if rule.level]
    plumb = [n for n, rule in enumerate(rules) if not rule.level]
    for across in level:
        for down in plumb:
            if _meet(rules[across], rules[down]):
                parents[root(across)] = root(down)
    groups: dict[int, list[Rule]] = {}
    for number, rule in enumerate(rules):
        groups.setdefault(root(number), []).append(rule)
    return [group for group in groups.values() if len(group) >= 4]


def _meet(across: Rule, down: Rule) -> bool:
    return (
        across.start - NEAR <= down.at <= across.end + NEAR
        and down.start - NEAR <= across.at <= down.end + NEAR
    )


def _grid(rules: Sequence[Rule]) -> Grid | None:
    level = [rule for rule in rules if rule.level]
    plumb = [rule for rule in rules if not rule.level]
    if not level or not plumb:
        return None
    # A table may be left open at its sides, or at its head and foot: its rules' ends close it.
    xs = _places([*(rule.at for rule in plumb), *_ends(level)])
    ys = _places([*(rule.at for rule in level), *_ends(plumb)])
    if not 3 <= len(xs) <= MOST_PLACES or not 2 <= len(ys) <= MOST_PLACES:
        return None
    return Grid(tuple(xs), tuple(ys), _owners(xs, ys, level, plumb))


def _ends(rules: Sequence[Rule]) -> tuple[float, float]:
    return min(rule.start for rule in rules), max(rule.end for rule in rules)


def _places(found: Iterable[float]) -> list[float]:
    places: list[list[float]] = []
    for one in sorted(found):
        if places and one - places[-1][-1] <= NEAR:
            places[-1].append(one)
        else:
            places.append([one])
    middles = [sum(group) / len(group) for group in places]
    roomy = middles[:1]
    for one in middles[1:]:
        if one - roomy[-1] >= LEAST_ROOM:
            roomy.append(one)
    return roomy


def _owners(
    xs: Sequence[float], ys: Sequence[float], level: Sequence[Rule], plumb: Sequence[Rule]
) -> tuple[tuple[int, ...], ...]:
    """Places without a wall between them are one cell."""
    columns, rows = len(xs) - 1, len(ys) - 1
    owners = list(range(columns * rows))

    def root(one: int) -> int:
        while owners[one] != one:
            one = owners[one]
        return one

    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column + 1 < columns and not _walled(plumb, xs[column + 1], ys[row], ys[row + 1]):
                owners[root(here + 1)] = root(here)
            if row + 1 < rows and not _walled(level, ys[row + 1], xs[column], xs[column + 1]):
                owners[root(here + columns)] = root(here)
    return tuple(tuple(root(row * columns + column) for column in range(columns)) for row in range(rows))


def _walled(rules: Sequence[Rule], at: float, start: float, end: float) -> bool:
    return drawn(rules, at, start, end) >= COVERED * (end - start)


def drawn(rules: Sequence[Rule], at: float, start: float, end: float) -> float:
    """How much of the side is ruled; both edges of a thick rule count once."""
    covered, reached = 0.0, start
    for rule in sorted((one for one in rules if abs(one.at - at) <= NEAR + 1), key=lambda one: one.start):
        begins, ends = max(rule.start, reached), min(rule.end, end)
        covered += max(0.0, ends - begins)
        reached = max(reached, ends)
    return covered


def holds_columns(grid: Grid, words: Sequence[Word]) -> bool:
    """Do words stand in two columns at least? A box drawn around a paragraph is no table."""
    held = {grid.column_at(word.box.middle[0]) for word in words if grid.box.holds(word.box.middle)}
    return len(held - {None}) >= 2


def outermost(found: Sequence[Grid]) -> list[Grid]:
    """Without those that lie inside another."""
    return [
        grid
        for grid in found
        if not any(other is not grid and _within(grid.box, other.box) for other in found)
    ]


def _within(inner: Box, outer: Box) -> bool:
    larger = outer.width * outer.height > inner.width * inner.height
    return larger and outer.holds(inner.middle)


def _place(edges: Sequence[float], at: float) -> int | None:
    if not edges[0] <= at <= edges[-1]:
        return None
    return next(n for n in range(len(edges) - 1) if at <= edges[n + 1])
