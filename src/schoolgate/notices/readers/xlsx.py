"""An Excel workbook: each sheet that is shown, as a table under its name. A formula counts by its value."""

import datetime
import io
from collections.abc import Iterator

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from schoolgate.notices.archive import unpack
from schoolgate.notices.blocks import Page
from schoolgate.notices.errors import Damaged, Locked
from schoolgate.notices.office.sheets import MOST_COLUMNS, Sheet, page_of, refuse_many

SORT = "an Excel workbook (.xlsx)"
Value = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta


def read(data: bytes, name: str) -> Page:
    """Raises Damaged, Locked, UnpacksTooLarge or TooManyRows."""
    unpack(data, name, sort=SORT)  # within bounds, and whole
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            shown = [one for one in workbook.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
            names = [one.name for one in shown if one.visible == SheetVisibleEnum.Visible]
            sheets = [_sheet(workbook.get_sheet_by_name(one), name) for one in names]
    except PasswordError as error:
        raise Locked(name) from error
    except (CalamineError, ValueError, OSError) as error:
        raise Damaged(name, sort=SORT) from error
    return page_of(sheets, encoding="utf-8", hidden=len(shown) - len(names))


def _sheet(sheet: CalamineSheet, name: str) -> Sheet:
    first_row, first_column = sheet.start or (0, 0)
    merged = [
        (top - first_row, left - first_column, bottom - first_row, right - first_column)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    ]
    return Sheet(sheet.name, refuse_many(_rows(sheet), name), merged)


def _rows(sheet: CalamineSheet) -> Iterator[list[str]]:
    return ([printed(value) for value in row[:MOST_COLUMNS]] for row in sheet.iter_rows())


def printed(value: Value) -> str:
    """As a school would have it on paper; what the sheet shows of a date or number is not in the file."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.date):
        return f"{value.day} {value:%B %Y}"
    return str(value)
