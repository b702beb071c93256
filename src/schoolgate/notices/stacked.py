"""A table pasted one cell a line, whose headings do not all speak for themselves: the rows that fit best."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from schoolgate.domain.reading import Span
from schoolgate.notices.blocks import ALL_BOLD, Block, BlockKind
from schoolgate.notices.draft import Column
from schoolgate.notices.items import items_of_list
from schoolgate.notices.labels import NAME, NUMBER, meaning
from schoolgate.notices.name_lists import looks_like_name
from schoolgate.notices.names import recognise
from schoolgate.notices.ordinary import is_strange
from schoolgate.notices.passage import Passage
from schoolgate.notices.refusals import says_unused
from schoolgate.notices.rows import Label

FEWEST_COLUMNS, MOST_COLUMNS = 3, 10
FEWEST_ROWS = 2
MOST_CELLS = 600  # of one table
MOST_HEADING_WORDS = 7
MOST_NAME_WORDS = 12
MOST_ANSWER_WORDS = 5
MISSING = 1.0  # what a row that lacks a cell must make up for
KNOWN = 0.6  # share of a table's headings that are labels we know
DATA = (Label.DATA, Label.POTENTIAL_DATA, Label.DATA_AND_PURPOSE)
DASH = re.compile(r"[–—-]+")
LONE_DASH = re.compile(r"^[ \t]*[–—-][ \t]*$", re.MULTILINE)
ANSWER = re.compile(
    r"(?:yes|no|n/?a|none|not|optional|maybe|[✓✗✔✘–—-])\b.*|[✓✗✔✘–—-]", re.IGNORECASE | re.DOTALL
)
TIME = re.compile(
    r".*\d.*|await.*|tbc|to follow|none|n/?a|[–—-]+|pending.*|in progress", re.IGNORECASE | re.DOTALL
)
TITLED = re.compile(r"[A-Z][\w'’&-]*(?: (?:[A-Z][\w'’&-]*|/|&|of|and))+")
PAGE_EDGE = re.compile(r"(?:.{0,60}\s)?[Pp]age \d+(?: (?:of|/) \d+)?\s*")


@dataclass(frozen=True, slots=True)
class Stacked:
    """A table found: its columns, its rows' cells ((n, n) for a missing one), how many blocks it takes."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Span, ...], ...]
    blocks: int


@dataclass(frozen=True, slots=True)
class _Cell:
    span: Span
    words: str
    end: int  # the block behind it


def stacked_at(text: str, blocks: Sequence[Block], at: int) -> Stacked | None:
    """The table whose first heading stands at `at`, if the lines below fall into its columns."""
    if not _opens(text, blocks, at):
        return None
    found = [one for lines in _clothes(text, blocks, at) for one in _tables(lines, at)]
    return max(found, key=lambda one: one[0], default=(0, None))[1]


def _opens(text: str, blocks: Sequence[Block], at: int) -> bool:
    first = text[slice(*blocks[at].span)]
    below = text[slice(*blocks[at + 1].span)] if at + 1 < len(blocks) else ""
    return is_line(blocks[at]) and meaning(first) in (NAME, NUMBER, Label.PROVIDER) and is_heading(below)


def is_line(block: Block) -> bool:
    return block.kind is BlockKind.LINE or (block.kind is BlockKind.HEADING and block.level == ALL_BOLD)


def is_heading(words: str) -> bool:
    return 0 < len(words.split()) <= MOST_HEADING_WORDS and not re.search(r"[:.,;]$", words)


def _clothes(text: str, blocks: Sequence[Block], at: int) -> Iterator[list[_Cell]]:
    """The cells, where blank lines part them; else each line one, or lines in small letters going on."""
    lines = list(_lines(text, blocks, at))
    spaced = all(block.after_gap for block in blocks[at + 1 : at + FEWEST_COLUMNS])
    if spaced:
        yield _joined(text, lines, blocks, lambda above, gap: not gap)
        return
    yield lines
    yield _joined(text, lines, blocks, lambda above, gap: not gap and above.endswith((",", ";", " and", "&")))


def _lines(text: str, blocks: Sequence[Block], at: int) -> Iterator[_Cell]:
    """Each line of the run, and the dashes alone on a line that no reader keeps."""
    end = at
    while end < len(blocks) and end - at < MOST_CELLS and is_line(blocks[end]):
        if end > at:
            between = blocks[end - 1].end, blocks[end].start
            for dash in LONE_DASH.finditer(text, *between):
                place = dash.start() + len(dash[0]) - len(dash[0].lstrip())
                yield _Cell((place, place + 1), dash[0].strip(), end)
        yield _Cell(blocks[end].span, text[slice(*blocks[end].span)], end + 1)
        end += 1


def _joined(
    text: str, lines: Sequence[_Cell], blocks: Sequence[Block], goes_on: Callable[[str, bool], bool]
) -> list[_Cell]:
    cells: list[_Cell] = []
    for line in lines:
        gap = DASH.fullmatch(line.words) is not None or blocks[line.end - 1].after_gap
        if cells and goes_on(cells[-1].words, gap):
            span = (cells[-1].span[0], line.span[1])
            cells[-1] = _Cell(span, text[slice(*span)], line.end)
        else:
            cells.append(line)
    return cells


