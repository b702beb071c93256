"""A Word document: its headings, lists, tables and text boxes, as a page has them.

Left out: headers and footers, comments, hidden and struck words, a table of contents, and what a tracked
change takes away. Source: ECMA-376, Part 1 (WordprocessingML).
"""

from collections.abc import Iterator
from itertools import count

from lxml import etree

from schoolgate.notices.archive import unpack
from schoolgate.notices.blocks import Page
from schoolgate.notices.office.flow import Flow, page_of
from schoolgate.notices.office.pieces import Piece, is_blank
from schoolgate.notices.office.word_runs import Runs
from schoolgate.notices.office.word_styles import STRIKES, Styles, is_on, main_part, related
from schoolgate.notices.office.xml_part import Node, below, child, number, parsed, said, tag
from schoolgate.notices.readers.struck import STRUCK

SORT = "a Word document (.docx)"
TRACKED = "The document has tracked changes; it was read as if all of them were accepted."
CHANGES = ("ins", "del", "moveFrom", "moveTo")
AROUND = ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")  # what they hold counts as it stands
MOST_COLUMNS = 50


def read(data: bytes, name: str) -> Page:
    """Raises Damaged, Locked or UnpacksTooLarge."""
    parts = unpack(data, name, sort=SORT)
    path = main_part(parts, name, sort=SORT)
    document = parsed(parts, path, name, sort=SORT)
    addresses, others = related(parts, path, name, sort=SORT)
    body = child(document, "body")
    styles = Styles.of(parts, others, name, sort=SORT)
    reader = _Body(styles, Runs(styles, addresses), etree.Element("div"))
    reader.blocks(body if body is not None else document)
    notes = parsed(parts, others["footnotes"], name, sort=SORT) if others.get("footnotes") in parts else None
    reader.notes(notes)
    tracked = next(below(document, *CHANGES), None) is not None
    struck = any(is_on(run, name) for run in below(document, "rPr") for name in STRIKES)
    return page_of(reader.root, warnings=(*([TRACKED] if tracked else ()), *([STRUCK] if struck else ())))


class _Body:
    """Goes down a body, a cell or a text box, and builds the page's elements for it."""

    def __init__(self, styles: Styles, runs: Runs, root: Node) -> None:
        self.styles, self.runs, self.root = styles, runs, root
        self.flow = Flow(root)
        self.held: list[Piece] = []  # words of a paragraph whose end was taken away

    def blocks(self, node: Node) -> None:
        for one in node:
            kind = tag(one)
            if kind == "p":
                self._paragraph(one)
            elif kind == "tbl":
                self._table(one)
            elif kind == "AlternateContent":
                self.blocks(next(iter(one), one))
            elif kind in AROUND and not _is_contents(one):
                self.blocks(one)
        if self.held:
            self._place(None, [])

    def notes(self, notes: Node | None) -> None:
        for note in notes if notes is not None else ():
            if said(note, "type") in (None, "normal"):
                self.blocks(note)

    def _paragraph(self, node: Node) -> None:
        pieces, boxes = self.runs.of(node)
        if child(node, "pPr", "rPr", "del") is not None:
            self.held += pieces  # its end was taken away: the next paragraph goes on with it
        elif not self.styles.is_contents(node):
            self._place(node, pieces)
        for box in boxes:
            self._inside(box, etree.SubElement(self.root, "div"))

    def _place(self, node: Node | None, pieces: list[Piece]) -> None:
        pieces, self.held = [*self.held, *pieces], []
        rank, numbering = self.styles.rank(node), self.styles.numbering(node)
        if is_blank(pieces):
            self.flow.paragraph([])
        elif rank:
            self.flow.heading(rank, pieces)
        elif numbering:
            self.flow.item(numbering, pieces)
        else:
            self.flow.paragraph(pieces, indented=self.styles.is_indented(node))

    def _inside(self, node: Node, root: Node) -> None:
        _Body(self.styles, self.runs, root).blocks(node)

    def _table(self, node: Node) -> None:
        table = self.flow.table()
        rows = [row for row in _rows(node) if child(row, "trPr", "del") is None]
        grid = [list(_cells(row)) for row in rows]
        for n, row in enumerate(rows):
            line = etree.SubElement(table, "tr")
            heading = child(row, "trPr", "tblHeader") is not None
            for column, width, cell in grid[n]:
                if _merge(cell) == "continue" and n:
                    continue
                made = etree.SubElement(line, "th" if heading else "td", colspan=str(width))
                if _merge(cell) == "restart":
                    made.set("rowspan", str(_height(grid, n, column)))
                self._inside(cell, made)


def _is_contents(node: Node) -> bool:
    """A table of contents, as Word keeps it."""
    return said(child(node, "sdtPr", "docPartObj", "docPartGallery"), "val") == "Table of Contents"


def _rows(node: Node) -> Iterator[Node]:
    for one in node:
        if tag(one) == "tr":
            yield one
        elif tag(one) in AROUND:
            yield from _rows(one)


def _cells(row: Node) -> Iterator[tuple[int, int, Node]]:
    """(column, columns covered, cell), in order."""
    column = number(child(row, "trPr", "gridBefore"), "val", otherwise=0, most=MOST_COLUMNS)
    for cell in _cell_nodes(row):
        width = max(1, number(child(cell, "tcPr", "gridSpan"), "val", otherwise=1, most=MOST_COLUMNS))
        yield column, width, cell
        column += width


def _cell_nodes(node: Node) -> Iterator[Node]:
    for one in node:
        if tag(one) == "tc":
            yield one
        elif tag(one) in AROUND:
            yield from _cell_nodes(one)


def _merge(cell: Node) -> str | None:
    """ "restart" for the first cell of several merged downwards, "continue" for the others."""
    merged = child(cell, "tcPr", "vMerge")
    return None if merged is None else said(merged, "val") or "continue"


def _height(grid: list[list[tuple[int, int, Node]]], at: int, column: int) -> int:
    for height in count(1):
        row = grid[at + height] if at + height < len(grid) else []
        if not any(start == column and _merge(cell) == "continue" for start, _, cell in row):
            return height
    return 1
