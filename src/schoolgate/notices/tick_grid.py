"""A table of ticks drawn with spaces: each mark belongs to the heading it stands under."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile, tee

from schoolgate.domain.reading import Span, Spans
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.tick_marks import verdict_of

CELL = re.compile(r"\S+(?: \S+)*")
LETTER = re.compile(r"[A-Z](?: ?[,/+&]? ?[A-Z])?|\d")  # of a key: "Y = we send it"
MARKS_AT_END = re.compile(r"(?<=\s)(?:[A-Z.✓✔✗✘•●√×x*–-](?:\s+|$)){3,}$")
FEWEST_COLUMNS, FEWEST_LINES = 2, 2
FEWEST_DENSE = 3  # columns of single marks
Line = tuple[int, str]  # where it begins in the text, and its words


def tick_grid(lines: Iterator[Line]) -> dict[int, Block]:
    """Where each line of the table begins → its row; nothing where the first line heads no such table."""
    start, words = next(lines)
    heads = [match.span() for match in CELL.finditer(words)]
    if len(heads) < FEWEST_COLUMNS or "\t" in words:
        return {}
    lines, ahead = tee(lines)
    if dense := _dense((start, words), heads, ahead):
        return dense
    marked = [line for line in _body(lines, heads) if line[1].strip()]
    if sum(1 for line in marked if _marks(line)) < FEWEST_LINES:
        return {}
    first = min(marks[0][0] for line in marked if (marks := _marks(line)))
    columns = [head for head in heads if head[1] > first]
    edge = max(CELL.match(line[1].lstrip()).end() for line in marked)  # type: ignore[union-attr]
    if len(columns) < FEWEST_COLUMNS or len(heads) - len(columns) > 1 or edge > columns[0][1]:
        return {}
    told = heads[: len(heads) - len(columns)]
    rows = {start: _row((start, words), [*(told or [(0, 0)]), *columns])}
    for line in marked:
        rows[line[0]] = _row(line, _placed(line, columns))
    return rows


def _dense(head: Line, heads: Sequence[Span], lines: Iterator[Line]) -> dict[int, Block]:
    """The rows where each line has a mark in every column; headings may stand close: "Name DOB UPN"."""
    body = list(takewhile(lambda line: line[1].strip(), lines))
    runs = [_run_of_marks(line[1]) for line in body]
    places = [match.start() for match in re.finditer(r"\S+", runs[0] or "")] if runs else []
    alike = all(run and [match.start() for match in re.finditer(r"\S+", run)] == places for run in runs)
    if len(body) < FEWEST_LINES or len(places) < FEWEST_DENSE or not alike:
        return {}
    columns = _headings_at(head[1], places)
    told = [span for span in heads if span[1] <= places[0] and span[0] < places[0]]
    if not columns or not told:
        return {}
    edges = [span[0] for span in told]
    marks = [(at, at + 1) for at in places]
    below = {line[0]: _row(line, [*_between(line[1], [*edges, places[0]]), *marks]) for line in body}
    return {head[0]: _row(head, [*_between(head[1], [*edges, columns[0][0]]), *columns])} | below


def _run_of_marks(words: str) -> str:
    """The line with blanks for all but the marks at its end, one a column."""
    run = MARKS_AT_END.search(words)
    return " " * run.start() + run[0] if run else ""


def _headings_at(words: str, places: Sequence[int]) -> list[Span]:
    """For each column of marks the words over it, up to the next column's; nothing where one has none."""
    starts = [0] * len(places)
    ends = [0] * len(places)
    for match in re.finditer(r"\S+", words):
        over = [n for n, at in enumerate(places) if match.start() <= at < match.end()]
        before = [n for n, at in enumerate(places) if at < match.start()]
        if over or (before and ends[before[-1]]):
            n = over[0] if over else before[-1]
            starts[n] = starts[n] or match.start()
            ends[n] = match.end()
    return list(zip(starts, ends, strict=True)) if all(ends) else []


def _between(words: str, edges: Sequence[int]) -> list[Span]:
    """What stands between the edges, without the blanks around it."""
    parts = [(a, max(a, min(b, len(words)))) for a, b in pairwise(edges)]
    told = [(a, words[a:b]) for a, b in parts]
    starts = [a + len(part) - len(part.lstrip()) for a, part in told]
    return [(at, max(at, a + len(part.rstrip()))) for at, (a, part) in zip(starts, told, strict=True)]


def _body(lines: Iterator[Line], heads: Sequence[Span]) -> list[Line]:
    """The lines below the headings that are words and then marks; a blank line may part them.

    Words alone, straight below such a line, are of somebody for whom nothing is marked.
    """
    body: list[Line] = []
    for line in lines:
        if line[1].strip() and not _marks(line) and not (_is_bare(line, heads) and _is_close(body)):
            break
        body.append(line)
    return body


def _is_bare(line: Line, heads: Sequence[Span]) -> bool:
    cells = [match.span() for match in CELL.finditer(line[1])]
    return len(cells) == 1 and cells[0][0] < heads[0][1] and cells[0][1] <= heads[1][0]


def _is_close(body: Sequence[Line]) -> bool:
    return bool(body) and bool(_marks(body[-1]))


def _marks(line: Line) -> list[Span]:
    """Where its marks stand behind the words that begin it; none where anything else stands there."""
    head, *marks = [match.span() for match in CELL.finditer(line[1])] or [(0, 0)]
    return (
        marks
        if all(_is_mark(line[1][slice(*mark)]) for mark in marks) and not _is_mark(line[1][slice(*head)])
        else []
    )


def _is_mark(words: str) -> bool:
    return bool(verdict_of(words)) or LETTER.fullmatch(words) is not None


def _placed(line: Line, columns: Sequence[Span]) -> list[Span]:
    head, *marks = [match.span() for match in CELL.finditer(line[1])]
    cells = [head, *((head[1], head[1]) for _ in columns)]
    for mark in marks:
        cells[1 + _nearest(mark, columns)] = mark
    return cells


def _nearest(mark: Span, columns: Sequence[Span]) -> int:
    middle = sum(mark) / 2
    return min(range(len(columns)), key=lambda n: abs(sum(columns[n]) / 2 - middle))


def _row(line: Line, cells: Sequence[Span]) -> Block:
    start, words = line
    placed: Spans = tuple((start + a, start + b) for a, b in cells)
    first = start + len(words) - len(words.lstrip())
    return Block(kind=BlockKind.ROW, start=first, end=start + len(words.rstrip()), cells=placed)
