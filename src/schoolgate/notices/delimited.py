"""Lines of values between commas or semicolons, as a program exports them, inside a text."""

import re
from collections.abc import Sequence
from itertools import pairwise

from schoolgate.domain.reading import Span, Spans
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.labels import meaning

FEWEST_CELLS, FEWEST_LINES = 3, 3
FEWEST_SEMICOLONS = 3  # in a line; a sentence has fewer
REFERENCE = re.compile(r"[A-Z]{0,4}[-/ ]?\d{1,5}[a-z]?")
BULLET = re.compile(r"\s*[-*•–]\s")
_Line = tuple[int, int, Spans]  # where it begins and ends, and its values
FIELDS = {
    sign: re.compile(rf"\s*(?:\"(?P<quoted>(?:[^\"]|\"\")*)\"|(?P<plain>[^\"{sign}]*))\s*(?:{sign}|$)")
    for sign in ",;"
}


def delimited_rows(text: str) -> dict[int, Block]:
    """Where a line of such values begins → its row."""
    rows: dict[int, Block] = {}
    run: list[_Line] = []
    sign = _sign(text)
    for start, end in _lines(text):
        cells = _cells(text, start, end, sign)
        if not cells or (run and len(cells) != len(run[-1][2])):
            rows |= _rows(text, run, going_on=bool(rows))
            run = []
        if cells:
            run.append((start, end, cells))
    return rows | _rows(text, run, going_on=bool(rows))


def _lines(text: str) -> Sequence[Span]:
    breaks = [-1, *(match.start() for match in re.finditer("\n", text)), len(text)]
    return [(a + 1, b) for a, b in pairwise(breaks)]


def _cells(text: str, start: int, end: int, sign: str) -> Spans:
    """The line's values, without their quotation marks; none where it is no line of values."""
    if text.count(sign, start, end) < FEWEST_CELLS - 1 or BULLET.match(text, start, end):
        return ()
    if "\t" in text[start:end]:  # parts the cells, and the commas stand in them
        return ()
    cells: list[Span] = []
    at, line = 0, text[start:end]
    while at < len(line):
        match = FIELDS[sign].match(line, at)
        if match is None:
            return ()
        part = "quoted" if match["quoted"] is not None else "plain"
        first, last = match.span(part)
        inside = line[first:last]
        first += len(inside) - len(inside.lstrip())
        cells.append((start + first, start + max(first, first + len(inside.strip()))))
        at = match.end()
    if line.endswith(sign):
        cells.append((end, end))
    return tuple(cells)


def _sign(text: str) -> str:
    """A semicolon where a line of headings is parted by it; commas else, for either may stand in a value."""
    if text.count(";") < FEWEST_SEMICOLONS * FEWEST_LINES:
        return ","
    for start, end in _lines(text):
        words = text[start:end].split(";") if text.count(";", start, end) >= FEWEST_SEMICOLONS else []
        if words and sum(1 for word in words if meaning(word.strip())) * 2 >= len(words):
            return ";"
    return ","


def _rows(text: str, run: Sequence[_Line], *, going_on: bool) -> dict[int, Block]:
    """The lines as rows, if the first are a table's headings: a sentence, too, may hold three commas.

    going_on  a table stands above: a sheet below it may leave its headings out
    """
    if not run or len(run[0][2]) < FEWEST_CELLS:
        return {}
    known = [meaning(text[slice(*cell)]) for cell in run[0][2]]
    headed = len(run) >= FEWEST_LINES and known.count(None) * 2 <= len(known)
    if not headed and not (going_on and all(_is_numbered(text, cells) for _, _, cells in run)):
        return {}
    return {start: Block(kind=BlockKind.ROW, start=start, end=end, cells=cells) for start, end, cells in run}


def _is_numbered(text: str, cells: Spans) -> bool:
    """ "T-201,Year 5,Blooket,refused": it begins with a number of its own."""
    return REFERENCE.fullmatch(text[slice(*cells[0])]) is not None
