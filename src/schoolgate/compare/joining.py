"""One document with what the school's other papers say where it is silent."""

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any

from schoolgate.domain.catalogue import fold
from schoolgate.domain.reading import Entry, ItemRead, Reading, Spans, Statement
from schoolgate.domain.vocabulary import EntryState

BETWEEN = "\n\n"
# Not taken from another paper: what the row is called here, where it stands here, and how it was read.
_OF_THE_ROW = frozenset({"name", "section", "blanks", "evidence", "confidence", "items", "subjects"})
_SILENT: tuple[object, ...] = (None, (), "", False, EntryState.UNKNOWN)


def joined(reading: Reading, others: Sequence[Reading]) -> Reading:
    """The same recipients, their blanks filled from the others' rows of the same service; every paper's
    statements. Spans count in the joined text, which begins with the document's own."""
    for other in others:
        reading = _with(reading, other)
    return reading


def _with(reading: Reading, other: Reading) -> Reading:
    by = len(reading.text) + len(BETWEEN)
    moved = [_moved(entry, by) for entry in other.entries]
    return replace(
        reading,
        text=f"{reading.text}{BETWEEN}{other.text}",
        entries=tuple(_filled(entry, moved) for entry in reading.entries),
        statements=(*reading.statements, *_statements(other.statements, by)),
    )


def _statements(said: Iterable[Statement], by: int) -> Iterable[Statement]:
    """What another paper says of the rows under a heading holds under the heading of that name here."""
    return (replace(one, evidence=_shifted(one.evidence, by)) for one in said if one.applies_to != "entry")


def _filled(entry: Entry, others: Sequence[Entry]) -> Entry:
    for other in others:
        if _name(other) == _name(entry):
            entry = _filled_from(entry, other)
    return entry


def _filled_from(entry: Entry, other: Entry) -> Entry:
    blank = [
        field.name
        for field in fields(Entry)
        if field.name not in _OF_THE_ROW
        and getattr(entry, field.name) in _SILENT
        and getattr(other, field.name) not in _SILENT
    ]
    if not entry.items and not entry.nothing_shared:
        blank.append("items")
    taken: dict[str, Any] = {name: getattr(other, name) for name in blank}
    evidence = {name: other.evidence[name] for name in blank if name in other.evidence}
    left = tuple(name for name in entry.blanks if name not in blank)
    return replace(entry, **taken, blanks=left, evidence={**entry.evidence, **evidence})


def _name(entry: Entry) -> str:
    return fold(entry.canonical or entry.name)


def _moved(entry: Entry, by: int) -> Entry:
    return replace(
        entry,
        items=tuple(_moved_item(item, by) for item in entry.items),
        evidence={name: _shifted(spans, by) for name, spans in entry.evidence.items()},
    )


def _moved_item(item: ItemRead, by: int) -> ItemRead:
    return replace(item, evidence=_shifted(item.evidence, by))


def _shifted(spans: Spans, by: int) -> Spans:
    return tuple((start + by, end + by) for start, end in spans)
