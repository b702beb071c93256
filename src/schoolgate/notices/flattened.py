"""A table flattened to one cell, or one row, a line."""

import re
from collections.abc import Sequence

from schoolgate.domain.reading import Spans
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.contexts import CLOSED, Context, context_of
from schoolgate.notices.draft import Column, Draft, Drafted
from schoolgate.notices.flat_lines import headings_in, read_flat_lines
from schoolgate.notices.labels import NAME, meaning
from schoolgate.notices.names import recognise
from schoolgate.notices.pasted_records import pasted_at
from schoolgate.notices.rows import Label
from schoolgate.notices.stacked import is_line, stacked_at
from schoolgate.notices.tables import MOST_NAME_WORDS, add_cells, name_column
from schoolgate.notices.torn import read_torn
from schoolgate.notices.wrapped_cells import continue_row


def read_flattened(draft: Draft, blocks: Sequence[Block], at: int) -> int:
    """A table whose cells were pasted one a line: its headings, then so many lines for each row."""
    printed = headings_in(draft.words(blocks[at].span))
    if printed and (taken := read_flat_lines(draft, blocks, at, printed)):
        return taken
    if taken := read_torn(draft, blocks, at) or _read_pasted(draft, blocks, at):
        return taken
    if taken := _read_stacked(draft, blocks, at):
        return taken
    columns = _heading_lines(draft.text, blocks, at)
    width = len(columns)
    if width < 2 or not {NAME, Label.PROVIDER} & {column.meant for column in columns}:
        return 0
    rows = _gapped_rows(draft, blocks, at + width, width) or _flat_rows(draft, blocks, at + width, width)
    key = name_column(draft, [], columns)
    for row in rows:
        add_cells(draft, tuple(block.span for block in row), columns, key, draft.promise())
    return width + sum(len(row) for row in rows) if rows else 0


def _read_stacked(draft: Draft, blocks: Sequence[Block], at: int) -> int:
    if draft.promise() in CLOSED or (table := stacked_at(draft.text, blocks, at)) is None:
        return 0
    columns = [*table.columns]
    key = name_column(draft, [], columns)
    for cells in table.rows:
        add_cells(draft, cells, columns, key, draft.promise())
    return table.blocks


def _read_pasted(draft: Draft, blocks: Sequence[Block], at: int) -> int:
    """As stacked, with a blank line between the records: a cell may then have several lines."""
    if draft.promise() in CLOSED or (table := pasted_at(draft.text, blocks, at)) is None:
        return 0
    columns = [*table.columns]
    key = name_column(draft, [], columns)
    for lines in table.rows:
        end = next(cell[-1][1] for cell in reversed(lines) if cell)
        cells = tuple(cell[0] if cell else (end, end) for cell in lines)
        row = add_cells(draft, cells, columns, key, draft.promise())
        if row:
            _go_on(draft, row, lines, columns, key)
    return table.blocks


def _go_on(draft: Draft, row: Drafted, lines: Sequence[Spans], columns: Sequence[Column], key: int) -> None:
    """The further lines of each cell."""
    for n, cell in enumerate(lines):
        for line in cell[1:]:
            continue_row(draft, row, (*[(line[0], line[0])] * n, line), columns, key)


def _flat_rows(draft: Draft, blocks: Sequence[Block], at: int, width: int) -> list[Sequence[Block]]:
    end = at
    while end + width <= len(blocks) and _is_flat_row(draft, blocks[end : end + width]):
        end += width
    return [blocks[first : first + width] for first in range(at, end, width)]


def _gapped_rows(draft: Draft, blocks: Sequence[Block], at: int, width: int) -> list[Sequence[Block]]:
    """Rows that a blank line parts: where cells at a row's end are left out, it is shorter."""
    rows: list[Sequence[Block]] = []
    while at < len(blocks) and blocks[at].after_gap:
        end = next((n for n in range(at + 1, len(blocks)) if blocks[n].after_gap), len(blocks))
        row = blocks[at:end]
        if not 2 <= len(row) <= width or not _is_flat_row(draft, row):
            break
        rows.append(row)
        at = end
    return rows if sum(1 for row in rows if len(row) == width) * 2 > len(rows) > 1 else []


def _heading_lines(text: str, blocks: Sequence[Block], at: int) -> list[Column]:
    columns: list[Column] = []
    for block in blocks[at : at + 10]:
        words = text[slice(*block.span)]
        meant = meaning(words) if block.kind is BlockKind.LINE and not re.search(r"[:.]$", words) else None
        if meant is None or any(column.meant == meant for column in columns):
            break
        columns.append(Column(meant, words))
    return columns


def _is_flat_row(draft: Draft, cells: Sequence[Block]) -> bool:
    words = draft.words(cells[0].span)
    short = len(words.split()) <= MOST_NAME_WORDS and not words.endswith((".", ":", "?"))
    lines = all(is_line(block) for block in cells)
    return short and lines and (recognise(words) is not None or context_of(words) is Context.NEUTRAL)
