"""Pupils from a workbook: the first sheet with headings that we know. Formulas are refused."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from schoolgate.feeds.sources.archive import check_budget, check_size
from schoolgate.feeds.sources.corrections import NO_CORRECTIONS, Corrections
from schoolgate.feeds.sources.errors import Fault, RollRefused, refuse
from schoolgate.feeds.sources.flat import understand_flat
from schoolgate.feeds.sources.loaded import Loaded
from schoolgate.feeds.sources.roll_rules import roll_of
from schoolgate.feeds.sources.sheet import HEADINGS_WITHIN, recognised, too_large

NAME = "a workbook, by its headings"
SUFFIX = ".xlsx"
LARGEST_UNPACKED = 64 * 1024 * 1024  # a workbook takes some fifteen times that in memory
Rows = list[tuple[int, list[object]]]


def load(data: bytes, name: str, on: date, corrections: Corrections = NO_CORRECTIONS) -> Loaded:
    """Raises RollRefused with every fault found, by row and heading."""
    _check_archive(data, name)
    try:
        workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        rows = _sheet_rows(workbook, name, corrections)
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
    return roll_of(flat.tables, name, on, flat.notes, kind=NAME, signature=flat.signature)


def _check_archive(data: bytes, name: str) -> None:
    check_size(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_budget(archive.infolist(), name, LARGEST_UNPACKED)
    except zipfile.BadZipFile as error:
        raise refuse(
            name, "it is not a whole Excel workbook (.xlsx).", "Save it again as .xlsx, or as CSV."
        ) from error


def _sheet_rows(workbook: Any, name: str, corrections: Corrections) -> Rows:
    first: Rows | None = None
    for sheet in workbook.worksheets:
        rows = list(_rows(sheet, name))
        if any(
            recognised("pupil", cells, corrections.every_field()) >= 2 for _, cells in rows[:HEADINGS_WITHIN]
        ):
            return rows
        first = rows if first is None else first
    if not first:
        raise refuse(name, "it has no sheet with anything in it.")
    return first


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
