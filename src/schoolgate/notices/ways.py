"""Which way a table's data go, where its heading or a column "Source" says so."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from schoolgate.domain.catalogue import fold
from schoolgate.notices.draft import Draft, Drafted
from schoolgate.notices.labels import exact_meaning
from schoolgate.notices.rows import Cell, Label
from schoolgate.notices.wording import load

WAYS = {
    "received_data": Label.RECEIVED_DATA,
    "entered_data": Label.ENTERED_DATA,
    "viewed_data": Label.VIEWED_DATA,
    "created_data": Label.CREATED_DATA,
}
BRACKETS = re.compile(r"\(([^()]+)\)")


def settle_ways(draft: Draft, rows: Sequence[Drafted]) -> None:
    """Gives the data cells of a table's rows the way that its heading, or each row's source, says."""
    sources = [_source(draft, row) for row in rows]
    # A record of processing says where the school has data from; there it is no source itself.
    told = "school" in sources or "created_data" in sources
    for row, source in zip(rows, sources, strict=True):
        way = _headed_way(row) or (WAYS.get(source) if told else None)
        if way:
            row.cells = [_turned(cell, way) for cell in row.cells]


def _turned(cell: Cell, way: Label) -> Cell:
    return replace(cell, label=way) if cell.label is Label.DATA else cell


def _headed_way(row: Drafted) -> Label | None:
    """ "Third parties (data in)": the nearest heading that says a way, whole or in its brackets."""
    group = row.group
    while group:
        for words in (group.heading, *BRACKETS.findall(group.heading)):
            if way := WAYS.get(exact_meaning(words) or ""):
                return way
        group = group.parent
    return None


def _source(draft: Draft, row: Drafted) -> str:
    """What the row's cell under "Source" says: "school", a label of data, or nothing we know."""
    for cell in row.cells:
        if cell.printed_label and fold(cell.printed_label) in _sources()["headings"]:
            words = " ".join(fold(draft.words(span)) for span in cell.spans)
            return next((meant for meant in _meanings() if words in _sources()[meant]), "")
    return ""


def _meanings() -> Iterator[str]:
    return (key for key in _sources() if key != "headings")


@cache
def _sources() -> dict[str, frozenset[str]]:
    return {key: frozenset(map(fold, words)) for key, words in load("fields.toml")["source"].items()}
