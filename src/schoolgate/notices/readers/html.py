"""A web page: headings, lists and tables are kept as blocks over its plain text."""

import re
from html.parser import HTMLParser

from lxml import etree

from schoolgate.notices.blocks import Page
from schoolgate.notices.decode import decode
from schoolgate.notices.errors import TooDeep
from schoolgate.notices.readers.no_notice import Told, frames, refuse_other_pages
from schoolgate.notices.readers.page_walk import Walk
from schoolgate.notices.readers.struck import STRUCK
from schoolgate.notices.readers.surroundings import notice_part

DEEPEST = 200  # elements; lxml loses the text beyond 256 without a word
CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
WHOLE = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
# Elements that hold nothing, and those whose end may be left out: another of their kind ends them.
_ENDLESS = (
    "area base br col embed hr img input link meta source track wbr "
    "p li dt dd td th tr thead tbody tfoot colgroup option optgroup"
)
ENDLESS = frozenset(_ENDLESS.split())


def read(data: bytes, name: str) -> Page:
    charset = CHARSET.search(data[:4096])
    declared = charset[1].decode("ascii") if charset else None
    text, encoding, warnings = decode(data, name, declared=declared)
    return page_of(text, name, encoding=encoding, warnings=warnings)


def page_of(source: str, name: str, *, encoding: str, warnings: tuple[str, ...] = ()) -> Page:
    """Raises TooDeep before a parser sees the page, and what `refuse_other_pages` does."""
    depth = _Depth(name)
    depth.feed(source)
    walk = Walk()
    root = etree.fromstring(source.encode(), parser=_parser()) if source.strip() else None
    if root is not None:  # a page of comments alone has no element
        part = _part(root, source, name)
        walk.element(part)
        warnings = (*warnings, *frames(part))
    text, blocks = walk.finish()
    warnings = (*warnings, STRUCK) if walk.left_out_struck else warnings
    return Page(text=text, blocks=blocks, encoding=encoding, warnings=warnings)


def _part(root: etree._Element, source: str, name: str) -> etree._Element:
    """Without what a website puts around it, where this is a whole page of one."""
    if not WHOLE.search(source):
        return notice_part(root, whole=False)
    told = Told(root)
    part = notice_part(root, whole=True)
    refuse_other_pages(told, part, name)
    return part


def _parser() -> etree.HTMLParser:
    # As bytes: lxml refuses text that declares an encoding, as every XHTML page does.
    return etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")


class _Depth(HTMLParser):
    """Counts how deep elements nest; raises as soon as it is too deep."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name, self.depth = name, 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in ENDLESS:
            return
        self.depth += 1
        if self.depth > DEEPEST:
            raise TooDeep(self.name, most=DEEPEST)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ENDLESS:
            self.depth = max(0, self.depth - 1)
