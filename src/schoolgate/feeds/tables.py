"""A roll in memory: tables of plain values, in the columns that domain/roll.toml names."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import itemgetter

from schoolgate.domain.roll import FieldType, fields_of, load_roll

TEXTS = frozenset((FieldType.TEXT, FieldType.CODE))
# A date, whole number, decimal, yes/no, list or text, as the field's type says; None where nothing is known.
Cell = str | date | int | Decimal | bool | tuple[str, ...] | None
Row = Mapping[str, Cell]

ORDER = {
    "pupil": ("id",),
    "contact": ("pupil_id", "priority", "id"),
    "class": ("id",),
    "enrolment": ("class_id", "person_id", "from_date", "role", "to_date"),
    "staff": ("id",),
    "attendance": ("pupil_id", "date", "session"),
    "assessment": ("pupil_id", "stage", "subject", "aspect", "method", "year", "date", "status", "result"),
}
# Every digest was made of these from the first, held or not; of the others only those that are held.
FIRST = ("pupil", "contact", "class", "enrolment", "staff")


@dataclass(frozen=True, slots=True, repr=False)
class Table:
    """One table. A column that is not in `columns` is not held at all; a cell of None is a blank."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __repr__(self) -> str:
        return f"Table({self.name!r}, {len(self.columns)} columns, {len(self.rows)} rows)"

    def records(self) -> Iterator[dict[str, Cell]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def column(self, name: str) -> tuple[Cell, ...]:
        place = self.columns.index(name)
        return tuple(map(itemgetter(place), self.rows))

    def select(self, names: Sequence[str]) -> tuple[tuple[Cell, ...], ...]:
        """Of each row the cells of these columns."""
        if not names:
            return ((),) * len(self.rows)
        return tuple(zip(*map(self.column, names), strict=True))


@dataclass(frozen=True, slots=True, repr=False)
class Tables:
    """A whole roll. Rows stand in one fixed order, so equal rolls are equal values."""

    by_name: Mapping[str, Table]

    def __repr__(self) -> str:
        return f"Tables({', '.join(f'{len(t.rows)} {t.name}' for t in self.by_name.values())})"

    def __getitem__(self, name: str) -> Table:
        return self.by_name[name]

    def columns(self) -> dict[str, tuple[str, ...]]:
        return {name: table.columns for name, table in self.by_name.items()}


def table_of(name: str, records: Iterable[Row], columns: Sequence[str] | None = None) -> Table:
    """Records of one table, in the roll's order of columns and a fixed order of rows."""
    known = fields_of(name)
    held = tuple(column for column in known if columns is None or column in columns)
    return ordered(name, held, [tuple(map(row.get, held)) for row in records])


def ordered(name: str, columns: tuple[str, ...], rows: Sequence[tuple[Cell, ...]]) -> Table:
    """Rows of these columns, in the table's fixed order."""
    places = [columns.index(column) for column in ORDER[name] if column in columns]
    keys = [[_sortable(row[place]) for row in rows] for place in places]
    order = [*zip(*keys, strict=True)]
    in_order = sorted(range(len(rows)), key=order.__getitem__) if order else range(len(rows))
    return Table(name, columns, tuple(rows[at] for at in in_order))


def tables_of(
    records: Mapping[str, Iterable[Row]], columns: Mapping[str, Sequence[str]] | None = None
) -> Tables:
    """Every table; one that is not given is empty and has no column."""
    held = columns or {}
    return Tables(
        {
            name: table_of(name, records.get(name, ()), held.get(name, None if name in records else ()))
            for name in load_roll()
        }
    )


def _sortable(cell: Cell) -> tuple[bool, str]:
    if isinstance(cell, str):
        return (True, cell)
    return (cell is not None, f"{cell:020d}" if isinstance(cell, int) else str(cell))


def cell_text(cell: Cell) -> str:
    """A cell as files hold it: dates YYYY-MM-DD, yes/no as true/false, lists joined by a semicolon."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, date):
        return cell.isoformat()
    return ";".join(cell) if isinstance(cell, tuple) else str(cell)


def cell_of(text: str, kind: FieldType) -> Cell:
    """The opposite of `cell_text`. Raises ValueError where the text is not of that kind."""
    if text == "":
        return None
    match kind:
        case FieldType.DATE:
            return date.fromisoformat(text)
        case FieldType.WHOLE:
            return int(text)
        case FieldType.DECIMAL:
            return Decimal(text)
        case FieldType.YES_NO:
            return {"true": True, "false": False}[text]
        case FieldType.LIST:
            return tuple(text.split(";"))
        case _:
            return text


def digest(tables: Tables) -> str:
    """Hex SHA-256 over the values alone, so that the same roll has the same digest however it is packed.

    The bytes hashed are canonical JSON: {"table": [["column", …], ["cell", null, …], …]}, tables and columns
    in the roll's order, rows in the order of ORDER, cells as `cell_text` writes them.
    """
    plain = {
        name: [table.columns, *_texts(table)]
        for name, table in tables.by_name.items()
        if table.columns or name in FIRST
    }
    packed = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(packed.encode()).hexdigest()


def _texts(table: Table) -> Iterable[Sequence[str | None]]:
    """Column by column: most are texts already."""
    fields = fields_of(table.name)
    kinds = [fields[column].type for column in table.columns]
    columns = zip(*table.rows, strict=True) if table.rows else [() for _ in kinds]
    told = [
        cells if kind in TEXTS else [None if cell is None else cell_text(cell) for cell in cells]
        for cells, kind in zip(columns, kinds, strict=True)
    ]
    return zip(*told, strict=True) if told else [() for _ in table.rows]
