"""A workbook for a person: every cell is text, so nothing in it runs and no leading nought is lost."""

import io
from datetime import datetime

import xlsxwriter

from schoolgate.feeds.formats.everything import NAMES, tables_of
from schoolgate.feeds.formats.profile import Feed

FILE = "people.xlsx"
# Text stays text: what looks like a formula, a number or an address is none.
_AS_TEXT = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
_NO_CLOCK = datetime(1980, 1, 1)  # noqa: DTZ001 - the bytes of a parcel hold no clock, and a workbook no zone


def write(feed: Feed) -> dict[str, bytes]:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, **_AS_TEXT})
    book.set_properties({"created": _NO_CLOCK})
    bold = book.add_format({"bold": True})
    text = book.add_format({"num_format": "@"})
    for table, headings, rows in tables_of(feed):
        sheet = book.add_worksheet(NAMES[table])
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(headings) - 1, 22, text)
        for place, heading in enumerate(headings):
            sheet.write_string(0, place, heading, bold)
        for number, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                if cell:
                    sheet.write_string(number, place, cell, text)
    book.close()
    return {FILE: buffer.getvalue()}
