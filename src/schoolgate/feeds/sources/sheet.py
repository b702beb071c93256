"""Rows under headings → one table of the roll. The same for every kind of file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from schoolgate.domain.roll import RollField, fields_of, fold_heading, headings_of
from schoolgate.feeds.sources.corrections import Fields
from schoolgate.feeds.sources.errors import Fault
from schoolgate.feeds.sources.values import NotAValue, value_of
from schoolgate.feeds.tables import Cell

MOST_ROWS, MOST_COLUMNS = 200_000, 500
HEADINGS_WITHIN = 20  # rows: a title may stand above the headings
MOST_FAULTS = 1000
Rows = Sequence[tuple[int, Sequence[object]]]  # each numbered as a spreadsheet does


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Sheet:
    """rows  as they stand; one of the first has the headings. fields  what the school said of headings."""

    table: str
    rows: Rows
    fields: Fields = field(default_factory=dict)


@dataclass(slots=True, kw_only=True, repr=False)
class Understood:
    """One table read. `records` keep the row they came from."""

    table: str
    columns: tuple[str, ...] = ()
    records: list[tuple[int, dict[str, Cell]]] = field(default_factory=list)
    not_understood: tuple[str, ...] = ()
    faults: list[Fault] = field(default_factory=list)
    named: dict[str, str] = field(default_factory=dict)  # field → the heading it stands under


def understand(sheet: Sheet) -> Understood:
    found = Understood(table=sheet.table)
    place = heading_place(sheet)
    if place is None:
        found.faults.append(no_headings(sheet.table))
        return found
    row_number, headings = sheet.rows[place]
    named = [heading_text(cell) for cell in headings]
    targets = {at: target_of(one, sheet.table, sheet.fields) for at, one in enumerate(named) if one}
    found.not_understood = tuple(named[at] for at, name in targets.items() if name is None)
    known = {at: name for at, name in targets.items() if name is not None}
    known = read_columns(found, known, named, row_number)
    read_rows(found, known, whole_rows(found, sheet.rows[place + 1 :], len(headings)))
    return found


def no_headings(table: str) -> Fault:
    what = "there is no row of headings that we know, such as 'Admission number', 'Surname', 'Year group'."
    return Fault(what=what, table=table)


def target_of(heading: str, table: str, fields: Fields) -> str | None:
    """The field of this table that a heading stands for: as the school said, else as roll.toml does."""
    folded = fold_heading(heading)
    if folded in fields:
        said, _, name = fields[folded].partition(".")
        return name if said == table else None
    return headings_of(table).get(folded)


def recognised(table: str, cells: Sequence[object], fields: Fields | None = None) -> int:
    """How many of these cells are headings of this table."""
    return len({target_of(heading_text(cell), table, fields or {}) for cell in cells} - {None})


def heading_place(sheet: Sheet) -> int | None:
    """The first row with two known headings: a row of data has none."""
    for place, (_, cells) in enumerate(sheet.rows[:HEADINGS_WITHIN]):
        if recognised(sheet.table, cells, sheet.fields) >= 2:
            return place
    return None


def heading_text(cell: object) -> str:
    return " ".join(str(cell).split()) if cell is not None else ""


def is_blank(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def read_columns(
    found: Understood, targets: Mapping[int, str], headings: Sequence[str], row: int
) -> dict[int, str]:
    """targets  place in the row → field. Two headings for one field are a fault; gives the first of each."""
    kept: dict[int, str] = {}
    for place, name in targets.items():
        if name in found.named:
            found.faults.append(_twice(found, name, headings[place], row))
        else:
            found.named[name] = headings[place]
            kept[place] = name
    found.columns = tuple(name for name in fields_of(found.table) if name in found.named)
    return kept


def _twice(found: Understood, name: str, heading: str, row: int) -> Fault:
    first, label = found.named[name], fields_of(found.table)[name].label.lower()
    what = f"'{first}' and '{heading}' are both headings for {label}. Keep one of the two columns."
    return Fault(what=what, table=found.table, row=row)


def whole_rows(found: Understood, rows: Rows, width: int) -> Iterator[tuple[int, Sequence[object]]]:
    """The rows that are not blank; one that is longer or shorter than the headings is a fault."""
    for number, cells in rows:
        if len(found.faults) >= MOST_FAULTS or all(is_blank(cell) for cell in cells):
            continue
        if len(cells) > width and not all(is_blank(cell) for cell in cells[width:]):
            what = f"it has {len(cells)} cells where there are {width} headings."
        elif len(cells) < width:
            what = f"it ends after {len(cells)} of {width} cells: part of the file may be missing."
        else:
            yield number, cells
            continue
        found.faults.append(Fault(what=what, table=found.table, row=number))


def read_rows(
    found: Understood, targets: Mapping[int, str], rows: Iterator[tuple[int, Sequence[object]]]
) -> None:
    fields = fields_of(found.table)
    readers = [(at, ColumnReader(fields[name])) for at, name in targets.items()]
    for number, cells in rows:
        if len(found.faults) >= MOST_FAULTS:
            break
        record: dict[str, Cell] = {}
        for place, reader in readers:
            try:
                record[reader.field.name] = reader.value(cells[place])
            except NotAValue as wrong:
                heading = found.named[reader.field.name]
                found.faults.append(Fault(what=str(wrong), table=found.table, row=number, column=heading))
        found.records.append((number, record))


class ColumnReader:
    """Reads the cells of one column, each text once: most columns hold few different ones."""

    MOST_KEPT = 4096

    def __init__(self, field: RollField) -> None:
        self.field = field
        self._read: dict[str, Cell] = {}

    def value(self, raw: object) -> Cell:
        """Raises NotAValue."""
        if type(raw) is not str:  # 1, 1.0 and True are one key of a dictionary, and not one value
            return value_of(raw, self.field)
        if raw in self._read:
            return self._read[raw]
        value = value_of(raw, self.field)
        if len(self._read) < self.MOST_KEPT:
            self._read[raw] = value
        return value


def too_large(rows: int, columns: int) -> Iterator[str]:
    if rows > MOST_ROWS:
        yield f"it has more than {MOST_ROWS:,} rows."
    if columns > MOST_COLUMNS:
        yield f"it has more than {MOST_COLUMNS} columns."
