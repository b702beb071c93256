"""Which way a table's data go, where its heading or a column "Source" says so."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from schoolgate.domain.catalogue import fold
from schoolgate.domain.reading import Span
from schoolgate.domain.vocabulary import Flow
from schoolgate.notices.draft import Draft, Drafted
from schoolgate.notices.flows import ways_said
from schoolgate.notices.labels import exact_meaning
from schoolgate.notices.listing import listed
from schoolgate.notices.passage import Passage
from schoolgate.notices.rows import Cell, Label
from schoolgate.notices.wording import load

WAYS = {
    "received_data": Label.RECEIVED_DATA,
    "entered_data": Label.ENTERED_DATA,
    "viewed_data": Label.VIEWED_DATA,
    "created_data": Label.CREATED_DATA,
}
LABELS = {
    Flow.RECEIVED: Label.RECEIVED_DATA,
    Flow.ENTERED_BY_FAMILIES: Label.ENTERED_DATA,
    Flow.VIEWED: Label.VIEWED_DATA,
    Flow.CREATED: Label.CREATED_DATA,
}
KEY = re.compile(r"\b(?P<mark>[A-Z])\s*=\s*(?P<words>[a-z][^,;.|\n=]{3,50})")
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


def turn_by_direction(text: str, rows: Sequence[Drafted]) -> None:
    """Gives data the way that a column "How" or "Direction" says, in words or by a letter of a key:
    "S = sent by us, R = returned to us".
    """
    key = {match["mark"]: fold(match["words"]) for match in KEY.finditer(text)}
    for row in rows:
        told = next((cell for cell in row.cells if _is_direction(cell)), None)
        ways = [_way_of(key, text[slice(*span)]) for span in told.spans] if told else []
        # "Names uploaded; reason given by parents" is of each item, and read with the row's own words.
        if told and any(ways) and not any(_is_of_items(text, span) for span in told.spans):
            row.cells = [part for cell in row.cells if cell is not told for part in _split(cell, ways)]


def _is_of_items(text: str, span: Span) -> bool:
    several = re.search("[;,]", text[slice(*span)]) is not None
    return several and any(listed(Passage.of(text, (span,))))


def _is_direction(cell: Cell) -> bool:
    return cell.printed_label is not None and fold(cell.printed_label) in _sources()["directions"]


def way_of_words(words: str) -> Label | None:
    """What words such as "we send", "made in the system" or "seen only" make of data; None where unsure."""
    return _way_of({}, words)


def _way_of(key: Mapping[str, str], words: str) -> Label | None:
    said = key.get(words.strip(" .()"), fold(words))
    listed = next((meant for meant in _meanings() if said in _sources()[meant]), "")
    if listed:
        return WAYS.get(listed, Label.DATA)
    ways = ways_said(said)
    # "Generated while using the service": what is used is not sent.
    told = [label for flow, label in LABELS.items() if flow in ways] or [Label.DATA] * (Flow.SENT in ways)
    return told[0] if len(told) == 1 else None


def _split(cell: Cell, ways: Sequence[Label | None]) -> Iterator[Cell]:
    """One cell for each line that has a way of its own; all of it where there is one way."""
    if cell.label is not Label.DATA or (len(ways) > 1 and len(cell.spans) != len(ways)):
        yield cell
        return
    for span, way in zip(cell.spans if len(ways) > 1 else [None], ways, strict=True):
        yield replace(cell, label=way or cell.label, spans=cell.spans if span is None else (span,))


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
    return (key for key in _sources() if key not in ("headings", "directions"))


@cache
def _sources() -> dict[str, frozenset[str]]:
    return {key: frozenset(map(fold, words)) for key, words in load("fields.toml")["source"].items()}
