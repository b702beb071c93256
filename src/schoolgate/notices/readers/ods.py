"""An OpenDocument spreadsheet: each table that is shown, under its name; cells with the words they show."""

from collections.abc import Iterator

from schoolgate.notices.blocks import Page
from schoolgate.notices.office.hidden import Hidden
from schoolgate.notices.office.opendocument import OpenDocument, opened, repeated, words_of
from schoolgate.notices.office.sheets import MOST_COLUMNS, MOST_ROWS, Sheet, page_of, refuse_many
from schoolgate.notices.office.xml_part import Node, below, child, number, said, tag

SORT = "an OpenDocument spreadsheet (.ods)"
ROW_GROUPS = ("table-header-rows", "table-rows", "table-row-group")


def read(data: bytes, name: str) -> Page:
    """Raises Damaged, Locked, UnpacksTooLarge or TooManyCells."""
    document = opened(data, name, sort=SORT)
    body = child(document.body, "spreadsheet")
    tables = [one for one in (document.body if body is None else body) if tag(one) == "table"]
    shown = [one for one in tables if not _is_hidden(document, one)]
    sheets = [_sheet(document, one, name) for one in shown]
    return page_of(sheets, encoding="utf-8", hidden=len(tables) - len(shown), warnings=document.warnings)


def _is_hidden(document: OpenDocument, table: Node) -> bool:
    styles = document.chain(said(table, "style-name"))
    return any(said(child(style, "table-properties"), "display") == "false" for style in styles)


def _sheet(document: OpenDocument, table: Node, name: str) -> Sheet:
    merged: list[tuple[int, int, int, int]] = []
    unseen: set[int] = set()
    rows = refuse_many(_rows(document, table, merged, unseen), name)
    return Sheet(said(table, "name") or "", rows, merged, Hidden(unseen, frozenset(_hidden_columns(table))))


def _hidden_columns(table: Node) -> Iterator[int]:
    at = 0
    for column in below(table, "table-column"):
        times = repeated(column, "columns", most=MOST_COLUMNS + 1)
        if _is_unseen(column):
            yield from range(at, at + times)
        at += times


def _is_unseen(node: Node) -> bool:
    return said(node, "visibility") in ("collapse", "filter")


def _rows(
    document: OpenDocument, table: Node, merged: list[tuple[int, int, int, int]], unseen: set[int]
) -> Iterator[list[str]]:
    """`merged` and `unseen` are filled on the way: (first row, first column, last row, last column)."""
    at = 0
    for row in _row_nodes(table):
        cells: list[str] = []
        for cell in row:
            if tag(cell) not in ("table-cell", "covered-table-cell"):
                continue
            down = number(cell, "number-rows-spanned", otherwise=1, most=MOST_ROWS)
            across = number(cell, "number-columns-spanned", otherwise=1, most=MOST_COLUMNS)
            if down > 1 or across > 1:
                merged.append((at, len(cells), at + down - 1, len(cells) + across - 1))
            words = _words(document, cell) if tag(cell) == "table-cell" else ""
            cells += [words] * repeated(cell, "columns", most=MOST_COLUMNS + 1)
        # Programs end a sheet with one empty row, a million times repeated.
        times = repeated(row, "rows", most=MOST_ROWS + 1) if any(cells) else 1
        unseen |= set(range(at, at + times)) if _is_unseen(row) else set()
        for _ in range(times):
            yield cells
        at += times


def _row_nodes(node: Node) -> Iterator[Node]:
    for one in node:
        if tag(one) == "table-row":
            yield one
        elif tag(one) in ROW_GROUPS:
            yield from _row_nodes(one)


def _words(document: OpenDocument, cell: Node) -> str:
    lines = (words_of(document, one).pieces for one in cell if tag(one) in ("p", "h"))
    return "\n".join("".join(piece.words for piece in pieces) for pieces in lines)
