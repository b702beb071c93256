"""Rows and columns of a sheet that are not shown: what a reader of the sheet does not see, is not read."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from schoolgate.notices.office.xml_part import Node, below, parsed, said

Cells = Sequence[str]
Range = tuple[int, int, int, int]  # first row, first column, last row, last column
ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
IS_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
NUMBER = re.compile(rb'\b(r|min|max)="(\d{1,7})"')
BOOK, LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
LAST_COLUMN = 702  # ZZ


@dataclass(frozen=True, slots=True)
class Hidden:
    """Numbers from 0."""

    rows: Collection[int] = field(default=frozenset())
    columns: Collection[int] = field(default=frozenset())

    def from_column(self, first: int) -> "Hidden":
        """The same, where columns are counted from this one."""
        return Hidden(self.rows, frozenset(one - first for one in self.columns))


def without(
    rows: Sequence[Cells], merged: Sequence[Range], hidden: Hidden
) -> tuple[list[Cells], list[Range]]:
    """What is shown, closed up; a merged cell goes over what is left of it."""
    widest = max((len(row) for row in rows), default=0)
    down = [at for at in range(len(rows)) if at not in hidden.rows]
    across = [at for at in range(widest) if at not in hidden.columns]
    shown: list[Cells] = [[rows[at][one] for one in across if one < len(rows[at])] for at in down]
    ranges = (_closed_up(one, down, across) for one in merged)
    return shown, [one for one in ranges if one is not None]


def _closed_up(merged: Range, down: Sequence[int], across: Sequence[int]) -> Range | None:
    top, left, bottom, right = merged
    rows = [place for place, at in enumerate(down) if top <= at <= bottom]
    columns = [place for place, at in enumerate(across) if left <= at <= right]
    return (rows[0], columns[0], rows[-1], columns[-1]) if rows and columns else None


def hidden_in_workbook(parts: Mapping[str, bytes], name: str, *, sort: str) -> dict[str, Hidden]:
    """An Excel workbook's sheets by name; none where it is packed in another way.

    Source: ECMA-376 Part 1, 18.3.1.13 (col) and 18.3.1.73 (row)
    """
    if not {BOOK, LINKS} <= parts.keys():
        return {}
    book, links = parsed(parts, BOOK, name, sort=sort), parsed(parts, LINKS, name, sort=sort)
    paths = {said(one, "Id"): said(one, "Target") or "" for one in below(links, "Relationship")}
    return dict(_sheets(book, paths, parts))


def _sheets(
    book: Node, paths: Mapping[str | None, str], parts: Mapping[str, bytes]
) -> Iterator[tuple[str, Hidden]]:
    for sheet in below(book, "sheet"):
        target = paths.get(said(sheet, "id"), "").removeprefix("/").removeprefix("xl/")
        part = parts.get(f"xl/{target}", b"")
        yield said(sheet, "name") or "", Hidden(frozenset(_rows(part)), frozenset(_columns(part)))


def _rows(part: bytes) -> Iterator[int]:
    for row in ROW.finditer(part):
        if IS_HIDDEN.search(row[0]):
            yield from (int(one[2]) - 1 for one in NUMBER.finditer(row[0]) if one[1] == b"r")


def _columns(part: bytes) -> Iterator[int]:
    for column in COLUMN.finditer(part):
        ends = {one[1]: int(one[2]) for one in NUMBER.finditer(column[0])}
        if IS_HIDDEN.search(column[0]) and {b"min", b"max"} <= ends.keys():
            yield from range(ends[b"min"] - 1, min(ends[b"max"], LAST_COLUMN))
