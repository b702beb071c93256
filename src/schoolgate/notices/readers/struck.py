"""Words that a page shows struck through: their author took them out, and left them to be seen."""

import re
from collections.abc import Iterator

from lxml import etree

STRUCK = "Words that are struck through were left out."
_TAGS = frozenset(("s", "strike", "del"))
_STYLE = re.compile(r"line-through", re.IGNORECASE)
_REST = re.compile(r"\W*$|\s*[-–—:(,;]")


def is_struck(node: etree._Element) -> bool:
    """It is struck through itself, or it is a bullet or row of which what it begins with is."""
    if _is_marked(node):
        return True
    if node.tag == "tr":
        cells = [cell for cell in node if cell.tag in ("td", "th")]
        return any(_rest_of(cell) == "" for cell in cells[: (len(cells) + 1) // 2])  # its name is gone
    rest = _rest_of(node) if node.tag == "li" else None
    return rest is not None and _REST.match(rest) is not None  # not "~~Arbor~~ Bromcom", put in its place


def _rest_of(node: etree._Element) -> str | None:
    """What follows the struck words with which it begins; None where it begins with others."""
    first = next((child for child in _leading(node) if _is_marked(child)), None)
    if first is None:
        return None
    words = "".join(str(part) for part in node.itertext())
    gone = "".join(str(part) for part in first.itertext())
    return words.strip().removeprefix(gone.strip()).strip()


def _leading(node: etree._Element) -> Iterator[etree._Element]:
    """The first element within, the first within that, for as long as no words come before it."""
    while not (node.text or "").strip() and len(node):
        node = node[0]
        yield node


def _is_marked(node: etree._Element) -> bool:
    return node.tag in _TAGS or _STYLE.search(node.get("style") or "") is not None
