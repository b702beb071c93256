"""What a Word document's styles and lists say of a paragraph: its rank, its place in a list, its weight."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from schoolgate.notices.office.flow import DEEPEST_LIST, Numbering
from schoolgate.notices.office.xml_part import Node, below, child, number, parsed, said, tag

HEADING = re.compile(r"heading ([1-9])$")
LIST_STYLE = re.compile(r"list (?:bullet|number) ([2-5])$")  # its depth is in its name alone
DEEPEST_STYLE = 20  # styles based on styles; a ring of them has no end
STRIKES = ("strike", "dstrike")
MAIN = "word/document.xml"


def main_part(parts: Mapping[str, bytes], name: str, *, sort: str) -> str:
    """Where the document itself is kept, as the package says."""
    if MAIN in parts:
        return MAIN
    root = parsed(parts, "_rels/.rels", name, sort=sort)
    found = (one for one in root if (said(one, "Type") or "").endswith("/officeDocument"))
    return (said(next(found, None), "Target") or MAIN).lstrip("/")


def related(
    parts: Mapping[str, bytes], path: str, name: str, *, sort: str
) -> tuple[dict[str, str], dict[str, str]]:
    """(id → web address of a link, sort of part → its path) of the document at `path`."""
    folder, file = posixpath.split(path)
    rels = posixpath.join(folder, "_rels", f"{file}.rels")
    if rels not in parts:
        return {}, {}
    addresses: dict[str, str] = {}
    others: dict[str, str] = {}
    for one in parsed(parts, rels, name, sort=sort):
        target, kind = said(one, "Target") or "", (said(one, "Type") or "").rpartition("/")[2]
        if said(one, "TargetMode") == "External":
            addresses[said(one, "Id") or ""] = target
        else:
            inside = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            others[kind] = posixpath.normpath(inside)
    return addresses, others


@dataclass(frozen=True, slots=True)
class Styles:
    by_id: Mapping[str, Node]
    levels: Mapping[tuple[str, int], str]  # (list, level) → how it counts

    @classmethod
    def of(cls, parts: Mapping[str, bytes], others: Mapping[str, str], name: str, *, sort: str) -> Self:
        styles = _part(parts, others.get("styles"), name, sort)
        by_id = {said(one, "styleId") or "": one for one in styles if tag(one) == "style"}
        return cls(by_id, _levels(_part(parts, others.get("numbering"), name, sort)))

    def rank(self, paragraph: Node | None) -> int:
        """1 to 9 for a heading, 0 for anything else."""
        for style in self._chain(paragraph):
            named = _name(style)
            if named == "title":
                return 1
            if heading := HEADING.match(named):
                return int(heading[1])
        for properties in self._properties(paragraph):
            if child(properties, "outlineLvl") is not None:
                level = number(child(properties, "outlineLvl"), "val", otherwise=9, most=9)
                return level + 1 if level < 9 else 0  # 9 is "body text"
        return 0

    def numbering(self, paragraph: Node | None) -> Numbering | None:
        """None where it is no item of a list."""
        for properties in self._properties(paragraph):
            kept = child(properties, "numPr")
            list_id = said(child(kept, "numId"), "val")
            if list_id is not None:
                level = number(child(kept, "ilvl"), "val", otherwise=0, most=DEEPEST_LIST)
                counts = self.levels.get((list_id, level), "none" if list_id == "0" else "bullet")
                level = max(level, *(int(m[1]) - 1 for m in self._list_styles(paragraph)), 0)
                return None if counts == "none" else Numbering(level, counts != "bullet", list_id)
        return None

    def is_indented(self, paragraph: Node | None) -> bool:
        for properties in self._properties(paragraph):
            indent = child(properties, "ind")
            left = said(indent, "left") or said(indent, "start")
            if left is not None:
                return left not in ("0", "") and not left.startswith("-")
        return False

    def is_contents(self, paragraph: Node) -> bool:
        return any(re.match(r"toc \d", _name(style)) for style in self._chain(paragraph))

    def is_bold(self, paragraph: Node) -> bool:
        said_so = (is_on(child(style, "rPr"), "b") for style in self._chain(paragraph))
        return next((on for on in said_so if on is not None), False)

    def is_bold_run(self, run: Node, *, otherwise: bool) -> bool:
        properties = child(run, "rPr")
        on = is_on(properties, "b")
        if on is not None or properties is None:
            return otherwise if on is None else on
        chain = self._based(said(child(properties, "rStyle"), "val"))
        by_style = (is_on(child(style, "rPr"), "b") for style in chain)
        return next((on for on in by_style if on is not None), otherwise)

    def is_hidden(self, run: Node) -> bool:
        """Not to be seen, or struck through: its author took it out."""
        return any(is_on(child(run, "rPr"), name) for name in ("vanish", *STRIKES))

    def _list_styles(self, paragraph: Node | None) -> Iterator[re.Match[str]]:
        return filter(None, (LIST_STYLE.match(_name(style)) for style in self._chain(paragraph)))

    def _properties(self, paragraph: Node | None) -> Iterator[Node]:
        """The paragraph's own properties, then those of its style and of what that is based on."""
        for holder in (paragraph, *self._chain(paragraph)):
            properties = child(holder, "pPr")
            if properties is not None:
                yield properties

    def _chain(self, paragraph: Node | None) -> Iterator[Node]:
        return self._based(said(child(paragraph, "pPr", "pStyle"), "val"))

    def _based(self, style_id: str | None) -> Iterator[Node]:
        for _ in range(DEEPEST_STYLE):
            style = self.by_id.get(style_id or "")
            if style is None:
                return
            yield style
            style_id = said(child(style, "basedOn"), "val")


def is_on(properties: Node | None, name: str) -> bool | None:
    """Whether a property is set: None where nothing is said of it."""
    found = child(properties, name)
    return None if found is None else said(found, "val") not in ("0", "false", "off", "none")


def _name(style: Node) -> str:
    return (said(child(style, "name"), "val") or "").lower()


def _part(parts: Mapping[str, bytes], path: str | None, name: str, sort: str) -> list[Node]:
    """The elements of a part that a document need not have."""
    return list(parsed(parts, path, name, sort=sort)) if path in parts and path else []


def _levels(numbering: list[Node]) -> dict[tuple[str, int], str]:
    abstract = {said(one, "abstractNumId"): one for one in numbering if tag(one) == "abstractNum"}
    levels: dict[tuple[str, int], str] = {}
    for one in numbering:
        kept = abstract.get(said(child(one, "abstractNumId"), "val")) if tag(one) == "num" else None
        # A list may say otherwise of a level than the one it was made from.
        for level in (*_lvl(kept), *_lvl(one)):
            place = number(level, "ilvl", otherwise=0, most=DEEPEST_LIST)
            levels[said(one, "numId") or "", place] = said(child(level, "numFmt"), "val") or "decimal"
    return levels


def _lvl(node: Node | None) -> Iterator[Node]:
    return below(node, "lvl") if node is not None else iter(())
