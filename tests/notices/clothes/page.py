"""A web page: a table for each section, or a list within a list."""

from html import escape


def table(meaning):
    return _page(meaning, _table)


def nested(meaning):
    return _page(meaning, _list)


def _page(meaning, body):
    parts = [f"<h1>{escape(meaning.title)}</h1><p>{escape(meaning.school)}</p>"]
    parts += [f"<p>{escape(words)}</p>" for words in meaning.sayings]
    parts += [f"<h2>{escape(section.heading)}</h2>{body(section)}" for section in meaning.sections]
    whole = f"<html><head><title>Notice</title></head><body>{''.join(parts)}</body></html>"
    return whole.encode(), f"{meaning.name}.html"


def _table(section):
    heads = "".join(f"<th>{escape(label)}</th>" for label in section.labels)
    rows = (
        "".join(f"<td>{escape(row.get(label, ''))}</td>" for label in section.labels) for row in section.rows
    )
    return f"<table><tr>{heads}</tr>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _list(section):
    return f"<ul>{''.join(map(_item, section.rows))}</ul>"


def _item(row):
    (_, name), *told = row.items()
    inner = "".join(f"<li>{label}: {escape(words)}</li>" for label, words in told)
    return f"<li>{escape(name)}{f'<ul>{inner}</ul>' if inner else ''}</li>"
