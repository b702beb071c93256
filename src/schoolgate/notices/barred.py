"""Tables saved with a bar behind each cell and a new line behind each bar, as programs save web pages."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from schoolgate.domain.reading import Span, Spans
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.labels import meaning

FEWEST_COLUMNS, MOST_COLUMNS = 2, 8
FEWEST_ROWS = 2  # with the headings
MOST_WORDS = 150  # of a cell; a longer one is the page's prose below the table
LINE = r"(?:[^|\n][^\n]*|\|[ \t]*)"  # of some cells, or of an empty one
RUN = re.compile(rf"^[^|\n][^\n]*\|[ \t]*\n(?:{LINE}\n){{1,400}}(?:{LINE})?", re.MULTILINE)
RULED = re.compile(r":?-{3,}:?")
CELL = re.compile(r"(?P<words>[^|]*)\|")


def barred_rows(text: str) -> dict[int, Block]:
    """Where a row of such a table begins → the row."""
    if "|\n" not in text and "| \n" not in text:
        return {}
    return {row.start: row for run in RUN.finditer(text) for row in _rows(text, run.span())}


def _rows(text: str, run: Span) -> Iterator[Block]:
    cells = [_trimmed(text, cell.span("words")) for cell in CELL.finditer(text, *run)]
    cells = [cell for cell in cells if not RULED.fullmatch(text, *cell)]
    cells = [*takewhile(lambda cell: len(text[slice(*cell)].split()) <= MOST_WORDS, cells)]
    width = _width(text, cells)
    full = len(cells) // width if width else 0
    rows = [tuple(cells[at * width : (at + 1) * width]) for at in range(full)]
    if len(rows) < FEWEST_ROWS or not any("\n" in text[row[0][0] : row[-1][1]] for row in rows):
        return
    begun = cells[full * width :]
    rest = _trimmed(text, (text.find("|", cells[-1][1]) + 1, run[1]))
    if begun and rest[0] < rest[1]:  # the page breaks off inside a row
        missing = width - len(begun) - 1
        rows.append((*begun, rest, *[(rest[1], rest[1])] * missing))
    for n, row in enumerate(rows):
        yield _row(row, after_gap=n == 0)


def _row(cells: Spans, *, after_gap: bool) -> Block:
    return Block(kind=BlockKind.ROW, start=cells[0][0], end=cells[-1][1], cells=cells, after_gap=after_gap)


def _width(text: str, cells: Sequence[Span]) -> int:
    """How many of the first cells are headings: those on one line, or the labels we know."""
    first = [*takewhile(lambda cell: "\n" not in text[cells[0][0] : cell[1]], cells)]
    labels = [meaning(text[slice(*cell)]) for cell in cells[:MOST_COLUMNS]]
    known = len([*takewhile(lambda label: label is not None, labels)])
    width = len(first) if len(first) > 1 and any(labels[: len(first)]) else known
    return width if width >= FEWEST_COLUMNS else 0


def _trimmed(text: str, span: Span) -> Span:
    words = text[slice(*span)]
    start = span[0] + len(words) - len(words.lstrip())
    return start, max(start, span[0] + len(words.rstrip()))
