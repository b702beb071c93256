"""Entries one after another in a paragraph, as items: "Sophos – laptops – user. PaperCut: printing – user."

So are numbered ones, "2.1 Seneca: names. 2.2 Mint Class: photographs."
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from schoolgate.domain.reading import Span
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.lines import trimmed
from schoolgate.notices.name_lists import is_body
from schoolgate.notices.names import recognise
from schoolgate.notices.ordinary import is_strange

FEWEST = 3  # entries of one paragraph
MOST_HEAD_WORDS = 9
MOSTLY = 0.6  # share of its sentences that are entries
PART = re.compile(r"(?<!\b[A-Z])(?<!\bincl)(?<!\bDr)(?<!\be\.g)(?<!\bi\.e)[.;]\s+(?=[A-Z0-9])")
HEAD = re.compile(r"(?P<head>(?:[A-Z0-9]|[a-z]{1,2}[A-Z])[^–—:;.]*?)(?: [–—-]+ |: )(?=\S)")
LEAD = re.compile(r"(?P<lead>[A-Z][^–—:;.]{2,50}):\s+(?=[A-Z0-9a-z])")
DASH = re.compile(r" [–—-]+ ")
NUMBER = re.compile(r"(?<=\s)(?P<chapter>\d{1,2})\.(?P<n>\d{1,2})\.?\s+(?=[A-Z])")
MARKER = re.compile(r"(?P<chapter>\d{1,2})\.(?P<n>\d{1,2})")


def entries_apart(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with an item for each entry of such a paragraph."""
    return [part for block in blocks for part in _parts(text, block)]


def _parts(text: str, block: Block) -> Sequence[Block]:
    if block.kind not in (BlockKind.LINE, BlockKind.BULLET):
        return (block,)
    return _numbered(text, block) or (block.kind is BlockKind.LINE and _dashed(text, block)) or (block,)


def _numbered(text: str, block: Block) -> Sequence[Block]:
    """ "2.1 …. 2.2 …": numbers that count up, from the block's own on."""
    own = MARKER.fullmatch(block.marker)
    if own is None:
        return ()
    due, marks = int(own["n"]) + 1, []
    for mark in NUMBER.finditer(text, *block.span):
        if mark["chapter"] == own["chapter"] and int(mark["n"]) == due:
            marks.append(mark)
            due += 1
    starts = [block.start, *(mark.end() for mark in marks)]
    ends = [*(mark.start() for mark in marks), block.end]
    names = [block.marker, *(f"{mark['chapter']}.{mark['n']}" for mark in marks)]
    return [_item(text, block, (a, b), name) for a, b, name in zip(starts, ends, names, strict=True) if marks]


def _item(text: str, block: Block, span: Span, marker: str) -> Block:
    start, end = trimmed(text, span)
    first = span[0] == block.start
    return replace(
        block,
        kind=BlockKind.BULLET,
        start=start,
        end=end,
        marker=marker,
        lead=None,
        after_gap=block.after_gap and first,
    )


def _dashed(text: str, block: Block) -> Sequence[Block]:
    if len(DASH.findall(text, *block.span)) < FEWEST:
        return ()
    lead = LEAD.match(text, *block.span)
    start = lead.end() if lead and HEAD.match(text, lead.end(), block.end) else block.start
    spans = [*_sentences(text, (start, block.end))]
    heads = [head for span in spans if (head := _head(text, span))]
    sure = sum(1 for head in heads if _is_somebody(head))
    if sure < FEWEST or len(heads) < MOSTLY * len(spans):
        return ()
    items = [_item(text, block, span, "-") for span in _whole(text, spans)]
    if start == block.start:
        return items
    return [replace(block, end=trimmed(text, (block.start, start))[1], lead=None), *items]


def _sentences(text: str, span: Span) -> Iterator[Span]:
    at = span[0]
    for stop in PART.finditer(text, *span):
        yield at, stop.start() + 1
        at = stop.end()
    yield at, span[1]


def _whole(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Each entry with the sentences behind it that are none of their own."""
    held: Span | None = None
    for span in spans:
        if held and _head(text, span) is None and not _is_somebody(text[slice(*span)].rstrip(".")):
            held = (held[0], span[1])
            continue
        if held:
            yield held
        held = span
    if held:
        yield held


def _head(text: str, span: Span) -> str | None:
    head = HEAD.match(text, *span)
    return head["head"] if head and len(head["head"].split()) <= MOST_HEAD_WORDS else None


def _is_somebody(words: str) -> bool:
    words = re.sub(r"\s*\([^()]*\)", "", words)
    return recognise(words) is not None or is_strange(words) or is_body(words)
