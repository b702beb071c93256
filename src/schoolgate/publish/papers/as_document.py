"""A paper as the document that PDF and Word set."""

from collections.abc import Iterator

from schoolgate.publish import document
from schoolgate.publish.document import Document
from schoolgate.publish.papers.paper import Block, Cell, Facts, Grid, Paper, Points, Words, said
from schoolgate.publish.rows import Line, Run


def as_document(paper: Paper) -> Document:
    return Document(
        title=paper.title,
        school=paper.school,
        language="en",
        direction="ltr",
        on=paper.on,
        blocks=tuple(_blocks(paper)),
        is_dense=paper.is_dense,
    )


def _blocks(paper: Paper) -> Iterator[document.Block]:
    yield document.Heading(1, _line(paper.title))
    yield from (document.Words(_line(text)) for text in paper.intro)
    for part in paper.sections:
        yield document.Heading(2, _line(part.heading))
        yield from map(_block, part.blocks)
    yield from (document.Words(_line(text)) for text in paper.foot)


def _block(block: Block) -> document.Block:
    match block:
        case Words(text):
            return document.Words(_line(text))
        case Points(items):
            return document.Points(tuple(map(_line, items)))
        case Facts(rows, name) if name and not rows:
            return document.Heading(3, _line(name))
        case Facts(rows, name):
            facts = tuple((_line(label), (_line(value),)) for label, value in rows if value)
            return document.Facts(_line(name) if name else None, facts)
        case Grid(headings, rows):
            return document.Grid(headings, tuple(tuple(map(_line, row)) for row in rows))


def _line(cell: Cell) -> Line:
    """Each web address is a link to itself."""
    runs: list[Run] = []
    for word in said(cell).split(" "):
        bare = word.rstrip(".,;:)")
        if bare.startswith(("https://", "http://")):
            runs += [Run(text=bare, address=bare), Run(text=word[len(bare) :] + " ")]
        elif runs and runs[-1].address is None:
            runs[-1] = Run(text=f"{runs[-1].text}{word} ")
        else:
            runs.append(Run(text=f"{word} "))
    return (*runs[:-1], Run(text=runs[-1].text.rstrip(" ")))
