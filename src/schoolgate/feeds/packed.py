"""A table as JSON, column by column: read in memory without an engine, and only what is asked for."""

import json
from collections.abc import Callable, Hashable
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar

from schoolgate.domain.roll import FieldType, fields_of
from schoolgate.feeds.tables import Cell, Table, ordered

T = TypeVar("T")
MOST_ROWS = 20_000  # of one table; beyond it an engine reads faster than JSON is

_READ: dict[FieldType, Callable[[Any], Cell]] = {
    FieldType.DATE: date.fromisoformat,
    FieldType.DECIMAL: Decimal,
    FieldType.LIST: tuple,
}


def can_be_packed(table: Table) -> bool:
    return bool(table.columns) and len(table.rows) <= MOST_ROWS


def pack_table(table: Table) -> bytes:
    columns = zip(*table.rows, strict=True) if table.rows else (() for _ in table.columns)
    told = {
        name: [None if one == "" else plain_cell(one) for one in cells]
        for name, cells in zip(table.columns, columns, strict=True)
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def plain_cell(cell: Cell) -> str | int | bool | list[str] | None:
    """As JSON can hold it."""
    if cell is None or isinstance(cell, bool | int | str):
        return cell
    return list(cell) if isinstance(cell, tuple) else str(cell)


class PackedTable:
    """What `pack_table` gave, as columns of cells."""

    def __init__(self, name: str, packed: bytes) -> None:
        self.name = name
        self._packed = packed
        self._read: dict[str, tuple[Cell, ...]] = {}
        self._told: dict[Hashable, Any] = {}

    def __repr__(self) -> str:
        return f"PackedTable({self.name!r})"

    @cached_property
    def _columns(self) -> dict[str, list[Any]]:
        told: dict[str, list[Any]] = json.loads(self._packed)
        return told

    def rows(self) -> int:
        return max(map(len, self._columns.values()), default=0)

    def column(self, name: str) -> tuple[Cell, ...]:
        if name not in self._read:
            read = _READ.get(fields_of(self.name)[name].type)
            cells = self._columns[name]
            told = cells if read is None else [None if one is None else read(one) for one in cells]
            self._read[name] = tuple(told)
        return self._read[name]

    def told(self, what: Hashable, make: Callable[[], T]) -> T:
        """Something made of the columns, made once while the roll is open."""
        if what not in self._told:
            self._told[what] = make()
        found: T = self._told[what]
        return found

    def as_packed(self) -> Table:
        """For an engine: dates and decimals as text, which its own types read."""
        return Table(self.name, tuple(self._columns), tuple(zip(*self._columns.values(), strict=True)))

    def whole(self) -> Table:
        names = tuple(self._columns)
        return ordered(self.name, names, [*zip(*map(self.column, names), strict=True)])
