"""Sheets of cells → a page: tables as rows, and the words above, between and below them as lines."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from schoolgate.domain.reading import Span
from schoolgate.notices.blocks import Block, BlockKind, Page
from schoolgate.notices.errors import TooManyCells
from schoolgate.notices.lines import blocks_of
from schoolgate.notices.office.hidden import Hidden, without
from schoolgate.notices.unseen import without_unseen

MOST_ROWS = 5_000  # with words, of all sheets; the longest record of processing we know has 400
MOST_COLUMNS = 100
SHEET_RANK, TITLE_RANK = 2, 7  # of headings: a sheet's name, and a line that stands apart above a table
MOST_TITLE_WORDS = 14
COLUMN_STEP = 4  # spaces; how much further in the next column is, in a list set out over columns
UNNAMED = re.compile(r"(?:sheet|tabelle|feuil|hoja|table)\s*\d*$", re.IGNORECASE)
HIDDEN_ONE = "1 hidden sheet was left out: show it in the document if it belongs to the notice."
HIDDEN_MANY = "{} hidden sheets were left out: show them in the document if they belong to the notice."
HIDDEN_WITHIN = (
    "Hidden rows or columns were left out: show them in the document if they belong to the notice."
)
NOTHING_HIDDEN = Hidden()

Cells = Sequence[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Merged cells: (first row, first column, last row, last column); their words stand in the first."""

    name: str
    rows: Sequence[Cells]
    merged: Sequence[tuple[int, int, int, int]] = ()
    hidden: Hidden = NOTHING_HIDDEN

    def shown(self) -> "Sheet":
        rows, merged = without(self.rows, self.merged, self.hidden)
        return Sheet(self.name, rows, merged)

    def hides_words(self) -> bool:
        """Is there a word in a row or column that is not shown?"""
        by_row = (at in self.hidden.rows and any(row) for at, row in enumerate(self.rows))
        return any(by_row) or any(
            at in self.hidden.columns and cell for row in self.rows for at, cell in enumerate(row)
        )


@dataclass(slots=True)
class _Page:
    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)

    def add(self, words: str) -> Span:
        start = self.length
        self.parts.append(words)
        self.length += len(words)
        return start, self.length


def refuse_many(rows: Iterable[Cells], name: str) -> list[Cells]:
    """The rows without what is empty at their end. Raises TooManyCells as soon as there are too many."""
    kept: list[Cells] = []
    filled = 0
    for row in rows:
        if any(cell.strip() for cell in row[MOST_COLUMNS:]):
            raise TooManyCells(name, "columns", most=MOST_COLUMNS)
        kept.append(row[:MOST_COLUMNS])
        filled += any(cell.strip() for cell in row)
        if filled > MOST_ROWS:
            raise TooManyCells(name, "rows", most=MOST_ROWS)
    while kept and not any(cell.strip() for cell in kept[-1]):
        kept.pop()
    return kept


def page_of(
    sheets: Sequence[Sheet], *, encoding: str, hidden: int = 0, warnings: tuple[str, ...] = ()
) -> Page:
    page = _Page()
    for sheet in sheets:
        _write(page, sheet.shown())
    if any(sheet.hides_words() for sheet in sheets):
        warnings = (*warnings, HIDDEN_WITHIN)
    said = {0: (), 1: (HIDDEN_ONE,)}.get(hidden, (HIDDEN_MANY.format(hidden),))
    text = "".join(page.parts)
    return Page(text=text, blocks=tuple(page.blocks), encoding=encoding, warnings=(*warnings, *said))


def _write(page: _Page, sheet: Sheet) -> None:
    rows = [[_plain(cell) for cell in row] for row in sheet.rows]
    if not any(any(row) for row in rows):
        return
    if not UNNAMED.match(sheet.name):
        _heading(page, sheet.name, SHEET_RANK)
    covering, across = _covering(sheet.merged), _across(sheet.merged)
    used = sorted({n for row in rows for n, cell in enumerate(row) if cell})
    spans: dict[tuple[int, int], Span] = {}
    for is_table, numbers in _stretches(rows, used):
        if is_table:
            for at in numbers:
                _row(page, at, rows[at], used, covering, across, spans, gap=at == 0 or not any(rows[at - 1]))
        else:
            _lines(page, [_indented(sheet.rows[at], rows[at]) for at in numbers], numbers, rows)
    page.add("\n")


def _plain(cell: str) -> str:
    """A cell's words; its own lines stay lines."""
    lines = (" ".join(line.split()) for line in without_unseen(cell).replace("\r", "\n").split("\n"))
    return "\n".join(filter(None, lines))


