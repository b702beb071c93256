"""A table pasted one cell a line, a blank line between its records: which line stands in which column.

A record may lack cells, or have a cell of several lines, and of the headings some may be ones that nobody
taught us: the whole records show what stands where, and the others are laid beside them.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schoolgate.domain.catalogue import fold
from schoolgate.domain.reading import Span, Spans
from schoolgate.notices.blocks import Block
from schoolgate.notices.draft import Column
from schoolgate.notices.labels import NAME, NUMBER, meaning
from schoolgate.notices.refusals import says_unused
from schoolgate.notices.rows import Label
from schoolgate.notices.shown_columns import shown
from schoolgate.notices.stacked import (
    DASH,
    DATA,
    LONE_DASH,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_NAME_WORDS,
    fit_of,
    is_heading,
    is_line,
)

FEWEST_COLUMNS, FEWEST_RECORDS = 3, 3
WHOLE = 0.3  # share of the records that lack no cell
SAME = 1.5  # a value that stands in this column of a whole record
SKIPPED = 0.6  # what a column left out costs
LONGER = 0.2  # what a further line of one cell costs

BLANK = re.compile(r"\n[ \t]*\n")

Record = list[Span]


@dataclass(frozen=True, slots=True)
class Pasted:
    """A table found: its columns, each record's cells (of as many lines as each has), its blocks."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Spans, ...], ...]
    blocks: int


def pasted_at(text: str, blocks: Sequence[Block], at: int) -> Pasted | None:
    """The table whose headings stand in the lines from `at` up to the next gap."""
    heads = _heads(text, blocks, at)
    if not heads:
        return None
    records, end = _records(text, blocks, at + len(heads), len(heads))
    whole = [record for record in records if len(record) == len(heads)]
    if len(records) < FEWEST_RECORDS or len(whole) < max(2, WHOLE * len(records)):
        return None
    columns = shown(heads, [[text[slice(*record[n])] for record in whole] for n in range(len(heads))])
    if not {*DATA} & {column.meant for column in columns} or not _are_named(text, whole):
        return None
    usual = [Counter(fold(text[slice(*record[n])]) for record in whole) for n in range(len(heads))]
    rows = tuple(_laid(text, record, columns, usual) for record in records)
    return Pasted(columns, rows, end - at)


def _heads(text: str, blocks: Sequence[Block], at: int) -> tuple[Column, ...]:
    """The headings: the first is over names, and at least two more are labels we know."""
    first = meaning(text[slice(*blocks[at].span)]) if is_line(blocks[at]) else None
    if first not in (NAME, NUMBER, Label.PROVIDER):
        return ()
    end = _gap(text, blocks, at)
    words = [text[slice(*block.span)] for block in blocks[at:end]]
    meant = [meaning(one) for one in words]
    known = len(meant) - meant.count(None)
    fits = FEWEST_COLUMNS <= len(words) <= MOST_COLUMNS and all(map(is_heading, words))
    if not fits or known * 2 < len(words) or end >= len(blocks):
        return ()
    return tuple(Column(one, printed) for one, printed in zip(meant, words, strict=True))


def _gap(text: str, blocks: Sequence[Block], at: int) -> int:
    """Where the lines that begin at `at` come to a blank one, or to something that is no line.

    A dash alone on its line is a cell, though no block.
    """
    end = at + 1
    while end < len(blocks) and is_line(blocks[end]) and not _is_gap(text, blocks, end):
        end += 1
    return end


def _is_gap(text: str, blocks: Sequence[Block], at: int) -> bool:
    return blocks[at].after_gap and BLANK.search(text, blocks[at - 1].end, blocks[at].start) is not None


def _records(text: str, blocks: Sequence[Block], at: int, width: int) -> tuple[list[Record], int]:
    """The records below, up to what is none; and the block behind them."""
    found: list[Record] = []
    start = at
    while at < len(blocks) and is_line(blocks[at]) and at - start < MOST_CELLS:
        end = _gap(text, blocks, at)
        lines = [*_cells(text, blocks, at, end)]
        if _is_tail(text, found, lines, width):
            found[-1] += lines
        elif _is_record(text, lines):
            found.append(lines)
        else:
            break
        at = end
    return found, at


def _cells(text: str, blocks: Sequence[Block], at: int, end: int) -> Iterator[Span]:
    """Each line, and the dashes alone on a line that no reader keeps."""
    for n in range(at, end):
        yield blocks[n].span
        stop = blocks[n + 1].start if n + 1 < len(blocks) else len(text)
        for dash in LONE_DASH.finditer(text, blocks[n].end, stop):
            place = dash.end() - len(dash[0].lstrip())
            yield place, place + len(dash[0].strip())


def _is_tail(text: str, found: Sequence[Record], lines: Record, width: int) -> bool:
    """The last cells of a record in which a blank line stands for a cell that is empty."""
    words = [text[slice(*line)] for line in lines]
    short = bool(found) and len(found[-1]) + len(lines) < width + 1 and len(lines) < FEWEST_COLUMNS - 1
    return short and all(fit_of(one, NAME) < 0 for one in words) and fit_of(words[-1], Label.RISK) > 0


def _is_record(text: str, lines: Record) -> bool:
    words = text[slice(*lines[0])]
    short = len(words.split()) <= MOST_NAME_WORDS and not words.endswith((".", ":", "?", "!"))
    return len(lines) > 1 and short and words[:1] not in "(["


def _are_named(text: str, whole: Sequence[Record]) -> bool:
    """Do names stand in the first column? Half of them at least look it."""
    return sum(1 for record in whole if fit_of(text[slice(*record[0])], NAME) > 0) * 2 >= len(whole)


def _laid(
    text: str, record: Record, columns: Sequence[Column], usual: Sequence[Counter[str]]
) -> tuple[Spans, ...]:
    """The record's lines, each in its column: one for one, or as they fit best, in their order."""
    width = len(columns)
    if len(record) == width:
        return tuple((line,) for line in record)
    best: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {(1, 0): (0.0, (0,))}
    for n, line in enumerate(record[1:], start=1):
        words = text[slice(*line)]
        fits = [_fit(words, column.meant, known) for column, known in zip(columns, usual, strict=True)]
        for place in range(width):
            ways = [
                (score + fits[place] - _step(last, place, fits[place]), (*taken, place))
                for (lines, last), (score, taken) in best.items()
                if lines == n and (last < place or (last == place > 0))
            ]
            if ways:
                best[n + 1, place] = max(ways)
    ends = [
        (score - SKIPPED * (width - 1 - last), taken)
        for (lines, last), (score, taken) in best.items()
        if lines == len(record)
    ]
    places = max(ends)[1] if ends else tuple(min(n, width - 1) for n in range(len(record)))
    return tuple(
        tuple(line for line, place in zip(record, places, strict=True) if place == n) for n in range(width)
    )


def _step(last: int, place: int, fit: float) -> float:
    """What it costs to stand `place - last` columns on; a further line of one cell must fit well."""
    return SKIPPED * (place - last - 1) if place > last else LONGER + (0 if fit > 0 else 1)


def _fit(words: str, meant: str | None, known: Counter[str]) -> float:
    same = SAME if known[fold(words)] and not DASH.fullmatch(words) else 0.0
    unused = says_unused(words) and meant in (None, Label.OTHER, Label.PURPOSE, *DATA)
    return same + unused + fit_of(words, meant)
