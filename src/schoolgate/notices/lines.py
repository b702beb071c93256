"""Plain text → blocks: bullets, numbers, tables drawn with tabs, bars or spaces, wrapped lines."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from schoolgate.domain.reading import Span, Spans
from schoolgate.notices.aligned import aligned_rows
from schoolgate.notices.barred import barred_rows
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.index_letters import without_index_letters
from schoolgate.notices.page_edges import without_page_edges
from schoolgate.notices.ruled import boxed_as_headings
from schoolgate.notices.tick_marks import without_boxes
from schoolgate.notices.unmarked_lists import DASH, HEADING_WORDS, ITEM_WORDS, LABELLED, bulleted

BULLET = re.compile(
    r"(?P<mark>[-*+•▪●○◦·‣⁃∙➢➤►✓✔❖§★☆✗✘×▸▶◆◇♦☞»…–—]|[o.~°¬](?=\s)|\[[ xX✓✔]?\]|[☐☑☒□■▢])\s+(?=\S)"
)
NUMBER = re.compile(
    r"\(?(?P<mark>\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{2,4})(?:[.)]|(?<=\d\.\d)|(?<=\d\.\d\d))\s+(?=\S)"
)
HASHES = re.compile(r"(#{1,6})\s+(?=\S)")
RULE = re.compile(r"[\s|:+=_*–—-]*|\s*[~#─━═]{5,}\s*")
TABLE_RULE = re.compile(r"\s*[|+]?(?:\s*:?[-=]{2,}:?\s*[|+])+(?:\s*:?[-=]{2,}:?\s*)?")
BAR = re.compile(r"\s*\|\s*")
COLUMN_GAP = re.compile(r" {3,}|\t+")
INLINE_BULLET = re.compile(r"\s(?:(?<!\s\s)\s*[*•▪●·]\s+|(?<= )(?<![\s.] ) *\. +(?![\s.]))")
# A second column of bullets stands beside the first: "• Arbor: name        • Evolve: medical needs".
BESIDE = {mark: re.compile(rf"\s{{2,}}{re.escape(mark)}\s+(?=\S)") for mark in "•●▪■◦○✓➢►‣❖"}
ARROW = re.compile(r"->|=>|→|<-|←")
FULL_LINE = 75  # characters
UNBROKEN, FEWEST_UNBROKEN = 160, 2
HANGING = 28  # characters; a bullet shorter than this has its details below it, not its own words
WRAP = 45  # characters; a line shorter than this did not reach the margin


def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks of a text without mark-up, in order."""
    drawn = _without_margins(text, list(boxed_as_headings(text, list(_lines(text)))))
    rows = without_page_edges(text, list(_columns(text, _without_lone_bars(text, drawn))))
    lines = list(_joined(text, _split_inline(text, rows)))
    return tuple(bulleted(text, list(_headed(text, without_index_letters(text, lines)))))


