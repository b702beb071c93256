"""A row's further line, after a page's edge or where its cells wrap: each word joins its cell."""

import re
from collections.abc import Sequence

from schoolgate.domain.reading import Span, Spans
from schoolgate.notices.draft import Column, Draft, Drafted
from schoolgate.notices.labels import label_of
from schoolgate.notices.rows import Cell, Label


def continue_row(draft: Draft, row: Drafted, cells: Spans, columns: Sequence[Column], key: int) -> None:
    """`key` is the column of the name; words there go on with the name, or say in brackets whose it is."""
    key = _naming_column(row, columns, key)
    for n, span in enumerate(cells):
        if span[0] >= span[1] or n >= len(columns):
            continue
        if n == key:
            _continue_name(draft, row, span)
        else:
            _continue_cell(row, span, columns[n])


def _naming_column(row: Drafted, columns: Sequence[Column], key: int) -> int:
    """The column that gave the row its name: another than `key` where that one's words are a cell of it."""
    printed = {cell.printed_label for cell in row.cells}
    if columns[key].printed is None or columns[key].printed not in printed:
        return key
    left = (n for n, one in enumerate(columns) if one.meant == Label.PROVIDER and one.printed not in printed)
    return next(left, key)


def _continue_cell(row: Drafted, span: Span, column: Column) -> None:
    label = label_of(column.meant or "prose")
    for place, cell in enumerate(row.cells):
        if cell.label is label and cell.printed_label == column.printed:
            row.cells[place] = Cell(label=label, spans=(*cell.spans, span), printed_label=cell.printed_label)
            return
    row.cells.append(Cell(label=label, spans=(span,), printed_label=column.printed))


def _continue_name(draft: Draft, row: Drafted, span: Span) -> None:
    words = draft.words(span)
    aside = re.fullmatch(r"\(([^()]+)\)", words)
    if aside:
        inside = (span[0] + 1, span[1] - 1)
        named_whose = bool(re.match(r"[A-Z0-9]", aside[1])) and "," not in aside[1]
        row.cells.append(Cell(label=Label.PROVIDER if named_whose else Label.PROSE, spans=(inside,)))
        return
    row.name, row.spans = f"{row.name} {words}", (*row.spans, span)
