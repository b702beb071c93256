"""Tables as printed → rows of cells, whether rules or white space part them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from schoolgate.notices.printed.columns import Region
from schoolgate.notices.printed.places import Box, Line, Rule, Word, around, lines_of
from schoolgate.notices.printed.ruled import Grid

LARGER = 1.3  # times the step from line to line: a larger one parts two rows
LEAST_RULED = 3  # rows that rules part, for them alone to say where rows begin
EMPTY_RIGHT = 0.0
AT_EDGE = 2.5  # points
SAME_SIZE = 0.08  # of the type's
FURTHEST = 3.5  # of the type's size, between two lines of one table
MOSTLY = 0.8  # of the rows that white sets apart have words in the first column
NARROWEST = 16.0  # points; what is narrower, and empty, is the white between two rules


@dataclass(frozen=True, slots=True)
class Cell:
    """`owner` is one for all places of a merged cell; `right` is how far its lines could have gone."""

    owner: int
    words: tuple[Word, ...] = ()
    right: float = EMPTY_RIGHT


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[tuple[Cell, ...], ...]
    edges: tuple[float, ...]  # where its columns begin
    box: Box
    ruled: bool = True  # False: white space alone parts its columns
    step: float = 0.0  # from line to line inside a row, where more white sets rows apart; else 0


def table_of_grid(grid: Grid, words: Sequence[Word]) -> Table:
    """`words` stand inside it."""
    held: dict[int, list[Word]] = {}
    for word in words:
        owner = grid.owner_at(word.box.middle)
        if owner is not None:
            held.setdefault(owner, []).append(word)
    kept = [
        n for n in range(grid.columns) if _is_column(grid, n) or any(row[n] in held for row in grid.owners)
    ]
    rows = [
        tuple(_cell(row[n], held.get(row[n], []), grid, n) for n in kept)
        for row in grid.owners
        if any(row[n] in held for n in kept)
    ]
    return Table(tuple(rows), tuple(grid.xs[n] for n in kept), grid.box)


def _is_column(grid: Grid, column: int) -> bool:
    """Wide enough for words: a table that goes on over the page may leave any column empty there."""
    return grid.xs[column + 1] - grid.xs[column] >= NARROWEST


def _cell(owner: int, words: Sequence[Word], grid: Grid, column: int) -> Cell:
    if not words:
        return Cell(owner)
    last = column
    while last + 1 < grid.columns and any(row[last + 1] == owner for row in grid.owners):
        last += 1
    margin = min(max(0.0, min(word.left for word in words) - grid.xs[column]), 8.0)
    return Cell(owner, tuple(words), grid.xs[last + 1] - margin)


def table_of_region(region: Region, rules: Sequence[Rule], step: float = 0.0) -> Table:
    """A table that white space parts, or level rules alone; `step` as the page before had it."""
    columns = len(region.gaps) + 1
    rights = [max((word.right for word in region.column(n)), default=0.0) for n in range(columns)]
    rows = []
    for number, lines in enumerate(_row_lines(region, rules, step)):
        words = [word for line in lines for word in line.words]
        parts = [[word for word in words if region.column_of(word) == n] for n in range(columns)]
        rows.append(
            tuple(
                Cell(number * columns + n, tuple(part), rights[n] if part else EMPTY_RIGHT)
                for n, part in enumerate(parts)
            )
        )
    box = around(word.box for line in region.lines for word in line.words)
    edges = (box.left, *(gap[1] for gap in region.gaps))
    return Table(tuple(rows), edges, box, ruled=False, step=step or _step_apart(region))


def carried_over(lines: Sequence[Line], table: Table) -> list[Line]:
    """The lines at the top of a page that keep to the columns of a table on the page before."""
    size = max((word.size for cell in table.rows[-1] for word in cell.words), default=0.0)
    found: list[Line] = []
    for line in lines:
        near = not found or line.top - found[-1].bottom <= FURTHEST * size
        if not near or abs(line.size - size) > SAME_SIZE * size or not _keeps_to(line, table.edges):
            break
        found.append(line)
    return found if any(len(_columns_of(line, table.edges)) > 1 for line in found) else []


def _keeps_to(line: Line, edges: Sequence[float]) -> bool:
    """Do its words begin where columns do, and stay inside them?"""
    columns = _columns_of(line, edges)
    begin = all(abs(words[0].left - edges[number]) < AT_EDGE for number, words in columns.items())
    inside = all(
        words[-1].right < edges[number + 1] for number, words in columns.items() if number + 1 < len(edges)
    )
    return begin and inside


def _columns_of(line: Line, edges: Sequence[float]) -> dict[int, list[Word]]:
    columns: dict[int, list[Word]] = {}
    for word in line.words:
        number = sum(1 for edge in edges[1:] if word.left > edge - AT_EDGE)
        columns.setdefault(number, []).append(word)
    return columns


def _row_lines(region: Region, rules: Sequence[Rule], step: float) -> Iterator[list[Line]]:
    """The lines of each row."""
    starts = _starts_by_rules(region, rules) or _starts_by_white(region, step)
    row: list[Line] = []
    for number, line in enumerate(region.lines):
        if number in starts and row:
            yield row
            row = []
        row.append(line)
    yield row


def _starts_by_rules(region: Region, rules: Sequence[Rule]) -> set[int]:
    """Lines that stand first below a rule as wide as half the table; empty where rules do not tell."""
    left, right = min(line.left for line in region.lines), max(line.right for line in region.lines)
    wide = [r.at for r in rules if min(r.end, right) - max(r.start, left) > (right - left) / 2]
    starts = {
        n + 1
        for n, (line, after) in enumerate(pairwise(region.lines))
        if any(_middle(line) < at < _middle(after) for at in wide)
    }
    several = len(starts) + 1 >= LEAST_RULED
    starts |= _set_apart(region, starts) if several else set()
    return starts if several and _largest(region, starts) <= 2 * len(starts) + 8 else set()


def _set_apart(region: Region, starts: set[int]) -> set[int]:
    """Lines below more white than parts the rows that rules part: a title, in a table with no rule above."""
    steps = [after.top - line.top for line, after in pairwise(region.lines)]
    usual = median(steps[number - 1] for number in starts)
    return {number for number, step in enumerate(steps, 1) if step > LARGER * usual}


def _largest(region: Region, starts: set[int]) -> int:
    """How many lines the longest row has: a rule below the headings alone leaves all others in one row."""
    edges = sorted({0, *starts, len(region.lines)})
    return max(after - one for one, after in pairwise(edges))


def _middle(line: Line) -> float:
    return (line.top + line.bottom) / 2


def _starts_by_white(region: Region, step: float) -> set[int]:
    """Where rows are set apart, below the larger steps; else wherever the first column has words."""
    usual = step or _step_apart(region)
    if usual:
        return {0, *_below_white(region, usual)}
    return _named(region)


def _step_apart(region: Region) -> float:
    """The step inside a row, where white sets rows apart and they begin in the first column; else 0."""
    usual = min((after.top - line.top for line, after in pairwise(region.lines)), default=0.0)
    larger = _below_white(region, usual)
    return usual if len(larger & _named(region)) >= MOSTLY * len(larger) > 0 else 0.0


def _below_white(region: Region, usual: float) -> set[int]:
    steps = [after.top - line.top for line, after in pairwise(region.lines)]
    return {number for number, step in enumerate(steps, 1) if step > LARGER * usual}


def _named(region: Region) -> set[int]:
    """Lines with words in the first column."""
    return {n for n, line in enumerate(region.lines) if region.column_of(line.words[0]) == 0}


def lines_in(cell: Cell) -> list[Line]:
    """Its upright lines; words printed up the page make one line, in the order they were printed."""
    turned = tuple(word for word in cell.words if word.turned)
    upright = lines_of(cell.words)
    return [Line(turned), *upright] if turned else upright
