"""A table of ticks: services one way, kinds of data the other, a mark where the one is given the other."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from schoolgate.domain.reading import Span, Spans
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.contexts import CLOSED
from schoolgate.notices.draft import Draft
from schoolgate.notices.items import is_all_data
from schoolgate.notices.labels import NAME, label_of, meaning
from schoolgate.notices.naming import Named, named
from schoolgate.notices.passage import Passage
from schoolgate.notices.refusals import says_unused
from schoolgate.notices.rows import Cell, Label
from schoolgate.notices.tick_key import tick_key, way_of_mark
from schoolgate.notices.tick_marks import verdict_of

FEWEST = 2  # lines of data, and columns of ticks
MOST_ABOVE = 2  # rows of a title and a key, straight above the table's headings
MOST_NAME_WORDS = 8
MOST_WAY_WORDS = 4  # "made there" in the place of a mark


@dataclass(slots=True)
class _Service:
    name: Span
    data: list[Span] = field(default_factory=list)
    possible: list[Span] = field(default_factory=list)
    refused: list[Span] = field(default_factory=list)
    ways: list[Cell] = field(default_factory=list)  # where the page's key says how the data come there
    said: list[Cell] = field(default_factory=list)


def read_ticked(draft: Draft, blocks: Sequence[Block]) -> bool:
    """Reads the tables among the blocks, if they are of ticks; says whether they were."""
    grids = list(_grids(blocks))
    if draft.promise() in CLOSED or not any(_lines_and_columns(draft, grid) for grid in grids):
        return False
    for grid in grids:
        if found := _lines_and_columns(draft, grid):
            for one in _services(draft, *found):
                _add(draft, one)
    return True


def _grids(blocks: Sequence[Block]) -> Iterator[list[Spans]]:
    """Rows without a line or a gap between, but for the gap below marked headings."""
    grid: list[Spans] = []
    headed = False
    for block in blocks:
        if grid and (block.kind is not BlockKind.ROW or (block.after_gap and not headed)):
            yield grid
            grid = []
        headed = block.kind is BlockKind.ROW and block.level == 1
        if block.kind is BlockKind.ROW:
            grid.append(block.cells)
    if grid:
        yield grid


def _lines_and_columns(draft: Draft, grid: Sequence[Spans]) -> tuple[Sequence[Spans], frozenset[int]] | None:
    """The table with a service to a column, and which of its lines are data; None for no such table."""
    for above in range(MOST_ABOVE + 1):
        if len(grid) > above + FEWEST and (found := _below_headings(draft, grid[above:])):
            return found
    return None


def _below_headings(draft: Draft, grid: Sequence[Spans]) -> tuple[Sequence[Spans], frozenset[int]] | None:
    grid = _names_first(draft, grid)
    if lines := _data_lines(draft, grid):
        return _turned(grid), lines
    turned = _turned(grid)
    lines = _data_lines(draft, turned)
    return (_turned(turned), lines) if lines else None


def _names_first(draft: Draft, grid: Sequence[Spans]) -> Sequence[Spans]:
    """The table with the column of names before that of their groups: "Used for | System | Name | …"."""
    heads = [meaning(draft.words(cell)) for cell in grid[0]]
    at = heads.index(NAME) if NAME in heads else 0
    if at == 0 or any(len(row) <= at for row in grid) or _are_ticks(draft, [row[at] for row in grid[1:]]):
        return grid  # "Name" over ticks is data
    return [(row[at], *row[:at], *row[at + 1 :]) for row in grid]


def _turned(grid: Sequence[Spans]) -> list[Spans]:
    """Columns for rows; a short row's missing cells are empty."""
    widest = max(len(row) for row in grid)
    empty = (grid[0][0][0], grid[0][0][0])
    return [tuple(row[n] if n < len(row) else empty for row in grid) for n in range(widest)]


def _data_lines(draft: Draft, grid: Sequence[Spans]) -> frozenset[int]:
    """The lines whose head is data and whose other cells are ticks; none where they are no such table."""
    lines = frozenset(
        n for n, row in enumerate(grid) if n and _is_data(draft, row[0]) and _are_ticks(draft, row[1:])
    )
    ticks = any(_gives(draft, cell) for n in lines for cell in grid[n][1:])
    filled = [cell for n in lines for cell in grid[n][1:]]
    ticks = ticks and sum(1 for cell in filled if _verdicts(draft, cell)) * 2 >= len(filled)
    return lines if len(lines) >= FEWEST and ticks and _are_names(draft, grid[0][1:]) else frozenset()


