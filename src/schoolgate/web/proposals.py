"""What a machine read in a notice, as a person goes through it: one proposal for each recipient."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from schoolgate.actions.reviewing import apply
from schoolgate.domain.document import Review, ReviewAction
from schoolgate.domain.reading import Confidence, Entry, ItemRead, Reading, Span, Spans
from schoolgate.domain.vocabulary import EntryState, Flow
from schoolgate.web.templatetags.words import item_label, plain

# The facts a proposal shows, in this order; those that the notice does not give are left out.
FACTS = (
    "canonical",
    "organisation",
    "kind",
    "service_type",
    "section",
    "year_groups",
    "risk_assessed",
    "state",
    "status_note",
    "choice",
    "alternative",
    "basis",
    "condition",
    "role",
    "retention",
    "storage",
    "transfer",
    "contract",
    "via",
    "access",
    "controls",
    "website",
)
NEEDED = {"purposes": "what it is for", "items": "what is shared"}
SILENT = (None, "", EntryState.UNKNOWN)


class RowState(StrEnum):
    """How much a person has to look: MISSING lacks what a register needs, CHECK was not read for certain."""

    SURE = "sure"
    CHECK = "check"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """`at`: where its first words begin in the notice; None: nobody's words but a person's."""

    field: str
    value: str
    is_sure: bool
    at: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """`number` counts from 1, as the review file does. `said` is the last word on the whole entry."""

    number: int
    entry: Entry
    state: RowState
    quote: str
    facts: tuple[Fact, ...]
    items: tuple[tuple[Flow, tuple[Fact, ...]], ...]
    missing: tuple[str, ...]
    said: Review | None

    @property
    def is_settled(self) -> bool:
        return self.said is not None

    @property
    def is_out(self) -> bool:
        return self.said is not None and self.said.action in {ReviewAction.REJECT, ReviewAction.MERGE}


def proposals(reading: Reading, decisions: Sequence[Review]) -> tuple[Proposal, ...]:
    """Every entry with people's edits in it, in printed order, those left out as well."""
    edits = [one for one in decisions if one.action is ReviewAction.EDIT]
    edited = apply(reading, edits).entries
    said = {one.entry: one for one in decisions}
    return tuple(_proposal(index, entry, reading, said.get(index)) for index, entry in enumerate(edited))


def _proposal(index: int, entry: Entry, reading: Reading, said: Review | None) -> Proposal:
    missing = tuple(words for field, words in NEEDED.items() if not getattr(entry, field))
    missing = () if entry.nothing_shared else missing
    return Proposal(
        number=index + 1,
        entry=entry,
        state=_state(entry, missing),
        quote=source_of(reading, reading.entries[index]),
        facts=tuple(_facts(entry)),
        items=_items(entry),
        missing=missing,
        said=said,
    )


def _state(entry: Entry, missing: Sequence[str]) -> RowState:
    if missing:
        return RowState.MISSING
    unsure = Confidence.CHECK in entry.confidence.values()
    unknown = any(one.flow is Flow.UNKNOWN for one in entry.items)
    return RowState.CHECK if unsure or unknown else RowState.SURE


def _facts(entry: Entry) -> Iterable[Fact]:
    if entry.purposes:
        yield _fact(entry, "purposes", "; ".join(entry.purposes))
    for field in FACTS:
        value = getattr(entry, field)
        if value not in SILENT:
            yield _fact(entry, field, plain(value))


def _fact(entry: Entry, field: str, value: str) -> Fact:
    sure = entry.confidence.get(field, Confidence.SURE) is Confidence.SURE
    return Fact(field=field, value=value, is_sure=sure, at=_first(entry.evidence.get(field, ())))


def _items(entry: Entry) -> tuple[tuple[Flow, tuple[Fact, ...]], ...]:
    by_flow: dict[Flow, list[Fact]] = {}
    for one in entry.items:
        by_flow.setdefault(one.flow, []).append(_item_fact(entry, one))
    return tuple((flow, tuple(by_flow[flow])) for flow in Flow if flow in by_flow)


def _item_fact(entry: Entry, one: ItemRead) -> Fact:
    words = item_label(one.item) if one.certain else f"{item_label(one.item)} (perhaps)"
    sure = one.certain and entry.confidence.get("items") is not Confidence.CHECK
    return Fact(field=one.item, value=words, is_sure=sure, at=_first(one.evidence))


def _first(spans: Spans) -> int | None:
    return next((start for start, end in spans if start < end), None)


def words_at(text: str, spans: Spans) -> str:
    return " … ".join(text[start:end] for start, end in spans)


def source_of(reading: Reading, entry: Entry) -> str:
    """The words that say who, what for and what: on a phone they stand in for the notice beside it."""
    who, what_for = entry.evidence.get("name", ()), entry.evidence.get("purposes", ())
    found = {*who, *what_for, *(span for one in entry.items for span in one.evidence)}
    return words_at(reading.text, tuple(sorted(found)))


def spans_of(reading: Reading) -> Mapping[int, tuple[Span, ...]]:
    """Entry number, from 1 → every place in the notice where something of it was read."""
    return {number: tuple(_evidence(entry)) for number, entry in enumerate(reading.entries, 1)}


def _evidence(entry: Entry) -> Iterable[Span]:
    for spans in (*entry.evidence.values(), *(one.evidence for one in entry.items)):
        yield from spans
