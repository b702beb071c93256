"""Walks a parsed page: plain text grows, and blocks over it."""

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy

from lxml import etree

from schoolgate.domain.reading import Span
from schoolgate.notices.blocks import ALL_BOLD, Block, BlockKind
from schoolgate.notices.lines import typed_marks
from schoolgate.notices.readers.struck import is_struck
from schoolgate.notices.unseen import without_unseen

_SKIPPED = "head script style nav noscript template svg math select iframe object canvas"
_PARTED = (
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure "
    "footer form header hr html legend li main ol p pre section summary table tbody td tfoot th thead tr ul"
)
SKIPPED = frozenset(_SKIPPED.split())
PARTED = frozenset(_PARTED.split())
HEADINGS = {f"h{rank}": rank for rank in range(1, 7)} | {"summary": 6, "button": 6}
OPENERS = re.compile(r"accordion|collaps|expand|toggle|panel", re.IGNORECASE)
MENUS = re.compile(r"nav|menu|search|cookie|close|language", re.IGNORECASE)
BOLD = frozenset(("b", "strong"))
SHORTEST_LABEL = 3  # letters; fewer are a capital set larger
INLINE = frozenset(("b", "em", "i", "label", "span", "strong"))
LONGEST_HEADING = 120  # characters; more in bold is emphasis
SPACE = re.compile(r"\s+")
AROUND = frozenset(("aside", "footer"))
AROUND_ROLES = frozenset(("alertdialog", "complementary", "contentinfo", "dialog", "navigation", "search"))
COOKIES = re.compile(r"\bcookies?\b|cookie[-_]?(?:banner|bar|consent|notice)", re.IGNORECASE)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


