"""The words of a Word paragraph: their links, which are bold, and the text boxes hung on it."""

import re
from collections.abc import Mapping

from schoolgate.notices.office.pieces import Piece
from schoolgate.notices.office.word_styles import Styles
from schoolgate.notices.office.xml_part import Node, said, tag

LEFT_OUT = frozenset(("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sdtPr", "oMath", "oMathPara"))
SAID = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
# Signs of the Wingdings and Symbol fonts, which have no letter of their own.
SIGNS = {
    "F0FC": "✓",
    "F0FE": "☑",
    "F0FD": "☒",
    "F0FB": "✗",
    "F0A8": "☐",
    "F06F": "☐",
    "F0B7": "•",
    "F0A7": "•",
}
LINK = re.compile(r"\s*HYPERLINK\s+\"(https?://[^\"]+)\"", re.IGNORECASE)


class Runs:
    def __init__(self, styles: Styles, addresses: Mapping[str, str]) -> None:
        self.styles, self.addresses = styles, addresses

    def of(self, paragraph: Node) -> tuple[list[Piece], list[Node]]:
        """The paragraph's pieces, and the contents of its text boxes."""
        walk = _Walk(self.styles, self.addresses, bold=self.styles.is_bold(paragraph))
        walk.inside(paragraph, None)
        return walk.pieces, walk.boxes


class _Walk:
    def __init__(self, styles: Styles, addresses: Mapping[str, str], *, bold: bool) -> None:
        self.styles, self.addresses, self.bold = styles, addresses, bold
        self.pieces: list[Piece] = []
        self.boxes: list[Node] = []
        self.fields: list[str] = []  # instructions of the open fields, outermost first

    def inside(self, node: Node, address: str | None) -> None:
        for one in node:
            kind = tag(one)
            if kind == "r":
                self._run(one, address)
            elif kind == "hyperlink":
                self.inside(one, self.addresses.get(said(one, "id") or "", address))
            elif kind == "fldSimple":
                self.inside(one, _address(said(one, "instr") or "") or address)
            elif kind not in LEFT_OUT:
                self.inside(one, address)

    def _run(self, node: Node, address: str | None) -> None:
        bold = self.styles.is_bold_run(node, otherwise=self.bold)
        if self.styles.is_hidden(node):
            return
        for one in node:
            kind = tag(one)
            if kind == "t":
                self._say(one.text or "", bold, address)
            elif kind == "br" and said(one, "type") == "page":
                continue
            elif kind in SAID:
                self._say(SAID[kind], bold, address)
            elif kind == "sym":
                self._say(SIGNS.get((said(one, "char") or "").upper(), ""), bold, address)
            elif kind in ("fldChar", "instrText"):
                self._field(one, kind)
            elif kind in ("AlternateContent", "drawing", "pict", "object"):
                self._drawing(one)

    def _say(self, words: str, bold: bool, address: str | None) -> None:
        of_field = next(filter(None, map(_address, reversed(self.fields))), None)
        self.pieces.append(Piece(words, bold, address or of_field))

    def _field(self, node: Node, kind: str) -> None:
        """A field's instruction says where its words lead."""
        if kind == "instrText" and self.fields:
            self.fields[-1] += node.text or ""
        elif said(node, "fldCharType") == "begin":
            self.fields.append("")
        elif said(node, "fldCharType") == "end" and self.fields:
            self.fields.pop()

    def _drawing(self, node: Node) -> None:
        """Text boxes; where a drawing is kept twice, for new and for old programs, the first."""
        if tag(node) == "AlternateContent":
            first = next(iter(node), None)
            if first is not None:
                self._drawing(first)
        elif tag(node) == "txbxContent":
            self.boxes.append(node)
        else:
            for one in node:
                self._drawing(one)


def _address(instruction: str) -> str | None:
    link = LINK.match(instruction)
    return link[1] if link else None