def _indented(raw: Cells, plain: Cells) -> str:
    """The words of a row of one cell, as far in as its spaces and its column put them."""
    column, words = next((n, cell) for n, cell in enumerate(plain) if cell)
    spaces = len(raw[column]) - len(raw[column].lstrip(" "))
    return " " * (spaces + column * COLUMN_STEP) + words


def _covering(merged: Iterable[tuple[int, int, int, int]]) -> dict[tuple[int, int], tuple[int, int]]:
    """Place of a covered cell → place of the cell whose words reach down to it, first column only."""
    return {
        (row, left): (top, left)
        for top, left, bottom, _ in merged
        for row in range(top + 1, min(bottom, top + MOST_ROWS) + 1)
    }


def _across(merged: Iterable[tuple[int, int, int, int]]) -> set[tuple[int, int]]:
    """Places of the cells that another, to their left, goes over."""
    return {
        (top, column)
        for top, left, _, right in merged
        for column in range(left + 1, min(right, left + MOST_COLUMNS) + 1)
    }


def _stretches(rows: Sequence[Cells], used: Sequence[int]) -> Iterator[tuple[bool, list[int]]]:
    """(is it a table, numbers of its rows) in order. A row of one cell is a line where it is above all rows
    of several, stands apart, or is as long as a paragraph."""
    held: list[int] = []
    in_table = False
    for n, row in enumerate(rows):
        if not any(row):
            continue
        wide = sum(1 for cell in row if cell) > 1
        is_table = wide or (in_table and not _stands_apart(rows, n, used))
        if held and is_table is not in_table:
            yield in_table, held
            held = []
        held, in_table = [*held, n], is_table
    if held:
        yield in_table, held


def _stands_apart(rows: Sequence[Cells], n: int, used: Sequence[int]) -> bool:
    column, words = next((at, cell) for at, cell in enumerate(rows[n]) if cell)
    if column != used[0]:
        return False  # a cell that goes on with the row above
    paragraph = len(words.split()) > MOST_TITLE_WORDS or words.endswith((".", ":"))
    return paragraph or not any(rows[n - 1])


def _lines(page: _Page, lines: Sequence[str], numbers: Sequence[int], rows: Sequence[Cells]) -> None:
    """As lines of a plain text; a short one that stands apart within a table is a heading."""
    after_table = bool(page.blocks) and page.blocks[-1].kind is BlockKind.ROW
    if after_table and len(lines) == 1 and _is_title(lines[0]) and numbers[0] < len(rows) - 1:
        _heading(page, lines[0].strip(), TITLE_RANK)
        return
    gaps = ["\n" if n and numbers[n] > numbers[n - 1] + 1 else "" for n in range(len(numbers))]
    words = "\n".join(f"{gap}{line}" for gap, line in zip(gaps, lines, strict=True))
    start, _ = page.add(words)
    page.blocks += [_shifted(block, start) for block in blocks_of(words)]
    page.add("\n\n")


def _is_title(words: str) -> bool:
    return len(words.split()) <= MOST_TITLE_WORDS and not words.endswith((".", ":")) and "\n" not in words


def _heading(page: _Page, words: str, rank: int) -> None:
    start, end = page.add(" ".join(words.split()))
    if end > start:
        page.blocks.append(Block(kind=BlockKind.HEADING, start=start, end=end, level=rank, after_gap=True))
    page.add("\n")


def _row(
    page: _Page,
    at: int,
    row: Cells,
    used: Sequence[int],
    covering: dict[tuple[int, int], tuple[int, int]],
    across: set[tuple[int, int]],
    spans: dict[tuple[int, int], Span],
    *,
    gap: bool,
) -> None:
    start = page.length
    cells: list[Span] = []
    for column in used:
        if column > used[0] and (at, column) not in across:
            page.add("\t")
        words = row[column] if column < len(row) else ""
        above = spans.get(covering.get((at, column), (-1, -1)))
        cells.append(above if above and not words else page.add(words))
        spans[at, column] = cells[-1]
    page.blocks.append(
        Block(kind=BlockKind.ROW, start=start, end=page.length, cells=tuple(cells), after_gap=gap)
    )
    page.add("\n")


def _shifted(block: Block, by: int) -> Block:
    return replace(
        block,
        start=block.start + by,
        end=block.end + by,
        cells=tuple((start + by, end + by) for start, end in block.cells),
        lead=block.lead and (block.lead[0] + by, block.lead[1] + by),
    )
