"""What a reading becomes after a person has gone through it."""

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from schoolgate.domain.document import Review, ReviewAction
from schoolgate.domain.errors import Invalid
from schoolgate.domain.items import load_items, load_states
from schoolgate.domain.reading import Confidence, Entry, ItemRead, Reading
from schoolgate.domain.vocabulary import ChoiceKind, EntryState, Flow, Kind, ServiceType

COLUMNS = ("entry", "action", "field", "value")
_KINDS: Mapping[str, Any] = {
    "kind": Kind,
    "service_type": ServiceType,
    "choice": ChoiceKind,
    "state": EntryState,
}
_TEXTS = frozenset(
    {"name", "canonical", "organisation", "year_groups", "risk_assessed", "website", "alternative", "via"}
    | {"access", "controls", "status_note", "basis", "condition", "role", "retention", "storage"}
    | {"transfer", "contract"}
)
_NUMBER = re.compile(r"[0-9]{1,6}")
_MONTH = re.compile(r"(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])|awaiting|")
EDITABLE = tuple(sorted([*_KINDS, *_TEXTS, "purposes", "items"]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """What stands after review: entries in printed order, and the names of those that went."""

    entries: tuple[Entry, ...]
    rejected: tuple[str, ...]
    merged: tuple[tuple[str, str], ...]  # name, into which


def parse_review(text: str, reading: Reading, *, document: int, by: str, at: datetime) -> tuple[Review, ...]:
    """A decisions CSV: entry (its number from 1, or its name), action, field, value.

    Raises  Invalid naming the line; nothing of the file is then used.
    """
    try:
        return tuple(_decisions(text, reading, document=document, by=by, at=at))
    except csv.Error as error:
        raise Invalid(
            "The review was not used: it stops being a table. If half of the file is missing, save it again."
        ) from error


def _decisions(text: str, reading: Reading, *, document: int, by: str, at: datetime) -> Iterator[Review]:
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    if missing := [c for c in ("entry", "action") if c not in (rows.fieldnames or ())]:
        raise Invalid(
            f"The review was not used: the column '{missing[0]}' is missing. "
            f"The columns are {', '.join(COLUMNS)}."
        )
    for row in rows:
        if None in row:
            raise Invalid(
                f"The review was not used: line {rows.line_num} has more cells than there are columns. "
                "Put a value that holds a comma in quotes."
            )
        yield _decision(row, rows.line_num, reading, document=document, by=by, at=at)


def _decision(
    row: Mapping[str, str | None], line: int, reading: Reading, *, document: int, by: str, at: datetime
) -> Review:
    action = (row.get("action") or "").strip().lower()
    if action not in set(ReviewAction):
        raise Invalid(
            f"The review was not used: line {line} says '{action}'. It can say {', '.join(ReviewAction)}."
        )
    decision = Review(
        document=document,
        entry=_number(row.get("entry") or "", line, reading) - 1,
        action=ReviewAction(action),
        field=(row.get("field") or "").strip() or None,
        value=_stored(action, row.get("value") or ""),
        by=by,
        at=at,
    )
    check(decision, reading, f"line {line}")
    return decision


def _stored(action: str, value: str) -> object:
    """As Review keeps it: a merge names its target's index, from 0."""
    if action == ReviewAction.MERGE and _NUMBER.fullmatch(value.strip()):
        return int(value) - 1
    return value


def _number(word: str, line: int, reading: Reading) -> int:
    if _NUMBER.fullmatch(word.strip()):
        return int(word)
    found = [n for n, e in enumerate(reading.entries, 1) if e.name.casefold() == word.strip().casefold()]
    if len(found) != 1:
        often = "no entry" if not found else f"{len(found)} entries"
        raise Invalid(
            f"The review was not used: line {line} names '{word}', and {often} of the notice go by that. "
            "Use the entry's number."
        )
    return found[0]


def check(decision: Review, reading: Reading, where: str) -> None:
    """Raises Invalid where the decision can't be carried out."""
    problem = _problem(decision, len(reading.entries))
    if problem:
        raise Invalid(f"The review was not used: {where} {problem}")


def _problem(decision: Review, count: int) -> str | None:
    if not 0 <= decision.entry < count:
        return f"is about entry {decision.entry + 1}, and the notice has {count}."
    if decision.action is ReviewAction.EDIT and decision.field not in EDITABLE:
        return f"edits '{decision.field}'. What can be edited: {', '.join(EDITABLE)}."
    if decision.action is ReviewAction.MERGE and not _is_other_entry(decision, count):
        return "merges into something that is not another entry's number."
    if decision.action is ReviewAction.EDIT:
        return _wrong_value(str(decision.field), str(decision.value or ""))
    return None


def _is_other_entry(decision: Review, count: int) -> bool:
    into = decision.value
    return isinstance(into, int) and 0 <= into < count and into != decision.entry


def _wrong_value(field: str, value: str) -> str | None:
    if field in _KINDS and value and value not in set(_KINDS[field]):
        return f"sets {field} to '{value}'. It can be {', '.join(_KINDS[field])}."
    if field == "name" and not value.strip():
        return "sets the name to nothing. Reject the entry, or give it a name."
    if field == "risk_assessed" and not _MONTH.fullmatch(value):
        return f"sets risk_assessed to '{value}'. It can be a month such as 2026-09, or awaiting."
    if field == "items":
        for part in _parts(value):
            key, _, flow = part.partition(":")
            if key not in load_items() | load_states() or (flow or "sent") not in set(Flow):
                return f"sets the item '{part}'. Write items as full_name:sent; medical:created."
    return None


def apply(reading: Reading, decisions: Sequence[Review]) -> Reviewed:
    """The entries as they stand after these decisions, oldest first. An edited value has no quote."""
    entries: dict[int, Entry] = dict(enumerate(reading.entries))
    rejected: set[int] = set()
    merges: dict[int, int] = {}
    for one in decisions:
        rejected.discard(one.entry)
        merges.pop(one.entry, None)
        if one.action is ReviewAction.REJECT:
            rejected.add(one.entry)
        elif one.action is ReviewAction.MERGE:
            merges[one.entry] = int(one.value)
        elif one.action is ReviewAction.EDIT:
            entries[one.entry] = _edited(entries[one.entry], str(one.field), str(one.value or ""))
    for source in merges:
        target = _end_of(source, merges, rejected)
        entries[target] = _merged(entries[target], entries[source])
    gone = rejected | set(merges)
    return Reviewed(
        entries=tuple(entry for number, entry in entries.items() if number not in gone),
        rejected=tuple(entries[number].name for number in sorted(rejected)),
        merged=tuple((entries[source].name, entries[target].name) for source, target in merges.items()),
    )


def _end_of(entry: int, merges: Mapping[int, int], rejected: Collection[int]) -> int:
    """The entry in which this one ends up. Raises Invalid where that is none: nothing goes unseen."""
    passed, target = {entry}, merges[entry]
    while target in merges and target not in passed:
        passed.add(target)
        target = merges[target]
    if target in passed or target in rejected:
        why = "into each other" if target in passed else f"into entry {target + 1}, which is rejected"
        raise Invalid(
            f"The review was not used: entry {entry + 1} is merged {why}, so nothing would be left of it. "
            "Accept one of them, or reject both."
        )
    return target


def _edited(entry: Entry, field: str, value: str) -> Entry:
    evidence = {name: spans for name, spans in entry.evidence.items() if name != field}
    confidence = {**entry.confidence, field: Confidence.SURE}
    changed: dict[str, Any] = {field: _items(entry, value) if field == "items" else _value(field, value)}
    return replace(entry, evidence=evidence, confidence=confidence, **changed)


def _value(field: str, value: str) -> object:
    if field in _KINDS:
        return _KINDS[field](value) if value else None
    if field == "purposes":
        return tuple(_parts(value))
    return value or None


def _items(entry: Entry, value: str) -> tuple[ItemRead, ...]:
    """What the edit leaves as it was read keeps its words, its subjects and its conditions."""
    held = {(one.item, one.flow): one for one in entry.items}
    pairs = [part.partition(":") for part in _parts(value)]
    wanted = [(key, Flow(flow or "sent")) for key, _, flow in pairs]
    return tuple(held.get(one) or ItemRead(item=one[0], flow=one[1]) for one in wanted)


def _parts(value: str) -> list[str]:
    return [part.strip() for part in value.split(";") if part.strip()]


def _merged(entry: Entry, other: Entry) -> Entry:
    held = {(item.item, item.flow) for item in entry.items}
    return replace(
        entry,
        purposes=tuple(dict.fromkeys([*entry.purposes, *other.purposes])),
        items=(*entry.items, *(item for item in other.items if (item.item, item.flow) not in held)),
    )