def typed_marks(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """A page's paragraphs that somebody numbered or bulleted by hand, as the items and headings they are."""
    marked = [_as_typed(text, block) for block in blocks]
    headed = _headed(text, marked)
    return tuple(
        head if typed is not block else block
        for block, typed, head in zip(blocks, marked, headed, strict=True)
    )


def _as_typed(text: str, block: Block) -> Block:
    mark = BULLET.match(text, *block.span) or NUMBER.match(text, *block.span)
    if block.kind is not BlockKind.LINE or mark is None or mark.end() >= block.end:
        return block
    lead = (max(block.lead[0], mark.end()), block.lead[1]) if block.lead else None
    return replace(
        block,
        kind=BlockKind.BULLET,
        start=mark.end(),
        marker=mark["mark"],
        lead=lead if lead and lead[0] < lead[1] else None,
    )


def _headed(text: str, blocks: list[Block]) -> Iterator[Block]:
    """ "7. Who we share data with" over a paragraph or over bullets is a heading, not an item."""
    for n, block in enumerate(blocks):
        below = blocks[n + 1] if n + 1 < len(blocks) else None
        asks = text[block.end - 1] == "?"
        listed = not asks and (
            n > 0 and blocks[n - 1].kind is BlockKind.BULLET and not _of_another_sort(blocks[n - 1], block)
        )
        if below and (
            _is_over_clauses(text, block, below) or (not listed and _is_numbered_heading(text, block, below))
        ):
            yield replace(block, kind=BlockKind.HEADING, level=2 + block.marker.count("."))
        else:
            yield block


def _of_another_sort(above: Block, block: Block) -> bool:
    """Is the bullet above of another sort, so that no list is going on?"""
    return above.marker.isalnum() is not block.marker.isalnum() and "." not in above.marker


def _is_over_clauses(text: str, block: Block, below: Block) -> bool:
    """ "3. With whom we share it" over "3.1 Education Authority. …"."""
    words = text[block.start : block.end]
    inside = block.marker.isdigit() and below.marker.startswith(f"{block.marker}.")
    return inside and not words.endswith((".", ",", ";", ":")) and len(words.split()) <= HEADING_WORDS


def _is_numbered_heading(text: str, block: Block, below: Block) -> bool:
    words = text[block.start : block.end]
    asks = words.endswith("?")
    most = ITEM_WORDS if asks else HEADING_WORDS
    short = 0 < len(words.split()) <= most and not words.endswith((".", ",", ";", ":"))
    signs = below.kind is BlockKind.BULLET and not below.marker.isalnum() and below.level <= block.level
    prose = below.kind is BlockKind.LINE and (asks or not LABELLED.match(text, below.start, below.end))
    numbered = block.kind is BlockKind.BULLET and block.marker[:1].isdigit()
    if not block.after_gap and below.after_gap and DASH.search(words):
        return False  # the one item straight below its lead: "1. Coaches – name, stop"
    return numbered and short and (signs or prose) and "." not in below.marker


def _lines(text: str) -> Iterator[Block]:
    at, gap, read = 0, True, 0
    aligned = aligned_rows(text) | barred_rows(text)
    for line in text.split("\n"):
        if at < read:  # a row above goes over several lines
            at += len(line) + 1
            continue
        block = aligned.get(at) or _line(text, at, at + len(line), gap)
        if block:
            yield block
            read = block.end
        # A ruled line parts blocks as a blank one does, but not the rows of a table from their headings.
        gap = block is None and not TABLE_RULE.fullmatch(line)
        at += len(line) + 1


def _line(text: str, start: int, end: int, gap: bool) -> Block | None:
    if RULE.fullmatch(text, start, end):
        return None
    first, last = without_boxes(text, trimmed(text, (start, end)))
    hashes = HASHES.match(text, first, last)
    if hashes:
        return Block(
            kind=BlockKind.HEADING, start=hashes.end(), end=last, level=len(hashes[1]), after_gap=gap
        )
    cells = _cells(text, start, last)
    if cells:
        return Block(kind=BlockKind.ROW, start=first, end=last, cells=cells, after_gap=gap)
    marker = BULLET.match(text, first, last) or NUMBER.match(text, first, last)
    if marker:
        depth = _depth(text[start:first])
        return Block(
            kind=BlockKind.BULLET,
            start=marker.end(),
            end=last,
            level=depth,
            marker=marker["mark"],
            after_gap=gap,
        )
    return Block(kind=BlockKind.LINE, start=first, end=last, level=_depth(text[start:first]), after_gap=gap)


def _depth(margin: str) -> int:
    """How far in a line begins, in columns."""
    return len(margin.expandtabs(4))


def _cells(text: str, start: int, end: int) -> Spans:
    """Cells between tabs or bars; none for a line that merely begins with a tab and a bullet."""
    line = text[start:end]
    if line.strip("|").count("|") >= 1 and (line.count("|") >= 2 or " | " in line):
        return _split(text, _inside_bars(text, start, end), BAR)
    if "\t" not in line:
        return ()
    first = start + len(line) - len(line.lstrip())
    if BULLET.match(text, first, end) or NUMBER.match(text, first, end):
        return ()
    return _split(text, (start, end), re.compile(r" *\t *"))


def _inside_bars(text: str, start: int, end: int) -> Span:
    first, last = trimmed(text, (start, end))
    return first + (text[first] == "|"), last - (text[last - 1] == "|")


def _by_gaps(text: str, span: Span) -> Spans:
    gap = text.find("   ", *span) >= 0 or text.find("\t", *span) >= 0
    return _split(text, span, COLUMN_GAP) if gap else (trimmed(text, span),)


def _split(text: str, span: Span, between: re.Pattern[str]) -> Spans:
    """The stretches between matches, each trimmed; an empty one stays as an empty span."""
    cells, at = [], span[0]
    for match in between.finditer(text, *span):
        cells.append(trimmed(text, (at, match.start())))
        at = match.end()
    return (*cells, trimmed(text, (at, span[1])))


def trimmed(text: str, span: Span) -> Span:
    """The span without white space at its ends; empty where nothing else is in it."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _without_margins(text: str, blocks: list[Block]) -> list[Block]:
    """Lines that a tab sets in from the margin are lines, unless a table stands above or below them."""
    kept: list[Block] = []
    for run in _runs_of_rows(blocks):
        set_in = all(sum(1 for start, end in block.cells if start < end) == 1 for block in run)
        kept += [_set_in(text, block) for block in run] if set_in else run
    return kept


def _runs_of_rows(blocks: list[Block]) -> Iterator[list[Block]]:
    """Neighbouring rows together, every other block alone."""
    run: list[Block] = []
    for block in blocks:
        if run and (block.kind is not BlockKind.ROW or run[-1].kind is not BlockKind.ROW or block.after_gap):
            yield run
            run = []
        run.append(block)
    if run:
        yield run


def _set_in(text: str, block: Block) -> Block:
    if block.kind is not BlockKind.ROW or "\t" not in text[_line_start(text, block) : block.start]:
        return block
    margin = text[_line_start(text, block) : block.start]
    return replace(block, kind=BlockKind.LINE, cells=(), level=_depth(margin))


def _line_start(text: str, block: Block) -> int:
    return text.rfind("\n", 0, block.start) + 1


def _without_lone_bars(text: str, blocks: list[Block]) -> list[Block]:
    """A single line with bars ("By law: DfE | Ofsted") is a line, unless it is as wide as the table above."""
    kept: list[Block] = []
    width = 0
    for n, block in enumerate(blocks):
        alone = not any(blocks[m].kind is BlockKind.ROW for m in (n - 1, n + 1) if _touches(blocks, n, m))
        barred = block.kind is BlockKind.ROW and "|" in text[block.start : block.end]
        if barred and alone and len(block.cells) != width:
            block = replace(block, kind=BlockKind.LINE, cells=())
        width = len(block.cells) or width
        kept.append(block)
    return kept


def _touches(blocks: list[Block], one: int, other: int) -> bool:
    """Do two blocks stand on neighbouring lines?"""
    return 0 <= other < len(blocks) and not blocks[max(one, other)].after_gap


def _columns(text: str, blocks: list[Block]) -> Iterator[Block]:
    """Lines set out in columns by spaces become rows, where at least two in turn are."""
    cut = [_by_gaps(text, b.span) if b.kind is BlockKind.LINE else () for b in blocks]
    for n, block in enumerate(blocks):
        beside = max(len(cut[m]) for m in (n - 1, n + 1) if 0 <= m < len(cut)) if len(cut) > 1 else 0
        if len(cut[n]) >= 2 and beside >= 2 and not _is_form(text, block):
            yield replace(block, kind=BlockKind.ROW, cells=cut[n])
        elif len(cut[n]) == 1 and beside == 2 and (full := _filled(text, blocks, cut, n)):
            yield replace(block, kind=BlockKind.ROW, cells=full)
        else:
            yield block


def _filled(text: str, blocks: list[Block], cut: list[Spans], n: int) -> Spans:
    """A line of two columns whose first cell is so full that one space parts it from the second."""
    starts = {
        _column_of(text, cut[m][1]) for m in (n - 1, n + 1) if _touches(blocks, n, m) and len(cut[m]) == 2
    }
    line = text.rfind("\n", 0, blocks[n].start) + 1
    for start in starts:
        at = line + start
        if blocks[n].start < at < blocks[n].end and text[at - 1] == " " and not text[at].isspace():
            return trimmed(text, (blocks[n].start, at)), (at, blocks[n].end)
    return ()


def _column_of(text: str, span: Span) -> int:
    return span[0] - text.rfind("\n", 0, span[0]) - 1


def _is_form(text: str, block: Block) -> bool:
    """A line to be filled in by hand: "Name: ______"."""
    return "___" in text[block.start : block.end] or "....." in text[block.start : block.end]


def _split_inline(text: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """A line with bullets inside ("A * B * C") is so many bullets."""
    for block in blocks:
        parts = _split(text, block.span, INLINE_BULLET) if block.kind is not BlockKind.ROW else ()
        beside = _split(text, block.span, BESIDE[block.marker]) if block.marker in BESIDE else ()
        parts = beside if len(beside) > 1 else parts
        if len(parts) < 3 and len(beside) < 2:
            yield block
            continue
        for n, (start, end) in enumerate(parts):
            yield replace(
                block,
                kind=BlockKind.BULLET,
                start=start,
                end=end,
                marker="*",
                after_gap=block.after_gap and n == 0,
            )


def _joined(text: str, blocks: Iterator[Block]) -> Iterator[Block]:
    """Lines that a margin broke are one again."""
    held: Block | None = None
    for block in blocks:
        if held and _wraps(text, held, block):
            held = replace(held, end=block.end)
            continue
        if held:
            yield held
        held = block
    if held:
        yield held


@lru_cache(maxsize=4)
def _runs_on(text: str) -> bool:
    """Has the page paragraphs that no margin broke?"""
    return sum(1 for line in text.split("\n") if len(line) >= UNBROKEN) >= FEWEST_UNBROKEN


def _wraps(text: str, above: Block, below: Block) -> bool:
    if below.kind is not BlockKind.LINE or below.after_gap:
        return False
    if above.kind not in (BlockKind.LINE, BlockKind.BULLET):
        return False
    last_line = text.rfind("\n", above.start, above.end)
    pointing = ARROW.search(text, max(last_line, above.start), above.end) is not None
    if ARROW.search(text, *below.span) or (pointing and above.end - above.start < FULL_LINE):
        return False  # each line points from data to somebody
    length = above.end - max(above.start, last_line + 1)
    # Where paragraphs run on in one line, a line that had room for more was not broken by a margin.
    reached = length >= (FULL_LINE if _runs_on(text) else WRAP)
    ending, beginning = text[above.end - 1], text[below.start]
    bracketed = beginning in "([" and text[above.start] == beginning  # "[Price] free" below "[Gets] name"
    if bracketed or ending in ".:!?" or LABELLED.match(text, below.start, below.end):
        return False
    hanging = above.kind is BlockKind.BULLET and below.level > above.level
    if hanging and reached and below.level == above.start - (text.rfind("\n", 0, above.start) + 1):
        return True  # it stands straight under the bullet's first word
    hanging = hanging and length >= HANGING
    return (reached or hanging or ending == ",") and (
        beginning.islower() or beginning in "([&" or ending in ",–—-"
    )
