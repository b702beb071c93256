"""Rows under headings → one table of the roll. The same for every kind of file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, repeat

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
            yield number, cells if len(cells) == width else cells[:width]
            continue
        found.faults.append(Fault(what=what, table=found.table, row=number))


def read_rows(
    found: Understood, targets: Mapping[int, str], rows: Iterator[tuple[int, Sequence[object]]]
) -> None:
    whole = list(rows)
    columns = list(zip(*(cells for _, cells in whole), strict=True))
    cells = {name: columns[at] if columns else () for at, name in targets.items()}
    read_cells(found, cells, [number for number, _ in whole])


def read_cells(found: Understood, cells: Mapping[str, Sequence[object]], numbers: Sequence[int]) -> None:
    """Column by column, which is several times as fast as cell by cell. cells  field → its cells, top down"""
    fields = fields_of(found.table)
    values = {name: values_of(column, fields[name]) for name, column in cells.items()}
    found.faults += islice(_faults(found, values, numbers), max(0, MOST_FAULTS - len(found.faults)))
    rows = zip(*values.values(), strict=True) if values else repeat((), len(numbers))
    found.records += [
        (number, dict(zip(values, row, strict=True))) for number, row in zip(numbers, rows, strict=True)
    ]


def values_of(cells: Sequence[object], field: RollField) -> Sequence[Cell | NotAValue]:
    """Each text read once: most columns hold few different ones."""
    if set(map(type, cells)) - {str}:  # 1, 1.0 and True are one key, and not one value
        return [_value(cell, field) for cell in cells]
    known = {text: _value(text, field) for text in set(cells)}
    return [*map(known.__getitem__, cells)]


def _value(cell: object, field: RollField) -> Cell | NotAValue:
    try:
        return value_of(cell, field)
    except NotAValue as wrong:
        return wrong


def _faults(
    found: Understood, values: Mapping[str, Sequence[Cell | NotAValue]], numbers: Sequence[int]
) -> Iterator[Fault]:
    """In the order in which a person reads the file."""
    wrong = [name for name, column in values.items() if NotAValue in set(map(type, column))]
    for place, number in enumerate(numbers) if wrong else ():
        for name in wrong:
            if isinstance(cell := values[name][place], NotAValue):
                yield Fault(what=str(cell), table=found.table, row=number, column=found.named[name])


def too_large(rows: int, columns: int) -> Iterator[str]:
    if rows > MOST_ROWS:
        yield f"it has more than {MOST_ROWS:,} rows."
    if columns > MOST_COLUMNS:
        yield f"it has more than {MOST_COLUMNS} columns."
