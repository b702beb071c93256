"""Lines of values between slashes or dashes, under one that says their order: "body / data / remarks"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from schoolgate.domain.reading import Span, Spans
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.labels import NAME, meaning
from schoolgate.notices.lines import trimmed
from schoolgate.notices.rows import Label

FEWEST_COLUMNS, MOST_COLUMNS, FEWEST_LINES = 3, 9, 2
MOST_ORDER_WORDS = 30
KNOWN = 0.6  # share of the parts of the first line that are labels we know
LEAD = re.compile(r"[^:/]{3,60}:\s+")
SIGNS = (" / ", " – ", " — ", " - ", " // ", " :: ", " ~ ", " > ", " » ", " · ", " • ")


def slashed_rows(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with a row for each line of such a table."""
    told = [*blocks]
    for at, block in enumerate(blocks):
        sign = _sign(text, block)
        heads = _cells(text, _without_lead(text, block), sign) if sign else ()
        if not heads or not _are_labels(text, heads):
            continue
        rows = _rows(text, blocks[at + 1 :], sign, len(heads))
        if sum(1 for row in rows if row.kind is BlockKind.ROW) >= FEWEST_LINES:
            head = replace(block, kind=BlockKind.ROW, cells=heads, level=0, marker="", lead=None)
            told[at : at + 1 + len(rows)] = [head, *rows]
    return told


def _sign(text: str, block: Block) -> str:
    words = text[slice(*block.span)]
    if block.kind not in (BlockKind.LINE, BlockKind.BULLET) or len(words.split()) > MOST_ORDER_WORDS:
        return ""
    return next((sign for sign in SIGNS if words.count(sign) >= FEWEST_COLUMNS - 1), "")


def _without_lead(text: str, block: Block) -> Span:
    """ "Order of each line: activity / body / data": the words behind the colon."""
    lead = LEAD.match(text, *block.span)
    return (lead.end() if lead else block.start, block.end)


def _cells(text: str, span: Span, sign: str) -> Spans:
    edges = [span[0]]
    for found in re.finditer(re.escape(sign), text[slice(*span)]):
        edges += [span[0] + found.start(), span[0] + found.end()]
    edges.append(span[1])
    return tuple(trimmed(text, one) for one in zip(edges[::2], edges[1::2], strict=True))


def _are_labels(text: str, heads: Spans) -> bool:
    meant = [meaning(text[slice(*head)].strip(" .*")) for head in heads]
    known = len(meant) - meant.count(None)
    named = {NAME, Label.PROVIDER} & {*meant}
    return FEWEST_COLUMNS <= len(heads) <= MOST_COLUMNS and known >= KNOWN * len(meant) and bool(named)


def _rows(text: str, blocks: Sequence[Block], sign: str, width: int) -> list[Block]:
    """The lines below as rows, up to one that the sign does not part; headings between stay."""
    rows: list[Block] = []
    for block in blocks:
        cells = _cells(text, block.span, sign) if block.kind is not BlockKind.ROW else ()
        if block.kind is BlockKind.HEADING:
            rows.append(block)
            continue
        if len(cells) < max(2, width - 2):
            break
        cells = (*cells[: width - 1], (cells[width - 1][0], cells[-1][1])) if len(cells) > width else cells
        cells += ((block.end, block.end),) * (width - len(cells))
        rows.append(replace(block, kind=BlockKind.ROW, cells=cells, level=0, marker="", lead=None))
    while rows and rows[-1].kind is not BlockKind.ROW:
        rows.pop()
    return rows
