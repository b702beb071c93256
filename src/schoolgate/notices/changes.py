"""A log of changes: "Added: A (name); B", "Removed: C"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from schoolgate.domain.reading import Span
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.cutting import without_edges
from schoolgate.notices.draft import Draft
from schoolgate.notices.items import is_all_data
from schoolgate.notices.name_lists import parted_at, split_names
from schoolgate.notices.naming import named
from schoolgate.notices.passage import Passage
from schoolgate.notices.rows import Cell, Label

CUE = re.compile(
    r"[+~–-]?\s*(?:(?P<added>(?i:added|new|joined|started))"
    r"|(?P<gone>(?i:removed|dropped|ended|closed|withdrawn|stopped|left|deleted))"
    r"|(?P<changed>(?i:changed|amended|altered|updated)))"
    r"(?: (?:this|last) (?:year|term))?(?:\s*[:–—-]\s*|\s+(?=[A-Z0-9]))(?=\S)"
)
FEWEST = 2  # lines of a log
MOST_NAME_WORDS = 8


def settle_changes(draft: Draft, blocks: Sequence[Block]) -> list[Block]:
    """The blocks but for those lines: who was added has a row, who was removed is denied.

    All of them, unchanged, where the page has no line of what was removed beside another of changes.
    """
    cues = {at: cue for at, block in enumerate(blocks) if (cue := _cue(draft.text, block))}
    if len(cues) < FEWEST or not any(cue["gone"] for cue in cues.values()):
        return [*blocks]
    settled: list[Block] = []
    for at, block in enumerate(blocks):
        if at not in cues:
            settled.append(block)
        elif cues[at]["changed"]:
            settled.append(replace(block, kind=BlockKind.LINE, start=cues[at].end(), marker="", lead=None))
        else:
            _settle(draft, (cues[at].end(), block.end), gone=bool(cues[at]["gone"]))
    return settled


def _cue(text: str, block: Block) -> re.Match[str] | None:
    plain = block.kind in (BlockKind.LINE, BlockKind.BULLET)
    return CUE.match(text, *block.span) if plain else None


def _settle(draft: Draft, rest: Span, *, gone: bool) -> None:
    for part in parted_at(draft.text, rest, ";"):
        words = without_edges(draft.text, part)
        for name in split_names(draft.text, words) if gone else [words]:
            one = named(draft.text, name, several=False)[0]
            if len(one.name.split()) > MOST_NAME_WORDS:
                draft.loose.append(name)
            elif gone:
                draft.deny(one)
            else:
                one.cells = [_told(draft.text, cell) for cell in one.cells]
                draft.add_row(one)


def _told(text: str, cell: Cell) -> Cell:
    data = cell.label is Label.PROSE and is_all_data(Passage.of(text, cell.spans))
    return replace(cell, label=Label.DATA) if data else cell