class Walk:
    """Collects text and blocks. Call `element` for the root, then `finish`."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._opened: tuple[BlockKind, int, str] | None = None  # what the next words belong to
        self._start: int | None = None
        self._lead: Span | None = None
        self._gap = True
        self._lists: list[tuple[str, int]] = []  # kind and number so far, outermost first
        self._in_cell = False
        self._spanned: list[dict[int, tuple[int, Span]]] = []  # a table: column → rows still reached, cell
        self._held: dict[int, tuple[int, Span]] = {}  # what the next row will find reaching into it
        self.left_out_struck = False

    def finish(self) -> tuple[str, tuple[Block, ...]]:
        self._part(gap=True)
        text = "".join(self._parts)
        return text, typed_marks(text, self._blocks)

    def element(self, node: etree._Element) -> None:
        """The node with all in it, without its tail."""
        tag = node.tag if isinstance(node.tag, str) else ""
        if not tag or tag in SKIPPED or _is_hidden(node) or _is_around(node, tag):
            return
        if tag == "button" and not _opens_words(node):
            return
        if is_struck(node):
            self.left_out_struck = True
            self._reach_through(tag)
        elif tag == "br":
            self._part(gap=False)
        elif tag == "a":
            self._link(node)
        elif tag in BOLD:
            self._bold(node)
        elif tag == "tr" and not self._in_cell:
            self._table_row(node)
        elif tag == "dl" and not self._in_cell:
            self._definitions(node)
        elif tag in ("div", "li", "p") and not self._in_cell and (pair := _pair(node)):
            self._row([(part, 1) for part in pair])
        elif (tag in PARTED or tag in HEADINGS) and not (tag == "button" and self._is_in_heading()):
            self._block(node, tag)
        else:
            self._inside(node)

    def _is_in_heading(self) -> bool:
        return self._opened is not None and self._opened[0] is BlockKind.HEADING

    def _inside(self, node: etree._Element) -> None:
        self._words(node.text or "")
        for child in node:
            self.element(child)
            self._words(child.tail or "")

    def _block(self, node: etree._Element, tag: str) -> None:
        bulleted = tag == "li" and not self._in_cell
        if not (self._opened and self._start is None and self._opened[0] is BlockKind.BULLET):
            self._part(gap=True)  # a paragraph that begins a bullet is the bullet
        if tag in ("ul", "ol"):
            self._lists.append((tag, _number(node.get("start")) - 1))
        elif tag == "table":
            self._spanned.append({})
        if bulleted:
            self._opened = (BlockKind.BULLET, max(0, len(self._lists) - 1), self._next_marker())
        elif tag in HEADINGS and not self._in_cell:
            self._opened = (BlockKind.HEADING, min(HEADINGS[tag], _rank_over(node)), "")
        self._inside(node)
        if tag in ("ul", "ol"):
            self._lists.pop()
        elif tag == "table":
            self._spanned.pop()
        self._part(gap=True)

    def _next_marker(self) -> str:
        if not self._lists:
            return "-"
        kind, count = self._lists[-1]
        self._lists[-1] = (kind, count + 1)
        return str(count + 1) if kind == "ol" else "-"

    def _link(self, node: etree._Element) -> None:
        """`[words](address)`, as Markdown and our own text have it; an address printed as such stays bare."""
        address = SPACE.sub("", node.get("href") or "")
        words = SPACE.sub(" ", "".join(_texts(node))).strip()
        leads_away = address.startswith(("http://", "https://")) and words and not words.startswith("http")
        if not leads_away or len(node) > 3 or len(words) > LONGEST_HEADING:
            self._inside(node)
            return
        self._words(f"[{words}]({address})")

    def _bold(self, node: etree._Element) -> None:
        if self._lead and self._opened is None and not self._in_cell and self._ends_sentence():
            self._part(
                gap=False
            )  # "**Arbor** - your record. **CPOMS** - worries.": each is a line of its own
        at_start = self._start is None
        self._inside(node)
        if at_start and self._start is not None:
            self._lead = (self._start, self._length)

    def _ends_sentence(self) -> bool:
        words = "".join(self._parts[-3:]).rstrip()
        return words.endswith((".", ";"))

    def _definitions(self, node: etree._Element) -> None:
        """A term and all that is said of it make a row; a term with nothing behind it is a line."""
        self._part(gap=True)
        for term, said in _terms(node):
            if term is not None and len(said):
                self._row([(term, 1), (said, 1)])
            else:
                self._block(said if term is None else term, "div")

    def _table_row(self, node: etree._Element) -> None:
        if _is_row(node, reached=bool(self._spanned and self._spanned[-1])):
            self._row(_cells_of(node))
            return
        self._block(node, "tr")
        self._reach_through("tr")

    def _reach_through(self, tag: str) -> None:
        """Cells of rows above reach through a row that makes none, as well."""
        reached = self._spanned[-1] if self._spanned and tag == "tr" else {}
        for column, (left, span) in list(reached.items()):
            reached[column] = (left - 1, span)
            if left == 1:
                del reached[column]

    def _row(self, cells: Iterable[tuple[etree._Element, int]]) -> None:
        """One line: cells between tabs. A cell over several columns is followed by empty ones."""
        self._part(gap=False)
        begin = self._length
        spans: list[Span] = []
        for node, width in cells:
            spans += self._spanning(len(spans))
            if self._length > begin:
                self._append("\t")
            spans.append(self._cell(node))
            self._span_down(node, len(spans) - 1, spans[-1])
            spans.extend([(self._length, self._length)] * (width - 1))
        spans += self._spanning(len(spans))
        heading = all(cell.tag == "th" for cell, _ in cells)
        self._blocks.append(
            Block(
                kind=BlockKind.ROW,
                start=begin,
                end=self._length,
                cells=tuple(spans),
                level=int(heading),
                after_gap=self._gap,
            )
        )
        self._append("\n")
        self._gap = False
        if self._spanned:
            self._spanned[-1].update(self._held)
        self._held = {}

    def _cell(self, node: etree._Element) -> Span:
        start = self._length
        self._in_cell = True
        self._inside(node)
        self._in_cell = False
        return self._trim_from(start)

    def _span_down(self, node: etree._Element, column: int, span: Span) -> None:
        below = _number(node.get("rowspan")) - 1
        if below and self._spanned:
            self._spanned[-1][column] = (below, span)

    def _spanning(self, column: int) -> list[Span]:
        """Cells of rows above that reach into this one, from `column` on."""
        reaching: list[Span] = []
        spanned = self._spanned[-1] if self._spanned else {}
        while column + len(reaching) in spanned:
            at = column + len(reaching)
            left, span = spanned.pop(at)
            if left > 1:
                self._held[at] = (left - 1, span)
            reaching.append(span)
        return reaching

    def _trim_from(self, start: int) -> Span:
        """Takes trailing white space back off the text."""
        while self._parts and self._length > start and self._parts[-1][-1].isspace():
            self._parts[-1] = self._parts[-1][:-1]
            self._length -= 1
            if not self._parts[-1]:
                self._parts.pop()
        return start, self._length

    def _words(self, words: str) -> None:
        words = SPACE.sub(" ", without_unseen(words))
        if self._at_line_start() or (self._parts and self._parts[-1].endswith(" ")):
            words = words.lstrip()
        if not words:
            return
        if self._start is None and not self._in_cell:
            self._start = self._length
        self._append(words)

    def _at_line_start(self) -> bool:
        return not self._parts or self._parts[-1][-1] in "\n\t"

    def _append(self, words: str) -> None:
        self._parts.append(words)
        self._length += len(words)

    def _part(self, *, gap: bool) -> None:
        """Ends the line, and the block that was open."""
        if self._in_cell:
            if not self._at_line_start():
                self._append("\n")
            return
        if self._start is not None:
            self._close(*self._trim_from(self._start))
            self._append("\n")
            # What follows in a bullet after its first line is its continuation, one step in.
            self._gap = False
        self._opened, self._start, self._lead = None, None, None
        self._gap = self._gap or gap

    def _close(self, start: int, end: int) -> None:
        if end <= start:
            return
        kind, level, marker = self._opened or (BlockKind.LINE, len(self._lists), "")
        lead = (self._lead[0], min(self._lead[1], end)) if self._lead else None
        if kind is BlockKind.LINE and lead and lead[1] >= end - 1 and end - start <= LONGEST_HEADING:
            kind, level = BlockKind.HEADING, ALL_BOLD
        self._blocks.append(
            Block(kind=kind, start=start, end=end, level=level, marker=marker, after_gap=self._gap, lead=lead)
        )


def _texts(node: etree._Element) -> Iterator[str]:
    return (str(words) for words in node.itertext())


def _is_hidden(node: etree._Element) -> bool:
    return node.get("hidden") is not None or bool(HIDDEN.search(node.get("style") or ""))


def _is_around(node: etree._Element, tag: str) -> bool:
    """The site's own furniture around the notice: a cookie banner, news beside it, the foot of every page."""
    names = " ".join(node.get(name) or "" for name in ("id", "class", "aria-label"))
    if tag not in ("html", "body", "main", "article") and COOKIES.search(names):
        return True
    if tag not in AROUND and node.get("role") not in AROUND_ROLES:
        return False
    inside = any(True for _ in node.iterancestors("main", "article"))
    return not inside and any(True for _ in node.getroottree().iter("main", "article"))


