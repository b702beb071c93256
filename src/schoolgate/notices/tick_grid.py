"""A table of ticks drawn with spaces: each mark belongs to the heading it stands under."""

import re
from collections.abc import Iterator, Sequence

from schoolgate.domain.reading import Span, Spans
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.tick_marks import verdict_of

CELL = re.compile(r"\S+(?: \S+)*")
LETTER = re.compile(r"[A-Z](?: ?[,/+&]? ?[A-Z])?|\d")  # of a key: "Y = we send it"
FEWEST_COLUMNS, FEWEST_LINES = 2, 2
Line = tuple[int, str]  # where it begins in the text, and its words


def tick_grid(lines: Iterator[Line]) -> dict[int, Block]:
    """Where each line of the table begins → its row; nothing where the first line heads no such table."""
    start, words = next(lines)
    heads = [match.span() for match in CELL.finditer(words)]
    if len(heads) < FEWEST_COLUMNS or "\t" in words:
        return {}
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
