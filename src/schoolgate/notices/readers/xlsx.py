"""An Excel workbook: each sheet that is shown, as a table under its name. A formula counts by its value."""

import datetime
import io
import re
from collections.abc import Iterator, Mapping

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
from schoolgate.notices.errors import Damaged, Locked, TooManyCells
from schoolgate.notices.office.hidden import Hidden, hidden_in_workbook
from schoolgate.notices.office.sheets import (
    MOST_COLUMNS,
    MOST_ROWS,
    NOTHING_HIDDEN,
    Sheet,
    page_of,
    refuse_many,
)

SORT = "an Excel workbook (.xlsx)"
LETTERS, LAST_ROW = 2, 20_000  # no filled cell beyond column ZZ, or below this row
FILLED = re.compile(rb'<(?:\w+:)?c r="([A-Z]{1,3})(\d{1,7})"[^>/]*>')
Value = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta


def read(data: bytes, name: str) -> Page:
    """Raises Damaged, Locked, UnpacksTooLarge or TooManyCells."""
    parts = unpack(data, name, sort=SORT)
    _refuse_spread(parts, name)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            shown = [one for one in workbook.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
            names = [one.name for one in shown if one.visible == SheetVisibleEnum.Visible]
            hidden = hidden_in_workbook(parts, name, sort=SORT)
            sheets = [_sheet(workbook.get_sheet_by_name(one), name, hidden) for one in names]
    except PasswordError as error:
        raise Locked(name) from error
    except (CalamineError, ValueError, OSError) as error:
        raise Damaged(name, sort=SORT) from error
    return page_of(sheets, encoding="utf-8", hidden=len(shown) - len(names))


def _refuse_spread(parts: Mapping[str, bytes], name: str) -> None:
    """One word in the last cell of a sheet makes sixteen thousand million of it, in memory."""
    for path, part in parts.items():
        for cell in FILLED.finditer(part) if path.startswith("xl/worksheets/") else ():
            if len(cell[1]) > LETTERS:
                raise TooManyCells(name, "columns", most=MOST_COLUMNS)
            if int(cell[2]) > LAST_ROW:
                raise TooManyCells(name, "rows", most=MOST_ROWS)


def _sheet(sheet: CalamineSheet, name: str, hidden: Mapping[str, Hidden]) -> Sheet:
    _, first_column = sheet.start or (
        0,
        0,
    )  # rows are given from the first of the sheet, columns from the used
    merged = [
        (top, left - first_column, bottom, right - first_column)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    ]
    unseen = hidden.get(sheet.name, NOTHING_HIDDEN).from_column(first_column)
    return Sheet(sheet.name, refuse_many(_rows(sheet), name), merged, unseen)


def _rows(sheet: CalamineSheet) -> Iterator[list[str]]:
    return ([printed(value) for value in row] for row in sheet.iter_rows())


def printed(value: Value) -> str:
    """As a school would have it on paper; what the sheet shows of a date or number is not in the file."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.date):
        return f"{value.day} {value:%B %Y}"
    return str(value)
