"""Tables drawn with spaces, whose cells wrap within their column over several lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schoolgate.domain.reading import Span, Spans
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.delimited import delimited_rows
from schoolgate.notices.labels import meaning
from schoolgate.notices.tick_grid import tick_grid
from schoolgate.notices.wraps import going_on

DASHES = re.compile(r"\s*[-=–—]{3,}(?:\s+[-=–—]{3,})+\s*$")
GAP = re.compile(r"\s\s|[^\S ]")
CELL = re.compile(r"\S+(?: \S+)*")
FEWEST_COLUMNS, FEWEST_LINES = 3, 3
FEWEST_TORN = 2  # columns, and lines that go on, of a table where nothing else tells
SHORTEST_HEAD = 3  # letters of a heading there
MOST_LINES = 120  # of one table of ticks


@dataclass(slots=True)
class _Line:
    start: int
    words: str

    def cells(self, columns: Sequence[int]) -> Spans:
        """The line's words column by column, each without the spaces around it."""
        edges = [*columns[1:], len(self.words)]
        return tuple(self._cell(a, max(a, b)) for a, b in zip(columns, edges, strict=True))

    def _cell(self, first: int, last: int) -> Span:
        words = self.words[first:last]
        begin = self.start + first + len(words) - len(words.lstrip())
        return begin, max(begin, self.start + first + len(words.rstrip()))


def aligned_rows(text: str) -> dict[int, Block]:
    """Where a line of such a table begins → its row. A line that goes on with the row above says so."""
    lines = [*_lines(text)]
    rows = delimited_rows(text)
    torn: set[str] = set()  # headings of tables whose cells wrap; they go on overleaf
    at = 0
    while at < len(lines):
        if _is_one_cell(lines[at].words) and not _is_ruled(lines, at):
            at += 1
            continue
        near = lines[at : at + MOST_LINES]
        grid = tick_grid((line.start, line.words) for line in near)
        end = at + 1 + _last_of(near, grid) if grid else _table_end(lines, at)
        if grid:
            rows |= grid
        elif end > at:
            rows |= _rows(lines[at:end], _columns(lines, at))
        elif (end := _spaced_end(lines, at)) > at:
            rows |= _spaced_rows(lines[at:end], _columns(lines, at))
        elif (end := _torn_end(lines, at, again=lines[at].words in torn)) > at:
            torn.add(lines[at].words)
            rows |= _torn_rows(lines[at:end], _columns(lines, at))
        at = max(end, at + 1)
    return rows


def _is_one_cell(words: str) -> bool:
    """Most lines are: no table begins with such a one."""
    return GAP.search(words.strip()) is None


def _is_ruled(lines: Sequence[_Line], at: int) -> bool:
    return at + 1 < len(lines) and DASHES.match(lines[at + 1].words) is not None


def _last_of(lines: Sequence[_Line], rows: dict[int, Block]) -> int:
    return max(n for n, line in enumerate(lines) if line.start in rows)


def _lines(text: str) -> Iterator[_Line]:
    at = 0
    for words in text.split("\n"):
        yield _Line(at, words)
        at += len(words) + 1


def _columns(lines: Sequence[_Line], at: int) -> list[int]:
    """Where the columns begin: below the headings' dashes, else below the headings themselves."""
    ruled = _is_ruled(lines, at)
    source, cell = (lines[at + 1], re.compile(r"\S+")) if ruled else (lines[at], CELL)
    starts = [match.start() for match in cell.finditer(source.words)]
    return [0, *starts[1:]]


def _table_end(lines: Sequence[_Line], at: int) -> int:
    """Past the last line of a table whose headings stand at `at`; `at` where there is none that wraps."""
    columns = _columns(lines, at)
    ruled = _is_ruled(lines, at)
    if len(columns) < FEWEST_COLUMNS or "\t" in lines[at].words or DASHES.match(lines[at].words):
        return at
    end = at + 1
    while end < len(lines) and lines[end].words.strip() and _fits(lines[end], columns):
        end += 1
    body = [line for line in lines[at + 1 : end] if not DASHES.match(line.words)]
    if len(body) < FEWEST_LINES or not all(_used(body, n, columns) for n in range(len(columns))):
        return at
    return end if ruled or _wraps(body, columns) else at


def _spaced_end(lines: Sequence[_Line], at: int) -> int:
    """Past the last line of a table whose rows stand apart by blank lines; `at` where there is none."""
    columns = _columns(lines, at)
    if len(columns) < FEWEST_COLUMNS or not _are_headings(lines[at].words):
        return at
    end = at + 1
    while end < len(lines) and (not lines[end].words.strip() or _stands_in(lines[end], columns)):
        end += 1
    body = [line for line in lines[at + 1 : end] if line.words.strip()]
    gaps = sum(1 for line in lines[at + 1 : end] if not line.words.strip())
    used = len(body) >= FEWEST_LINES and all(_used(body, n, columns) for n in range(len(columns)))
    return end if used and gaps >= FEWEST_LINES else at


