"""OpenDocument: a text with a table for each section, and a spreadsheet with a sheet for each."""

import io

from odfdo import Document, Header, Paragraph, Table


def text(meaning):
    document = Document("text")
    document.body.clear()
    document.body.append(Header(1, meaning.title))
    for words in (meaning.school, *meaning.sayings):
        document.body.append(Paragraph(words))
    for n, section in enumerate(meaning.sections):
        document.body.append(Header(2, section.heading))
        document.body.append(_table(f"Table{n}", section))
    return _bytes(document), f"{meaning.name}.odt"


def spreadsheet(meaning):
    document = Document("spreadsheet")
    document.body.clear()
    first = Table("Sheet1")
    for n, words in enumerate((meaning.title, meaning.school, *meaning.sayings)):
        first.set_value((0, n), words)
    document.body.append(first)
    names = set()
    for n, section in enumerate(meaning.sections):
        name = "".join(letter for letter in section.heading if letter.isalnum() or letter in " -&,.")[:60]
        name = name.strip() if name.strip() not in names else f"{name.strip()} {n}"
        names.add(name)
        document.body.append(_table(name, section))
    return _bytes(document), f"{meaning.name}.ods"


def _table(name, section):
    table = Table(name)
    for column, label in enumerate(section.labels):
        table.set_value((column, 0), label)
        for n, row in enumerate(section.rows, 1):
            table.set_value((column, n), row.get(label, ""))
    return table


def _bytes(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
