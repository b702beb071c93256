"""A PDF as a word processor prints it: a table with rules for each section, or a list within a list."""

import pytest

PAGE = """
#set page(paper: "a4", header: [Privacy notice], footer: context [Page #counter(page).display()])
#set text(size: 10pt, font: "Libertinus Serif")
"""


def table(meaning):
    return _document(meaning, _table)


def nested(meaning):
    return _document(meaning, _list)


def _document(meaning, body):
    typst = pytest.importorskip("typst", reason="typst is not installed: pip install schoolgate[pdf]")
    parts = [PAGE, f"= {_said(meaning.title)}", _said(meaning.school), *map(_said, meaning.sayings)]
    for section in meaning.sections:
        parts += [f"== {_said(section.heading)}", body(section)]
    return typst.compile("\n\n".join(parts).encode()), f"{meaning.name}.pdf"


def _table(section):
    head = ", ".join(f"[*{_said(label)}*]" for label in section.labels)
    rows = [f"[{_said(row.get(label, ''))}]" for row in section.rows for label in section.labels]
    count = len(section.labels)
    return f"#table(columns: {count}, table.header({head}), {', '.join(rows)})"


def _list(section):
    return "\n".join(map(_item, section.rows))


def _item(row):
    (_, name), *told = row.items()
    return "\n".join([f"- {_said(name)}", *(f"  - {label}: {_said(words)}" for label, words in told)])


def _said(words):
    """As a string of typst's, in which nothing is mark-up."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'#"{escaped}"'