def _tables(cells: Sequence[_Cell], at: int) -> Iterator[tuple[float, Stacked]]:
    """Each number of columns that the lines could have, with how well the rows then fit."""
    cells = [cell for cell in cells if not PAGE_EDGE.fullmatch(cell.words)]
    for width in range(FEWEST_COLUMNS, min(MOST_COLUMNS, len(cells) // 2) + 1):
        columns = _columns(cells[:width])
        if not columns:
            continue
        score, rows = _rows(cells, width, [column.meant for column in columns])
        if len(rows) >= FEWEST_ROWS and score > len(rows):
            taken = max(one.end for row in rows for one in row if one) - at
            spans = tuple(tuple(one.span if one else _empty(row) for one in row) for row in rows)
            unknown = sum(1 for column in columns if column.meant is None)
            yield score - unknown, Stacked(columns, spans, taken)


def _empty(row: Sequence[_Cell | None]) -> Span:
    place = next(cell.span[1] for cell in reversed(row) if cell)
    return (place, place)


def _columns(cells: Sequence[_Cell]) -> tuple[Column, ...]:
    """The lines as headings; none where too few are labels we know, or none tells of data."""
    meant = [meaning(cell.words) if is_heading(cell.words) else None for cell in cells]
    known = len(meant) - meant.count(None)
    headings = all(is_heading(cell.words) for cell in cells) and not any(
        one is None and _is_value(cell.words) for one, cell in zip(meant, cells, strict=True)
    )
    if not headings or known < KNOWN * len(meant) or not {*DATA} & {*meant}:
        return ()
    return tuple(Column(one, cell.words) for one, cell in zip(meant, cells, strict=True))


def _is_value(words: str) -> bool:
    """A name, data or an answer is no heading, known or not."""
    return recognise(words) is not None or ANSWER.fullmatch(words) is not None or is_data(words)


def _rows(
    cells: Sequence[_Cell], width: int, meant: Sequence[str | None]
) -> tuple[float, list[list[_Cell | None]]]:
    """The rows that fit best below the headings, and how well; read from the last cell up."""
    heads = [cell.words for cell in cells[:width]]
    best: dict[int, tuple[float, list[list[_Cell | None]]]] = {}
    for at in range(len(cells), width - 1, -1):
        best[at] = (0.0, [])
        if [cell.words for cell in cells[at : at + width]] == heads and at + width in best:
            best[at] = best[at + width]
            continue
        for row, taken in _candidates(cells, at, width):
            fit = sum(_fit(cell, one) for cell, one in zip(row, meant, strict=True))
            fit -= MISSING * (width - taken)
            if fit > 0 and fit + best[at + taken][0] > best[at][0]:
                best[at] = fit + best[at + taken][0], [row, *best[at + taken][1]]
    return best[width]


def _candidates(cells: Sequence[_Cell], at: int, width: int) -> Iterator[tuple[list[_Cell | None], int]]:
    """The row that begins here with all its cells, or with one of them missing."""
    if at + width <= len(cells):
        yield [*cells[at : at + width]], width
    if at + width - 1 <= len(cells):
        for hole in range(1, width):
            yield [*cells[at : at + hole], None, *cells[at + hole : at + width - 1]], width - 1


def _fit(cell: _Cell | None, meant: str | None) -> float:
    return 0 if cell is None else fit_of(cell.words, meant)


def fit_of(printed: str, meant: str | None) -> float:
    """How well a cell stands under a heading: 1 well, 0 undecided, below 0 badly."""
    if meant != NAME and DASH.fullmatch(printed):
        return 0
    words = " ".join(printed.split())
    if meant in DATA:
        return 1 if is_data(words) else 0 if says_unused(words) else -1
    if meant == NAME or meant == Label.PROVIDER:
        return _name_fit(words, 1.0 if meant == NAME else 0.5)
    if meant == Label.CHOICE:
        return 1 if ANSWER.fullmatch(words) and len(words.split()) <= MOST_ANSWER_WORDS else -0.5
    if meant in (Label.RISK, Label.CONTRACT, NUMBER):
        return 0.5 if TIME.fullmatch(words) else -1
    return -0.5 if ANSWER.fullmatch(words) or (is_data(words) and "," in words) else 0


def _name_fit(words: str, well: float) -> float:
    if len(words.split()) > MOST_NAME_WORDS or words.endswith((".", ":", "?")):
        return -1.5
    if recognise(words):
        return well
    if meaning(words) or ANSWER.fullmatch(words):
        return -1.5
    if is_data(words):  # "Medigold Health" speaks of health, and is a name
        return well / 2 if TITLED.fullmatch(words) and is_strange(words) else -1.5
    return well / 2 if looks_like_name(words) else -1


@lru_cache(maxsize=2_000)
def is_data(words: str) -> bool:
    found = items_of_list(Passage.of(words, ((0, len(words)),)))
    return bool(found.items or found.nothing)
