"""Tables that are turned: a service at the head of each column, what is said of it down the side."""

import re
from collections.abc import Sequence
from dataclasses import replace

from schoolgate.domain.catalogue import fold
from schoolgate.domain.reading import Span
from schoolgate.notices.blocks import Block
from schoolgate.notices.draft import Column, Draft
from schoolgate.notices.fields import NOTHING
from schoolgate.notices.labels import NAME, meaning
from schoolgate.notices.names import recognise
from schoolgate.notices.rows import Label
from schoolgate.notices.shown_columns import WHOSE, shown
from schoolgate.notices.stacked import DATA, fit_of

FEWEST_NAMES, FEWEST_FACTS = 2, 2
MOST_FACT_WORDS = 8
KNOWN = 0.5  # share of the facts that are labels we know
TELLING = (*DATA, Label.ENTERED_DATA, Label.RECEIVED_DATA, Label.PURPOSE)

Columns = list[Column]


def turned(draft: Draft, rows: Sequence[Block]) -> tuple[Columns, list[tuple[Span, ...]]] | None:
    """The table stood upright: its columns, and a row of cells for each service; None for another table."""
    head, *facts = [row for row in rows if sum(1 for start, end in row.cells if start < end) > 1] or rows
    if facts and all(len(row.cells) == len(head.cells) + 1 for row in facts):
        head = replace(head, cells=((head.start, head.start), *head.cells))  # the corner is left out
    names = [n for n, cell in enumerate(head.cells) if n and cell[0] < cell[1]]
    if len(names) < FEWEST_NAMES or len(facts) < FEWEST_FACTS or not _are_names(draft, head, names):
        return None
    columns = _columns(draft, facts, names)
    if columns is None:
        return None
    return columns, [(head.cells[n], *(_cell(row, n) for row in facts)) for n in names]


def _cell(row: Block, n: int) -> Span:
    return row.cells[n] if n < len(row.cells) else (row.end, row.end)


def _are_names(draft: Draft, head: Block, names: Sequence[int]) -> bool:
    """Nothing or a label at the corner, and names beside it, none of them a label or data."""
    corner = draft.words(head.cells[0])
    words = [draft.words(head.cells[n]) for n in names]
    titled = all(re.match(r"(?:the |our )?[A-Z0-9*]|[a-z]{1,2}[A-Z]", one) for one in words)
    short = all(len(one.split()) <= MOST_FACT_WORDS for one in [corner, *words])
    known = sum(1 for one in words if fit_of(one, NAME) > 0)
    return titled and short and known * 2 >= len(words) and not any(map(meaning, words))


def _columns(draft: Draft, facts: Sequence[Block], names: Sequence[int]) -> Columns | None:
    """A column for each fact. Most are labels, or say by what stands behind them what they are for."""
    printed = [draft.words(row.cells[0]) for row in facts]
    if any(len(one.split()) > MOST_FACT_WORDS or not one for one in printed):
        return None
    cells = [[words for n in names if _tells(words := draft.words(_cell(row, n)))] for row in facts]
    heads = [Column(NAME, None), *(Column(meaning(one), one) for one in printed)]
    found = shown(heads, [[], *cells])
    meant = [column.meant for column in found[1:]]
    known = sum(1 for one in printed if meaning(one) or WHOSE.match(one))
    if (
        any(recognise(one) for one in printed)
        or known < KNOWN * len(meant)
        or not {*TELLING} & {*meant}
        or NAME in meant
    ):
        return None
    return [*found]


def _tells(words: str) -> bool:
    return bool(words.strip()) and fold(words) not in NOTHING
