"""Findings as a workbook, for people who sort and share out the work. Every cell is text: none computes."""

from datetime import datetime, time
from io import BytesIO

from xlsxwriter import Workbook

from schoolgate.checks.outputs.report import Report, said_to
from schoolgate.domain.sentences import lines_taken
from schoolgate.domain.waiver import Judged

IS_TEXT = False
LONGEST = 32_000  # characters; a cell holds 32,767
COLUMNS = (
    ("Group", 18),
    ("Severity", 10),
    ("Check", 11),
    ("About", 24),
    ("What is asked", 34),
    ("What is found", 48),
    ("Words in question", 48),
    ("What to do", 42),
    ("Source", 40),
    ("Link", 34),
    ("Said to it", 30),
    ("Name", 21),
)
A3 = 8  # Excel's number of the paper
LINE_HEIGHT, HIGHEST_ROW = 15, 409  # points; the second is Excel's own limit
_PLAIN = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}


def write(report: Report) -> bytes:
    held = BytesIO()
    with Workbook(held, {"in_memory": True, **_PLAIN}) as book:
        book.set_properties({"title": "Findings", "created": datetime.combine(report.on, time())})
        _fill(book, report)
    return held.getvalue()


def _fill(book: Workbook, report: Report) -> None:
    sheet = book.add_worksheet("Findings")
    heading = book.add_format({"bold": True, "bg_color": "#E6EDF2", "border": 1, "valign": "top"})
    cell = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    rows = [_row(title, one) for title, held in report.groups() for one in held]
    for column, (name, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, heading)
    for number, row in enumerate(rows, 1):
        sheet.set_row(number, _height(row))
        for column, value in enumerate(row):
            sheet.write_string(number, column, value[:LONGEST], cell)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(COLUMNS) - 1)
    sheet.set_landscape()
    sheet.set_paper(A3)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)


def _height(row: tuple[str, ...]) -> int:
    """Excel makes a row as high as its words by itself, other programs show the first line alone."""
    most = max(lines_taken(value, width) for value, (_, width) in zip(row, COLUMNS, strict=True))
    return min(most * LINE_HEIGHT, HIGHEST_ROW)


def _row(title: str, one: Judged) -> tuple[str, ...]:
    finding = one.finding
    return (
        title,
        finding.severity,
        finding.check,
        finding.entry or "The whole page",
        finding.question,
        finding.message,
        "\n".join(" ".join(quote.value.split()) for quote in finding.quotes),
        finding.fix,
        finding.citation,
        finding.url,
        said_to(one) or "",
        finding.id,
    )
