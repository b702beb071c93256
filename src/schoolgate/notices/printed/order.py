"""A sheet → what is on it, in the order it is read: stretches of prose, and tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from schoolgate.notices.printed.columns import Region, is_prose, regions
from schoolgate.notices.printed.gutters import Halves, halves
from schoolgate.notices.printed.places import Line, Rule, Sheet, Word, lines_of
from schoolgate.notices.printed.ruled import Grid, grids, holds_columns, outermost, separators
from schoolgate.notices.printed.stripes import column_edges, whole
from schoolgate.notices.printed.tables import Table, carried_over, table_of_grid, table_of_region

DEEPEST = 3  # columns within columns
REACHING = 0.88  # of a column's width


@dataclass(frozen=True, slots=True)
class Prose:
    """Lines one below the other; `right` is how far each could have gone, `shift` how far off column one."""

    lines: tuple[Line, ...]
    right: float
    shift: float = 0.0


Piece = Prose | Table


def pieces(sheet: Sheet, before: Table | None = None) -> list[Piece]:
    """before  the table that ended the page before; without rules, its columns tell what goes on with it."""
    if before is not None and not before.ruled:
        carried = carried_over(lines_of(sheet.words), before)
        if carried:
            return [_rest_of(before, carried, sheet.rules), *pieces(_without(sheet, carried))]
    found = ruled_grids(sheet)
    rules = separators(sheet.rules)
    rest = list(sheet.words)
    read: list[Piece] = []
    for grid in found:
        inside = [word for word in rest if grid.box.holds(word.box.middle)]
        above = [word for word in rest if word.box.middle[1] < grid.ys[0]]
        taken = {id(word) for word in (*inside, *above)}
        rest = [word for word in rest if id(word) not in taken]
        read += _flow(above, rules, sheet.width)
        if inside:
            read.append(table_of_grid(grid, inside))
    return [*read, *_flow(rest, rules, sheet.width)]


def _rest_of(before: Table, carried: Sequence[Line], rules: Sequence[Rule]) -> Table:
    region = Region(tuple(carried), tuple((edge - 1, edge) for edge in before.edges[1:]))
    return replace(table_of_region(region, separators(rules), before.step), edges=before.edges)


def _without(sheet: Sheet, lines: Sequence[Line]) -> Sheet:
    held = {id(word) for line in lines for word in line.words}
    return replace(sheet, words=tuple(word for word in sheet.words if id(word) not in held))


def _flow(words: Sequence[Word], rules: Sequence[Rule], width: float, depth: int = 0) -> list[Piece]:
    """What stands outside the ruled tables. `width` is the page's, or a column's with its margin twice."""
    lines = lines_of(words)
    if not lines:
        return []
    if depth < DEEPEST and (parted := halves(lines)):
        return _of_halves(parted, rules, width, depth)
    right = _right_edge(lines, width)
    read: list[Piece] = []
    for region in regions(lines):
        read += _of_region(region, rules, right, depth)
    return list(_joined(read))


def _of_halves(parted: Halves, rules: Sequence[Rule], width: float, depth: int) -> list[Piece]:
    """What stands above the columns, then the left one, then the right one."""
    read = _flow(parted.above, rules, width, depth + 1)
    lefts = [min(word.left for word in words) for words in (parted.left, parted.right)]
    for left, words in zip(lefts, (parted.left, parted.right), strict=True):
        pieces = _flow(words, rules, left * 2 + _right_of(words) - left, depth + 1)
        read += [_shifted(piece, left - lefts[0]) for piece in pieces]
    return read


def _right_edge(lines: Sequence[Line], width: float) -> float:
    """How far lines could have gone: to a margin like the left one, unless they all end at a nearer one."""
    left, right = min(line.left for line in lines), _right_of([word for line in lines for word in line.words])
    reaching = sum(1 for line in lines if line.right - left > REACHING * (right - left))
    words = sum(len(line.words) for line in lines)
    full = len(lines) >= 4 and reaching * 5 >= len(lines) * 3 and words >= 5 * len(lines)
    return right if full else max(right, width - left)


def _of_region(region: Region, rules: Sequence[Rule], right: float, depth: int) -> list[Piece]:
    if not region.gaps:
        return [Prose(region.lines, right)]
    if not is_prose(region):
        return [table_of_region(region, rules)]
    if depth == DEEPEST:
        return [Prose(region.lines, right)]
    columns = range(len(region.gaps) + 1)
    lefts = [min(word.left for word in region.column(n)) for n in columns]
    widest = max(_right_of(region.column(n)) - lefts[n] for n in columns)
    flows = [_flow(region.column(n), rules, lefts[n] * 2 + widest, depth + 1) for n in columns]
    return [_shifted(piece, lefts[n] - lefts[0]) for n in columns for piece in flows[n]]


def _right_of(words: Sequence[Word]) -> float:
    """How far words go; an address, which no line breaks, may stand out beyond its column."""
    kept = [word.right for word in words if "://" not in word.text] or [word.right for word in words]
    return max(kept)


def _shifted(piece: Piece, shift: float) -> Piece:
    return replace(piece, shift=piece.shift + shift) if isinstance(piece, Prose) else piece


def _joined(read: Sequence[Piece]) -> Iterator[Piece]:
    """Prose that follows prose of one width is one stretch."""
    held: Prose | None = None
    for piece in read:
        if isinstance(piece, Prose) and held and (held.right, held.shift) == (piece.right, piece.shift):
            held = replace(held, lines=(*held.lines, *piece.lines))
            continue
        if held:
            yield held
        held = piece if isinstance(piece, Prose) else None
        if held is None:
            yield piece
    if held:
        yield held


def ruled_grids(sheet: Sheet) -> list[Grid]:
    drawn = grids(sheet.rules, list(column_edges(sheet.rules)))
    found = whole(drawn, sheet.words)
    return outermost([grid for grid in found if holds_columns(grid, sheet.words)])
