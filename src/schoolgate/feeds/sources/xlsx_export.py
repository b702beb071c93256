"""Pupils from a workbook: the one sheet with headings that we know. Formulas are refused."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from schoolgate.feeds.sources.archive import check_budget, check_size
from schoolgate.feeds.sources.corrections import NO_CORRECTIONS, Corrections
from schoolgate.feeds.sources.errors import Fault, RollRefused, refuse
from schoolgate.feeds.sources.flat import understand_flat
from schoolgate.feeds.sources.hidden import note_of_columns, refusal_of_rows
from schoolgate.feeds.sources.loaded import Loaded
from schoolgate.feeds.sources.roll_rules import roll_of
from schoolgate.feeds.sources.sheet import HEADINGS_WITHIN, heading_text, recognised, too_large

NAME = "a workbook, by its headings"
SUFFIX = ".xlsx"
LARGEST_UNPACKED = 64 * 1024 * 1024  # a workbook takes some fifteen times that in memory
Rows = list[tuple[int, list[object]]]


def load(data: bytes, name: str, on: date, corrections: Corrections = NO_CORRECTIONS) -> Loaded:
    """Raises RollRefused with every fault found, by row and heading."""
    _check_archive(data, name)
    try:
        workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        rows, notes = _sheet_rows(workbook, name, corrections)
        workbook.close()
    except (
        InvalidFileException,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        SyntaxError,
        OSError,
    ) as error:
        raise refuse(
            name, "it is not a whole Excel workbook (.xlsx).", "Save it again as .xlsx, or as CSV."
        ) from error
    flat = understand_flat(rows, corrections)
    return roll_of(flat.tables, name, on, (*notes, *flat.notes), kind=NAME, signature=flat.signature)


def _check_archive(data: bytes, name: str) -> None:
    check_size(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_budget(archive.infolist(), name, LARGEST_UNPACKED)
    except zipfile.BadZipFile as error:
        raise refuse(
            name, "it is not a whole Excel workbook (.xlsx).", "Save it again as .xlsx, or as CSV."
        ) from error


def _sheet_rows(workbook: Any, name: str, corrections: Corrections) -> tuple[Rows, tuple[str, ...]]:
    """Of the sheet that lists pupils, and what of the others was left out. Raises RollRefused where more than
    one lists them: a sheet for each class is no more than a part of the school.
    """
    begins = {sheet.title: _begin(sheet) for sheet in workbook.worksheets}
    headings = {title: _headings(rows, corrections) for title, rows in begins.items()}
    listing = [title for title, found in headings.items() if found]
    if not listing:
        first = next((title for title, rows in begins.items() if rows), None)
        if first is None:
            raise refuse(name, "it has no sheet with anything in it.")
        return list(_rows(workbook[first], name)), ()
    alike = [title for title in listing if headings[title] == headings[listing[0]] and len(begins[title]) > 1]
    if len(alike) > 1:
        raise refuse(
            name,
            f"it lists pupils on {len(alike)} sheets ({_quoted(alike)}), and a roll is one list of all.",
            "Put them on one sheet, or export them all at once, and load it again.",
        )
    left = (f"Read from the sheet '{listing[0]}'; left out: {_quoted(listing[1:])}.",) if listing[1:] else ()
    sheet = workbook[listing[0]]
    rows = list(_rows(sheet, name))
    return rows, (*left, *_unseen(workbook, sheet, rows, name, corrections))


def _unseen(workbook: Any, sheet: Any, rows: Rows, name: str, corrections: Corrections) -> Iterator[str]:
    """What is said of a sheet that does not show all. Raises RollRefused where it hides pupils."""
    place = _place_of_headings([cells for _, cells in rows], corrections)
    if place is None:
        return
    part = workbook._archive.read(sheet._worksheet_path)  # openpyxl leaves out what is hidden when it streams
    if refused := refusal_of_rows(part, rows[place + 1 :], name, sheet.title):
        raise refused
    if sheet.sheet_state != "visible":
        yield f"The sheet '{sheet.title}' is hidden in the workbook. It was read, as it lists pupils."
    yield from note_of_columns(part, rows[place][1], sheet.title)


def _begin(sheet: Any) -> list[list[object]]:
    """As far as headings can stand, and a row below."""
    sheet.reset_dimensions()
    return [list(cells) for cells in sheet.iter_rows(max_row=HEADINGS_WITHIN + 1, values_only=True)]


def _headings(rows: Sequence[Sequence[object]], corrections: Corrections) -> frozenset[str]:
    """The first row of headings that we know; empty where there is none."""
    place = _place_of_headings(rows, corrections)
    found = () if place is None else rows[place]
    return frozenset(heading_text(cell).casefold() for cell in found if heading_text(cell))


def _place_of_headings(rows: Sequence[Sequence[object]], corrections: Corrections) -> int | None:
    fields = corrections.every_field()
    begin = enumerate(rows[:HEADINGS_WITHIN])
    return next((place for place, cells in begin if recognised("pupil", cells, fields) >= 2), None)


def _quoted(titles: Sequence[str]) -> str:
    return ", ".join(f"'{one}'" for one in titles)


def _rows(sheet: Any, name: str) -> Iterator[tuple[int, list[object]]]:
    """Rows as they stand, all as wide as the widest. Raises RollRefused where a cell holds a formula."""
    sheet.reset_dimensions()  # what a file says of its own size is not to be believed
    formulas: list[Fault] = []
    rows: Rows = []
    for number, cells in enumerate(sheet.iter_rows(), 1):
        formulas += [_formula(cell.coordinate, sheet.title) for cell in cells if cell.data_type == "f"]
        rows.append((number, [cell.value for cell in cells]))
        for wrong in too_large(number, len(cells)):
            raise refuse(name, wrong)
    if formulas:
        raise RollRefused(
            name, formulas, "Save the sheet as values (copy, paste special, values) and load it again."
        )
    width = max((len(cells) for _, cells in rows), default=0)
    return ((number, cells + [None] * (width - len(cells))) for number, cells in rows)


def _formula(cell: str, sheet: str) -> Fault:
    return Fault(what=f"cell {cell} of sheet '{sheet}' holds a formula, which is never worked out here.")