def _is_data(draft: Draft, cell: Span) -> bool:
    return cell[0] < cell[1] and is_all_data(Passage.of(draft.text, (cell,)))


def _are_ticks(draft: Draft, cells: Sequence[Span]) -> bool:
    """Marks, or words that say a way in the place of one."""
    return len(cells) > 0 and all(_verdicts(draft, cell) or _way_in_words(draft, cell) for cell in cells)


def _way_in_words(draft: Draft, cell: Span) -> Label | None:
    words = draft.words(cell)
    return way_of_mark(words) if len(words.split()) <= MOST_WAY_WORDS else None


def _are_names(draft: Draft, cells: Sequence[Span]) -> bool:
    """Short words that are no data themselves and no label."""
    filled = [draft.words(cell) for cell in cells if cell[0] < cell[1]]
    plain = all(len(words.split()) <= MOST_NAME_WORDS and verdict_of(words) == "" for words in filled)
    labels = sum(1 for words in filled if meaning(words) not in (None, NAME))
    return bool(filled) and plain and labels * 2 <= len(filled)


def _verdict(draft: Draft, cell: Span) -> str:
    """The cell's first mark, as all that matters of most; a mark of the page's key stands for itself."""
    return next(iter(_verdicts(draft, cell)), "")


def _verdicts(draft: Draft, cell: Span) -> Sequence[str]:
    """Of each mark in the cell, "S, P" or "S/P"; none where it holds any other words."""
    key = tick_key(draft.text)
    whole = verdict_of(draft.words(cell), key)
    if whole:
        return (whole,)
    marks = [mark.lower() for mark in re.split(r"[\s,/&+]+", draft.words(cell))]
    return marks if all(mark in key for mark in marks) else ()


def _gives(draft: Draft, cell: Span) -> bool:
    """Is it a mark that says more than no?"""
    verdict = _verdict(draft, cell)
    return verdict not in ("no", "") and tick_key(draft.text).get(verdict, Label.DATA) is not None


def _services(draft: Draft, columns: Sequence[Spans], lines: frozenset[int]) -> list[_Service]:
    """One for each column but the first, which holds the heads of the lines."""
    heads, *rest = columns
    marks = {_verdict(draft, column[n]) for column in rest for n in lines}
    meant = {"yes": "yes", "maybe": "maybe", "cross": "no" if "yes" in marks else "yes"}
    return [_service(draft, heads, column, lines, meant) for column in rest if column[0][0] < column[0][1]]


def _service(
    draft: Draft, heads: Spans, column: Spans, lines: frozenset[int], meant: dict[str, str]
) -> _Service:
    found = _Service(column[0])
    for n, (head, cell) in enumerate(zip(heads, column, strict=True)):
        if n in lines:
            told = (head,)
            for mark in _verdicts(draft, cell):
                if way := tick_key(draft.text).get(mark):
                    found.ways.append(Cell(label=way, spans=told, printed_label=mark))
                found.data += told if meant.get(mark) == "yes" else ()
                found.possible += told if meant.get(mark) == "maybe" else ()
            if _verdict(draft, cell) and not _gives(draft, cell) and cell[0] < cell[1]:
                found.refused.append(cell)
            if way := None if _verdicts(draft, cell) else _way_in_words(draft, cell):
                found.ways.append(Cell(label=way, spans=told, printed_label=draft.words(cell)))
        elif n and cell[0] < cell[1] and re.search(r"\w", draft.words(cell)):
            found.said.append(_said(draft.words(head), cell))
    return found


def _said(printed: str, cell: Span) -> Cell:
    meant = meaning(printed) if printed else None
    label = label_of(meant) if meant else Label.PROSE
    return Cell(label=label, spans=(cell,), printed_label=printed or None)


def _add(draft: Draft, service: _Service) -> None:
    one: Named = named(draft.text, service.name, several=False)[0]
    for cell in service.said:
        if any(says_unused(draft.words(span).lower()) for span in cell.spans):
            draft.deny(one)
            return
    one.cells += [Cell(label=Label.DATA, spans=(span,), printed_label="given") for span in service.data]
    one.cells += [
        Cell(label=Label.POTENTIAL_DATA, spans=(span,), printed_label="given") for span in service.possible
    ]
    one.cells += [*service.ways, *service.said]
    if len(service.refused) >= FEWEST and not (service.data or service.possible or service.ways):
        one.cells.append(Cell(label=Label.DATA, spans=tuple(service.refused), printed_label="given"))
    draft.add_row(one)
