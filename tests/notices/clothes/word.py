"""A Word document, as Word's own styles make it: headings, tables with a head, bullets two deep."""

import io

from docx import Document


def table(meaning):
    return _document(meaning, _table)


def nested(meaning):
    return _document(meaning, _list)


def _document(meaning, body):
    document = Document()
    document.add_heading(meaning.title, 0)
    document.add_paragraph(meaning.school)
    for words in meaning.sayings:
        document.add_paragraph(words)
    for section in meaning.sections:
        document.add_heading(section.heading, 1)
        body(document, section)
    document.sections[0].footer.paragraphs[0].text = "Approved by the governors"
    return _bytes(document), f"{meaning.name}.docx"


def _table(document, section):
    made = document.add_table(1 + len(section.rows), len(section.labels))
    for column, label in enumerate(section.labels):
        made.cell(0, column).paragraphs[0].add_run(label).bold = True
        for n, row in enumerate(section.rows, 1):
            made.cell(n, column).text = row.get(label, "")


def _list(document, section):
    for row in section.rows:
        (_, name), *told = row.items()
        document.add_paragraph(name, style="List Bullet")
        for label, words in told:
            document.add_paragraph(f"{label}: {words}", style="List Bullet 2")


def _bytes(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