def _torn_end(lines: Sequence[_Line], at: int, *, again: bool) -> int:
    """Past the last line of a table whose cells wrap, each row straight below the last; `at` for none."""
    columns = _columns(lines, at)
    heads = CELL.findall(lines[at].words)
    plain = all(head[:1].isalpha() and len(head) >= SHORTEST_HEAD for head in heads)  # no bullet, no number
    if len(columns) < FEWEST_TORN or "\t" in lines[at].words or not plain:
        return at
    end = at + 1
    while end < len(lines) and lines[end].words.strip() and _stands_in(lines[end], columns):
        end += 1
    wrapped = sum(_torn(lines[at:end], columns)) if end - at > FEWEST_LINES else 0
    return end if wrapped >= (1 if again else FEWEST_TORN) else at


def _torn(lines: Sequence[_Line], columns: Sequence[int]) -> list[bool]:
    """Which of the lines go on with the row above them."""
    parted = [line.cells(columns) for line in lines]
    words = [[_words(line, cell) for cell in cells] for line, cells in zip(lines, parted, strict=True)]
    return [on or (n > 1 and not words[n][0]) for n, on in enumerate(going_on(words))]


def _words(line: _Line, cell: Span) -> str:
    return line.words[cell[0] - line.start : cell[1] - line.start]


def _torn_rows(lines: Sequence[_Line], columns: Sequence[int]) -> dict[int, Block]:
    told = zip(lines, _torn(lines, columns), strict=True)
    return {line.start: _row(line, line.cells(columns), goes_on=on) for line, on in told}


def _are_headings(words: str) -> bool:
    return all(meaning(cell[0]) for cell in CELL.finditer(words.strip()))


def _stands_in(line: _Line, columns: Sequence[int]) -> bool:
    """Do all its words begin where columns do?"""
    starts = [match.start() for match in CELL.finditer(line.words)]
    return _fits(line, columns) and all(start in columns for start in starts)


def _spaced_rows(lines: Sequence[_Line], columns: Sequence[int]) -> dict[int, Block]:
    """A row begins below a blank line; the lines straight below it go on with it."""
    rows: dict[int, Block] = {}
    for n, line in enumerate(lines):
        if line.words.strip():
            begins = n == 0 or not lines[n - 1].words.strip()
            rows[line.start] = _row(line, line.cells(columns), goes_on=not begins)
    return rows


def _fits(line: _Line, columns: Sequence[int]) -> bool:
    """Does no word run over a column's beginning?"""
    inside = all(line.words[start - 1 : start] in ("", " ") for start in columns[1:])
    return "\t" not in line.words and (inside or DASHES.match(line.words) is not None)


def _used(body: Sequence[_Line], column: int, columns: Sequence[int]) -> bool:
    """Do words begin exactly where the column does, in some line? The first may stand in from the margin."""
    if column == 0:
        return any(line.words[: columns[1]].strip() for line in body)
    return any(line.words[columns[column] : columns[column] + 1].strip() for line in body)


def _wraps(body: Sequence[_Line], columns: Sequence[int]) -> bool:
    """Is there a line whose first cell is empty, as only the rest of a cell above leaves it?"""
    return any(not line.words[: columns[1]].strip() for line in body)


def _rows(lines: Sequence[_Line], columns: Sequence[int]) -> dict[int, Block]:
    kept = [(line, line.cells(columns)) for line in lines if not DASHES.match(line.words)]
    anchor = _anchor([cells for _, cells in kept[1:]])
    torn = _torn([line for line, _ in kept], columns)
    return {
        line.start: _row(
            line,
            cells,
            goes_on=n > 0 and (torn[n] or not all(cells[k][0] < cells[k][1] for k in (0, anchor))),
        )
        for n, (line, cells) in enumerate(kept)
    }


def _row(line: _Line, cells: Spans, *, goes_on: bool) -> Block:
    return Block(
        kind=BlockKind.ROW,
        start=line.start + len(line.words) - len(line.words.lstrip()),
        end=line.start + len(line.words.rstrip()),
        cells=cells,
        goes_on=goes_on,
    )


def _anchor(body: Sequence[Spans]) -> int:
    """The column whose cells never wrap: filled the fewest times, and where each row begins."""
    filled = [sum(1 for cells in body if cells[n][0] < cells[n][1]) for n in range(len(body[0]))]
    begins = [
        n
        for n in range(len(filled))
        if body[0][n][0] < body[0][n][1]
        and all(cells[0][0] < cells[0][1] for cells in body if cells[n][0] < cells[n][1])
    ]
    return min(begins, key=lambda n: (filled[n], -n), default=0)
