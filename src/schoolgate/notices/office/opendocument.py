"""An OpenDocument's parts: its body, what its styles say, and the words of a paragraph.

Source: OASIS OpenDocument 1.3, Part 3.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from schoolgate.notices.archive import unpack
from schoolgate.notices.errors import Locked
from schoolgate.notices.office.pieces import Piece
from schoolgate.notices.office.xml_part import Node, below, child, number, parsed, said, tag

DEEPEST_STYLE = 20  # styles based on styles; a ring of them has no end
_LEFT_OUT = (
    "tracked-changes annotation annotation-end note-citation ruby-text table-of-content alphabetical-index "
    "illustration-index table-index object-index user-index bibliography forms sequence-decls variable-decls "
    "user-field-decls page-number page-count event-listeners desc title image object object-ole"
)
LEFT_OUT = frozenset(_LEFT_OUT.split())
TRACKED = "The document has tracked changes; it was read as if all of them were accepted."


@dataclass(frozen=True, slots=True)
class OpenDocument:
    body: Node
    styles: Mapping[str, Node]  # of paragraphs, words, lists and tables, by name
    warnings: tuple[str, ...]

    def chain(self, name: str | None) -> Iterator[Node]:
        """The style of that name, and those it is based on."""
        for _ in range(DEEPEST_STYLE):
            style = self.styles.get(name or "")
            if style is None:
                return
            yield style
            name = said(style, "parent-style-name")

    def is_bold(self, name: str | None, *, otherwise: bool = False) -> bool:
        weights = (said(child(style, "text-properties"), "font-weight") for style in self.chain(name))
        weight = next(filter(None, weights), None)
        return otherwise if weight is None else weight in ("bold", "600", "700", "800", "900")

    def is_hidden(self, name: str | None) -> bool:
        shown = (said(child(style, "text-properties"), "display") for style in self.chain(name))
        return next(filter(None, shown), None) == "none"


def opened(data: bytes, name: str, *, sort: str) -> OpenDocument:
    """Raises Damaged, Locked or UnpacksTooLarge."""
    parts = unpack(data, name, sort=sort)
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise Locked(name)
    content = parsed(parts, "content.xml", name, sort=sort)
    shared = parsed(parts, "styles.xml", name, sort=sort) if "styles.xml" in parts else None
    styles: dict[str, Node] = {}
    for root in (shared, content) if shared is not None else (content,):
        styles |= {said(one, "name") or "": one for one in below(root, "style", "list-style")}
    body = child(content, "body")
    tracked = next(below(content, "changed-region"), None) is not None
    return OpenDocument(content if body is None else body, styles, (TRACKED,) if tracked else ())


@dataclass(slots=True)
class Words:
    """What a paragraph holds: its pieces, its text boxes, and its notes."""

    document: OpenDocument
    pieces: list[Piece]
    boxes: list[Node]
    notes: list[Node]


def words_of(document: OpenDocument, paragraph: Node) -> Words:
    found = Words(document, [], [], [])
    _inside(found, paragraph, document.is_bold(said(paragraph, "style-name")), None)
    return found


def _inside(found: Words, node: Node, bold: bool, address: str | None) -> None:
    found.pieces.append(Piece(" ".join((node.text or "").split("\n")), bold, address))
    for one in node:
        _one(found, one, bold, address)
        found.pieces.append(Piece(" ".join((one.tail or "").split("\n")), bold, address))


def _one(found: Words, node: Node, bold: bool, address: str | None) -> None:
    kind = tag(node)
    if kind in LEFT_OUT or not kind:
        return
    if kind == "line-break":
        found.pieces.append(Piece("\n", bold, address))
    elif kind in ("s", "tab"):
        found.pieces.append(Piece(" ", bold, address))
    elif kind == "text-box":
        found.boxes.append(node)
    elif kind == "note-body":
        found.notes.append(node)
    elif kind == "span":
        style = said(node, "style-name")
        if not found.document.is_hidden(style):
            _inside(found, node, found.document.is_bold(style, otherwise=bold), address)
    elif kind == "a":
        _inside(found, node, bold, said(node, "href") or address)
    elif kind not in ("p", "h", "list", "table"):
        _inside(found, node, bold, address)


def repeated(node: Node, what: str, *, most: int) -> int:
    return number(node, f"number-{what}-repeated", otherwise=1, most=most)
