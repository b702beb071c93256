"""A paper as plain text and as Markdown."""

import re
from collections.abc import Iterable, Iterator

from schoolgate.publish.papers.paper import Block, Cell, Facts, Grid, Paper, Points, Words, said

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|])")


def as_txt(paper: Paper) -> str:
    lines = [paper.school, paper.title, ""]
    for intro in paper.intro:
        lines += [intro, ""]
    for part in paper.sections:
        lines += [part.heading, ""]
        lines += [line for block in part.blocks for line in (*_txt(block), "")]
    return "\n".join([*lines, *paper.foot, ""])


def _txt(block: Block) -> Iterator[str]:
    match block:
        case Words(text):
            yield said(text)
        case Points(items):
            yield from (f"- {said(item)}" for item in items)
        case Facts(rows, name):
            yield from _facts(name, rows)
        case Grid(headings, rows):
            for row in rows:
                yield from _facts(None, zip(headings, row, strict=True))
                yield ""


def _facts(name: str | None, rows: Iterable[tuple[str, Cell]]) -> Iterator[str]:
    if name:
        yield name
    yield from (f"{label}: {said(value)}" for label, value in rows if value)


def as_md(paper: Paper) -> str:
    lines = [f"# {_md(paper.title)}", "", _md(paper.school), ""]
    for intro in paper.intro:
        lines += [_md(intro), ""]
    for part in paper.sections:
        lines += [f"## {_md(part.heading)}", ""]
        lines += [line for block in part.blocks for line in (*_marked(block), "")]
    return "\n".join([*lines, *map(_md, paper.foot), ""])


def _marked(block: Block) -> Iterator[str]:
    match block:
        case Words(text):
            yield _md(text)
        case Points(items):
            yield from (f"- {_md(item)}" for item in items)
        case Facts(rows, name):
            if name:
                yield from (f"### {_md(name)}", "")
            yield from (f"**{_md(label)}:** {_md(value)}  " for label, value in rows if value)
        case Grid(headings, rows):
            yield _row(headings)
            yield "|" + "---|" * len(headings)
            yield from map(_row, rows)


def _row(row: Iterable[Cell]) -> str:
    return f"| {' | '.join(_md(cell) for cell in row)} |"


def _md(cell: Cell) -> str:
    """One line; what could be a mark of Markdown is not one. An address stays as it can be touched."""
    plain = " ".join(said(cell).split())
    return " ".join(word if _is_address(word) else SPECIAL.sub(r"\\\1", word) for word in plain.split(" "))


def _is_address(word: str) -> bool:
    return word.startswith(("https://", "http://")) and not SPECIAL.search(word.replace("_", ""))
