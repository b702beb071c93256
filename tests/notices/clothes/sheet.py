"""One sheet with all sections: as an Excel workbook, and saved as text."""

import csv
import io

import xlsxwriter


def workbook(meaning):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet("Services")
        for n, row in enumerate(rows(meaning)):
            for column, words in enumerate(row):
                page.write_string(n, column, words)
    return buffer.getvalue(), f"{meaning.name}.xlsx"


def text(meaning):
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows(meaning))
    return buffer.getvalue().encode(), f"{meaning.name}.csv"


def rows(meaning):
    yield [meaning.title]
    yield [meaning.school]
    for words in meaning.sayings:
        yield [words]
    for section in meaning.sections:
        yield []
        yield [section.heading]
        yield section.labels
        for row in section.rows:
            yield [row.get(label, "") for label in section.labels]
