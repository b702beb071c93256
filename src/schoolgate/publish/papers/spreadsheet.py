"""A record as an Excel workbook. No cell is a formula, whatever it begins with."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime, time

import xlsxwriter

from schoolgate.domain.sentences import lines_taken
from schoolgate.publish.papers.held import Held
from schoolgate.publish.papers.knowledge import load
from schoolgate.publish.papers.paper import Cell, Gap, said
from schoolgate.publish.papers.processing import columns, head_rows, processing_rows

LONGEST_CELL = 32_767  # characters, Excel's own limit
WIDTH = 28  # characters
LINE_HEIGHT, HIGHEST_ROW = 15, 409  # points; the second is Excel's own limit
A3 = 8  # Excel's number of the paper
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_xlsx(held: Held, note: str | None = None) -> bytes:
    """Two sheets: the record in the template's columns, under `note`, and what is still to complete."""
    words, rows = load("processing")["sheet"], processing_rows(held)
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True, "strings_to_formulas": False}) as book:
        made = datetime.combine(held.on, time())
        book.set_properties({"title": words["title"], "company": held.school.name, "created": made})
        sheet = Sheet(book, words["title"][:31])
        sheet.line([words["title"]], bold=True)
        for label, value in head_rows(held):
            sheet.line([label, value])
        sheet.line([words["intro"]])
        if note:
            sheet.line([note])
        sheet.table(columns(), rows)
        gaps = {cell.what: cell.how for row in rows for cell in row if isinstance(cell, Gap)}
        Sheet(book, words["gaps"]).table(words["gap_headings"], gaps.items())
    return output.getvalue()


class Sheet:
    """One sheet, filled from the top."""

    def __init__(self, book: xlsxwriter.Workbook, name: str) -> None:
        wrapped = {"text_wrap": True, "valign": "top"}
        self.formats = {
            "plain": book.add_format(wrapped),
            "kept": book.add_format({**wrapped, "quote_prefix": True}),
            "gap": book.add_format({**wrapped, "bg_color": "#FFE8A3"}),
            "head": book.add_format(wrapped | {"bold": True, "bg_color": "#12404F", "font_color": "#FFFFFF"}),
            "bold": book.add_format({"bold": True, "font_size": 14}),
        }
        self.sheet = book.add_worksheet(name)
        self.sheet.set_landscape()
        self.sheet.set_paper(A3)
        self.sheet.fit_to_pages(4, 0)  # some thirty columns
        self.next = 0

    def line(self, cells: Sequence[Cell], *, bold: bool = False) -> None:
        """Cells that spill to the right, as above a table."""
        for column, cell in enumerate(cells):
            style = self.formats["bold"] if bold else None
            self.sheet.write_string(self.next, column, said(cell)[:LONGEST_CELL], style)
        self.next += 1

    def table(self, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
        top = self.next = self.next + 1 if self.next else 0
        self._make_room(top, headings)
        for column, heading in enumerate(headings):
            self.sheet.write_string(top, column, heading, self.formats["head"])
        for place, row in enumerate(rows, start=top + 1):
            self._make_room(place, row)
            for column, cell in enumerate(row):
                self.sheet.write_string(place, column, said(cell)[:LONGEST_CELL], self._style(cell))
            self.next = place
        self.sheet.autofilter(top, 0, max(self.next, top), len(headings) - 1)
        self.sheet.freeze_panes(top + 1, 0)
        self.sheet.set_column(0, len(headings) - 1, WIDTH)

    def _make_room(self, place: int, row: Sequence[Cell]) -> None:
        """Excel makes a row as high as its words by itself, other programs show the first line alone."""
        most = max(lines_taken(said(cell), WIDTH) for cell in row)
        self.sheet.set_row(place, min(most * LINE_HEIGHT, HIGHEST_ROW))

    def _style(self, cell: Cell) -> object:
        if isinstance(cell, Gap):
            return self.formats["gap"]
        return self.formats["kept" if cell.startswith(DANGEROUS) else "plain"]
