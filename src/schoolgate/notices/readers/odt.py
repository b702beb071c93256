"""An OpenDocument text: its headings, lists, tables and text boxes, as a page has them.

Left out: headers and footers, comments, hidden words, tables of contents, and what a tracked change takes
away.
"""

import re
from collections.abc import Iterator

from lxml import etree

from schoolgate.notices.blocks import Page
from schoolgate.notices.office.flow import DEEPEST_LIST, Flow, Numbering, page_of
from schoolgate.notices.office.opendocument import LEFT_OUT, OpenDocument, opened, repeated, words_of
from schoolgate.notices.office.pieces import is_blank
from schoolgate.notices.office.xml_part import Node, below, child, number, said, tag

SORT = "an OpenDocument text (.odt)"
MOST_COLUMNS, MOST_ROWS = 50, 1_000
ROW_GROUPS = ("table-header-rows", "table-rows", "table-row-group")
AROUND = ("text", "section", "list-item", "list-header", "text-box", "note-body", "index-body")
HEADING_STYLE = re.compile(r"heading(?:_20_| )?([1-9])$", re.IGNORECASE)


def read(data: bytes, name: str) -> Page:
    """Raises Damaged, Locked or UnpacksTooLarge."""
    document = opened(data, name, sort=SORT)
    body = child(document.body, "text")
    reader = _Body(document, etree.Element("div"))
    reader.blocks(document.body if body is None else body)
    for note in list(reader.notes):
        reader.blocks(note)
    return page_of(reader.root, warnings=document.warnings)


class _Body:
    """Goes down a body, a cell or a text box, and builds the page's elements for it."""

    def __init__(self, document: OpenDocument, root: Node, notes: list[Node] | None = None) -> None:
        self.document, self.root = document, root
        self.flow = Flow(root)
        self.notes: list[Node] = [] if notes is None else notes

    def blocks(self, node: Node) -> None:
        for one in node:
            kind = tag(one)
            if kind in ("p", "h"):
                self._paragraph(one)
            elif kind == "list":
                self._list(one, 0, said(one, "style-name"))
            elif kind == "table":
                self._table(one)
            elif kind == "frame":
                self._boxes(one)
            elif kind in AROUND and said(one, "display") != "none" and kind not in LEFT_OUT:
                self.blocks(one)

    def _paragraph(self, node: Node, item: Numbering | None = None) -> None:
        words = words_of(self.document, node)
        rank = self._rank(node)
        if is_blank(words.pieces):
            self.flow.paragraph([])
        elif rank:
            self.flow.heading(rank, words.pieces)
        elif item:
            self.flow.item(item, words.pieces)
        else:
            self.flow.paragraph(words.pieces)
        self.notes += words.notes
        for box in words.boxes:
            self._inside(box, etree.SubElement(self.root, "div"))

    def _rank(self, node: Node) -> int:
        """1 to 9 for a heading, 0 for anything else."""
        if tag(node) == "h":
            return max(1, number(node, "outline-level", otherwise=1, most=9))
        for style in self.document.chain(said(node, "style-name")):
            style_name = said(style, "name") or ""
            if style_name == "Title":
                return 1
            if heading := HEADING_STYLE.match(style_name):
                return int(heading[1])
        return 0

    def _list(self, node: Node, level: int, style: str | None) -> None:
        numbering = Numbering(min(level, DEEPEST_LIST), self._counts(style, level), style or "")
        for item in node:
            if tag(item) not in ("list-item", "list-header"):
                continue
            first = tag(item) == "list-item"
            for one in item:
                if tag(one) == "list":
                    self._list(one, level + 1, said(one, "style-name") or style)
                elif tag(one) in ("p", "h") and first:
                    self._paragraph(one, numbering)
                    first = False
                elif tag(one) in ("p", "h"):
                    self.flow.paragraph(words_of(self.document, one).pieces, indented=True)

    def _counts(self, style: str | None, level: int) -> bool:
        kept = self.document.styles.get(style or "")
        levels = kept if kept is not None else ()
        of_level = (one for one in levels if number(one, "level", otherwise=1, most=10) == level + 1)
        return any(tag(one) == "list-level-style-number" and said(one, "num-format") for one in of_level)

    def _boxes(self, frame: Node) -> None:
        for box in below(frame, "text-box"):
            self._inside(box, etree.SubElement(self.root, "div"))

    def _inside(self, node: Node, root: Node) -> None:
        _Body(self.document, root, self.notes).blocks(node)

    def _table(self, node: Node) -> None:
        table = self.flow.table()
        for row, heading in rows_of(node):
            line = etree.SubElement(table, "tr")
            for cell in row:
                if tag(cell) != "table-cell":
                    continue  # one that another covers
                for _ in range(repeated(cell, "columns", most=MOST_COLUMNS)):
                    made = etree.SubElement(line, "th" if heading else "td")
                    made.set("colspan", said(cell, "number-columns-spanned") or "1")
                    made.set("rowspan", said(cell, "number-rows-spanned") or "1")
                    self._inside(cell, made)


def rows_of(node: Node, *, heading: bool = False) -> Iterator[tuple[Node, bool]]:
    """Each row with whether it is one of headings; one that is repeated, as often."""
    for one in node:
        if tag(one) == "table-row":
            for _ in range(
                repeated(one, "rows", most=MOST_ROWS) if child(one, "table-cell") is not None else 1
            ):
                yield one, heading
        elif tag(one) in ROW_GROUPS:
            yield from rows_of(one, heading=tag(one) == "table-header-rows")
