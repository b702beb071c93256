"""Rows under headings → one table of the roll. The same for every kind of file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from schoolgate.domain.roll import RollField, fields_of, fold_heading, headings_of
from schoolgate.feeds.sources.errors import Fault
from schoolgate.feeds.sources.values import NotAValue, value_of
from schoolgate.feeds.tables import Cell

MOST_ROWS, MOST_COLUMNS = 200_000, 500
HEADINGS_WITHIN = 20  # rows: a title may stand above the headings
MOST_FAULTS = 1000


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Sheet:
    """rows  as they stand, each numbered as a spreadsheet does; one of the first has the headings."""

    table: str
    rows: Sequence[tuple[int, Sequence[object]]]


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
    place = _heading_place(sheet)
    if place is None:
        what = (
            "there is no row of headings that we know, such as 'Admission number', 'Surname', 'Year group'."
        )
        found.faults.append(Fault(what=what, table=sheet.table))
        return found
    row_number, headings = sheet.rows[place]
    places = _columns(found, [_heading(cell) for cell in headings], row_number)
    for number, cells in sheet.rows[place + 1 :]:
        if any(not _is_blank(cell) for cell in cells) and len(found.faults) < MOST_FAULTS:
            _row(found, places, number, cells, len(headings))
    return found


def recognised(table: str, cells: Sequence[object]) -> int:
    """How many of these cells are headings of this table."""
    return len({headings_of(table).get(fold_heading(_heading(cell))) for cell in cells} - {None})


def _heading_place(sheet: Sheet) -> int | None:
    """The first row with two known headings: a row of data has none."""
    for place, (_, cells) in enumerate(sheet.rows[:HEADINGS_WITHIN]):
        if recognised(sheet.table, cells) >= 2:
            return place
    return None


def _heading(cell: object) -> str:
    return " ".join(str(cell).split()) if cell is not None else ""


def _is_blank(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _columns(found: Understood, headings: list[str], row: int) -> dict[int, RollField]:
    known, fields = headings_of(found.table), fields_of(found.table)
    places: dict[int, RollField] = {}
    strange = []
    for place, heading in enumerate(headings):
        name = known.get(fold_heading(heading)) if heading else None
        if name is None:
            strange += [heading] if heading else []
        elif name in found.named:
            found.faults.append(_twice(found, fields[name], heading, row))
        else:
            found.named[name] = heading
            places[place] = fields[name]
    found.columns = tuple(name for name in fields if name in found.named)
    found.not_understood = tuple(strange)
    return places


def _twice(found: Understood, field: RollField, heading: str, row: int) -> Fault:
    first = found.named[field.name]
    what = (
        f"'{first}' and '{heading}' are both headings for {field.label.lower()}. Keep one of the two columns."
    )
    return Fault(what=what, table=found.table, row=row)


def _row(
    found: Understood, places: dict[int, RollField], number: int, cells: Sequence[object], width: int
) -> None:
    if len(cells) != width and not all(_is_blank(cell) for cell in cells[width:]):
        what = f"it has {len(cells)} cells where there are {width} headings."
        found.faults.append(Fault(what=what, table=found.table, row=number))
        return
    if len(cells) < width:
        what = f"it ends after {len(cells)} of {width} cells: part of the file may be missing."
        found.faults.append(Fault(what=what, table=found.table, row=number))
        return
    record: dict[str, Cell] = {}
    for place, one in places.items():
        try:
            record[one.name] = value_of(cells[place], one)
        except NotAValue as wrong:
            heading = found.named[one.name]
            found.faults.append(Fault(what=str(wrong), table=found.table, row=number, column=heading))
    found.records.append((number, record))


def too_large(rows: int, columns: int) -> Iterator[str]:
    if rows > MOST_ROWS:
        yield f"it has more than {MOST_ROWS:,} rows."
    if columns > MOST_COLUMNS:
        yield f"it has more than {MOST_COLUMNS} columns."
