"""A page by a child's years: "Year 5: Bikeability (Pedal CIC) – name. Swimming is …" under each stage."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from schoolgate.domain.reading import Span
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.clauses import sentences
from schoolgate.notices.lines import trimmed
from schoolgate.notices.scope import scope_of

HEAD = re.compile(r"(?P<head>[A-Z][^:.;?!\n]{2,50}):\s+(?=\S)")
WHEN = re.compile(
    r"(?:when|once|before|after|on|in|at|from|until|as|while|during|throughout|by)\b.*"
    r"|(?:all|every|each|right|any)\b.*\b(?:through|year|term|time|day|week|along|age|school|way)s?\b.*"
    r"|(?:first|last|second|third|early|late|next|autumn|spring|summer|christmas|easter|january|february|march|april"
    r"|may|june|july|august|september|october|november|december|moving|joining|leaving|starting|settling|term|week"
    r"|day|age|ages)\b.*",
    re.IGNORECASE,
)
MOST_WORDS = 7
FEWEST = 3
RANK = 6  # as a heading told by its looks
ARROW = re.compile(r"(?:->|=>|→|➔|➜)\s*(?=[A-Za-z0-9])")
ASIDE = re.compile(r"\s*\([^()]*\)$")
DASH = re.compile(r"\s[–—-]\s")
PART = re.compile(r";\s+(?=[A-Z0-9])")


def by_stages(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks; on a page where most paragraphs begin so, each as a heading over its sentences."""
    blocks = _arrowed(text, blocks)
    lines = [at for at, block in enumerate(blocks) if block.kind is BlockKind.LINE]
    found: dict[int, tuple[Span, Span]] = {}
    for count, at in enumerate(lines):
        if head := _stage(text, blocks[at]):
            found[at] = head
        elif (count + 1 - len(found)) * 2 > len(lines):
            return [*blocks]  # too many begin otherwise, whatever the others do
    years = sum(1 for head, _ in found.values() if _tells_years(text[slice(*head)]))
    if len(found) < FEWEST or years * 2 < len(found) or len(found) * 2 < len(lines):
        return [*blocks]
    return [
        part
        for at, block in enumerate(blocks)
        for part in (_parted(text, block, *found[at]) if at in found else (block,))
    ]


def _arrowed(text: str, blocks: Sequence[Block]) -> list[Block]:
    """ "IF your child has a hot dinner" over "-> Aspens: name": where lines begin with arrows, a heading."""
    lines = [at for at, block in enumerate(blocks) if block.kind is BlockKind.LINE]
    arrows = {at: match.end() for at in lines if (match := ARROW.match(text, *blocks[at].span))}
    if len(arrows) < FEWEST:
        return [*blocks]
    heads = {at - 1 for at in arrows} & {*lines} - arrows.keys()
    return [
        replace(block, kind=BlockKind.BULLET, marker="-", start=arrows[at], lead=None)
        if at in arrows
        else replace(block, kind=BlockKind.HEADING, level=RANK)
        if at in heads
        else block
        for at, block in enumerate(blocks)
    ]


def _stage(text: str, block: Block) -> tuple[Span, Span] | None:
    match = HEAD.match(text, *block.span)
    if match is None or match.end() >= block.end or len(match["head"].split()) > MOST_WORDS:
        return None
    told = _tells_years(match["head"]) or WHEN.fullmatch(match["head"])
    return (match.span("head"), (match.end(), block.end)) if told else None


def _tells_years(head: str) -> bool:
    return bool(scope_of(ASIDE.sub("", head)).year_groups)


def _parted(text: str, block: Block, head: Span, rest: Span) -> Iterator[Block]:
    plain = replace(block, lead=None)
    yield replace(plain, kind=BlockKind.HEADING, level=RANK, start=head[0], end=head[1])
    for sentence in sentences(text, rest):
        at = sentence[0]
        for stop in [*(match.span() for match in PART.finditer(text, *sentence)), (sentence[1],) * 2]:
            start, end = trimmed(text, (at, stop[0]))
            listed = DASH.search(text, start, end) is not None and text[end - 1] == "."
            part = replace(plain, start=start, end=end - listed, after_gap=True)
            yield replace(part, kind=BlockKind.BULLET, marker="-") if listed else part
            at = stop[1]