def _is_row(row: etree._Element, *, reached: bool) -> bool:
    """A row of data: several cells with words, and no table within (that one lays out the page).

    reached  a cell of a row above is a cell of this one too
    """
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    filled = [cell for cell in cells if "".join(_texts(cell)).strip()]
    nested = any(next(cell.iter("table"), None) is not None for cell in cells)
    wide = reached or len(cells) > 1 or any(_number(cell.get("colspan")) > 1 for cell in cells)
    return wide and len(filled) > 0 and not nested


def _cells_of(row: etree._Element) -> list[tuple[etree._Element, int]]:
    """Each cell with the columns it covers."""
    return [(cell, _number(cell.get("colspan"))) for cell in row if cell.tag in ("td", "th")]


def _terms(node: etree._Element) -> Iterator[tuple[etree._Element | None, etree._Element]]:
    """Each <dt> with a copy of its <dd>s, block by block; what stands before the first has none."""
    term: etree._Element | None = None
    said = etree.Element("dd")
    for child in node.iter("dt", "dd"):
        if next(child.iterancestors("dl"), None) is not node:
            continue  # of a list inside what is said
        if child.tag == "dt":
            if term is not None or len(said):
                yield term, said
            term, said = child, etree.Element("dd")
        else:
            said.append(deepcopy(child))
            said[-1].tag, said[-1].tail = "div", None
    if term is not None or len(said):
        yield term, said


def _pair(node: etree._Element) -> tuple[etree._Element, ...]:
    """Two stretches of words that only a stylesheet holds apart: a label and its value."""
    parts = tuple(node)
    styles = {part.get("class") for part in parts}
    if len(parts) != 2 or None in styles or len(styles) != 2 or any(one.tag not in INLINE for one in parts):
        return ()
    first, second = ("".join(_texts(part)) for part in parts)
    around = (node.text or "") + (parts[0].tail or "") + (parts[1].tail or "")
    begins = second[:1].isdigit() or any(
        map(str.isupper, second.split(maxsplit=1)[0] if second.strip() else "")
    )
    apart = len(first) >= SHORTEST_LABEL and first[-1].isalnum() and second[:1].isalnum() and begins
    return parts if apart and not around.strip() and not (parts[0].tail or "") else ()


def _number(printed: str | None) -> int:
    return min(int(printed), 50) if printed and printed.isdigit() and int(printed) else 1


def _rank_over(node: etree._Element) -> int:
    """Above the headings inside what it opens; no bound for a heading of its own rank."""
    opened = node.getparent() if node.tag == "summary" else node.getnext() if node.tag == "button" else None
    inside = opened.iter(*list(HEADINGS)[:6]) if opened is not None else ()
    return max(1, min((HEADINGS[str(one.tag)] for one in inside), default=8) - 1)


def _opens_words(node: etree._Element) -> bool:
    """Is it the head of an accordion, whose words are the page's, rather than something to press?"""
    told = " ".join((node.get("class") or "", node.get("aria-label") or "", node.get("id") or ""))
    if MENUS.search(told):
        return False
    parent = node.getparent()
    headed = parent is not None and parent.tag in HEADINGS
    opens = node.get("aria-expanded") is not None or OPENERS.search(told) is not None
    return headed or opens
