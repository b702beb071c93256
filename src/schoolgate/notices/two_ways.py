"""Labels that say which way data go: "School to portal: absences. Portal to school: changes of address"."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from schoolgate.domain.reading import Span
from schoolgate.notices.draft import Drafted
from schoolgate.notices.lines import trimmed
from schoolgate.notices.rows import Cell, Label
from schoolgate.notices.way_labels import way_label, ways_in
from schoolgate.notices.wording import load

PARTED = frozenset((Label.PROSE, Label.PURPOSE, Label.OTHER, Label.DATA_AND_PURPOSE))
WHOSE = re.compile(
    r"(?P<whose>(?:Teachers|Teaching staff|Staff|Governors|Trustees|Volunteers|Visitors|Parents|Pupils)"
    r"(?: and [a-z]+)?) only\s*:\s+(?=\S)"
)
NOTHING = re.compile(r"(?:nothing|none|nil)\b[. ]+\S", re.IGNORECASE)


def part_two_ways(text: str, rows: Sequence[Drafted]) -> None:
    """Makes data of what such a label leads to, in the words about a recipient."""
    for row in rows:
        row.cells = [part for cell in row.cells for part in _parts(text, cell)]


def _parts(text: str, cell: Cell) -> Iterator[Cell]:
    printed = way_label(cell.printed_label) if cell.printed_label else None
    if printed and cell.label is not printed:
        yield Cell(label=printed, spans=cell.spans, printed_label=cell.printed_label)
        return
    whose = WHOSE.match(text, *cell.spans[0]) if cell.label in PARTED and len(cell.spans) == 1 else None
    if whose:
        yield Cell(label=Label.SUBJECTS, spans=(whose.span("whose"),))
        yield Cell(label=Label.DATA, spans=((whose.end(), cell.spans[0][1]),))
        return
    if cell.label not in PARTED or not any(ways_in(text, span) for span in cell.spans):
        yield cell
        return
    for span in cell.spans:
        yield from _of_span(text, span, cell)


def _of_span(text: str, span: Span, cell: Cell) -> Iterator[Cell]:
    at = span[0]
    for way, label in ways_in(text, span):
        yield from _said(text, (at, label.start()), cell)
        if NOTHING.match(text, label.end(), span[1]):
            at = label.end()  # "School to them: nothing. You fill in their form" is said whole
            continue
        stop = _end().search(text, label.end(), span[1])
        at = stop.start() if stop else span[1]
        if data := _filled(text, (label.end(), at)):
            yield Cell(label=way, spans=(data,), printed_label=label["label"])
    yield from _said(text, (at, span[1]), cell)


def _said(text: str, span: Span, cell: Cell) -> Iterator[Cell]:
    if words := _filled(text, span):
        yield Cell(label=cell.label, spans=(words,), printed_label=cell.printed_label)


def _filled(text: str, span: Span) -> Span | None:
    start, end = trimmed(text, span)
    while start < end and text[start] in ".;,: ":
        start += 1
    return (start, end) if start < end else None


@cache
def _end() -> re.Pattern[str]:
    """Where the data of a label is over: its sentence, or the clause that says when."""
    return re.compile("|".join(load("way_labels.toml")["ends"]))
