"""A page's elements, built paragraph by paragraph; items that follow each other make nested lists."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from schoolgate.notices.blocks import Page
from schoolgate.notices.office.pieces import Piece, fill, is_blank, without_bullet
from schoolgate.notices.readers.page_walk import Walk

FEWEST_EMPTY, MOST_TO_ONE = 3, 4  # empty paragraphs in all, and others to each, where they part groups
DEEPEST_LIST = 9  # levels; a word processor has no more


@dataclass(frozen=True, slots=True)
class Numbering:
    """Of an item: how deep, and in which list of the document; the same list goes on after a paragraph."""

    level: int
    numbered: bool
    list_id: str = ""


@dataclass(slots=True)
class _Open:
    numbering: Numbering
    node: etree._Element


@dataclass(slots=True)
class Flow:
    """Blocks in order, inside a body or a cell."""

    root: etree._Element
    _lists: list[_Open] = field(default_factory=list)
    _counts: dict[tuple[str, int], int] = field(default_factory=dict)

    def heading(self, rank: int, pieces: Sequence[Piece]) -> None:
        self._lists.clear()
        plain = (replace(piece, bold=False) for piece in pieces)  # a heading is bold as such
        fill(etree.SubElement(self.root, f"h{min(rank, 6)}"), plain)

    def paragraph(self, pieces: Sequence[Piece], *, indented: bool = False) -> None:
        """indented  it stands below an item's words, as a part of it."""
        item = without_bullet(pieces)
        if item is not None:
            self.item(Numbering(0, numbered=False), item)
            return
        into = self._lists[-1].node[-1] if indented and self._lists else self.root
        if into is self.root and not is_blank(pieces):
            self._lists.clear()
        fill(etree.SubElement(into, "p"), pieces)

    def item(self, numbering: Numbering, pieces: Sequence[Piece]) -> None:
        typed = without_bullet(pieces)
        fill(self._next(numbering), pieces if typed is None else typed)

    def table(self) -> etree._Element:
        self._lists.clear()
        return etree.SubElement(self.root, "table")

    def _next(self, numbering: Numbering) -> etree._Element:
        """A new item, in the open list it belongs to or in one of its own."""
        while self._lists and self._lists[-1].numbering.level > numbering.level:
            self._lists.pop()
        beside = self._lists[-1].numbering if self._lists else None
        if beside and beside.level == numbering.level and beside.numbered is not numbering.numbered:
            self._lists.pop()
            beside = None
        if beside is None or beside.level < numbering.level:
            self._open(numbering)
        key = (numbering.list_id, numbering.level)
        self._counts[key] = self._counts.get(key, 0) + 1
        for list_id, level in list(self._counts):
            if list_id == numbering.list_id and level > numbering.level:
                del self._counts[list_id, level]  # a deeper list begins anew under each item
        return etree.SubElement(self._lists[-1].node, "li")

    def _open(self, numbering: Numbering) -> None:
        into = self._lists[-1].node[-1] if self._lists else self.root
        node = etree.SubElement(into, "ol" if numbering.numbered else "ul")
        told = self._counts.get((numbering.list_id, numbering.level), 0)
        if numbering.numbered and numbering.list_id and told:
            node.set("start", str(told + 1))
        self._lists.append(_Open(numbering, node))


def page_of(root: etree._Element, *, warnings: tuple[str, ...]) -> Page:
    _close_up(root)
    walk = Walk()
    walk.element(root)
    text, blocks = walk.finish()
    return Page(text=text, blocks=blocks, encoding="utf-8", warnings=warnings)


def _close_up(root: etree._Element) -> None:
    """Where empty paragraphs part the others, those between two empty ones are lines of one."""
    paragraphs = [one for one in root if one.tag == "p"]
    empty = sum(1 for one in paragraphs if not _has_words(one))
    if empty < FEWEST_EMPTY or empty * MOST_TO_ONE < len(paragraphs) - empty:
        return
    for one in paragraphs:
        above = one.getprevious()
        if above is not None and above.tag == "p" and _has_words(above) and _has_words(one):
            etree.SubElement(above, "br").tail = one.text
            above.extend(list(one))
            root.remove(one)


def _has_words(node: etree._Element) -> bool:
    return bool("".join(str(words) for words in node.itertext()).strip())
