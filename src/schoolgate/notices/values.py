"""A row of the layout → the entry it says, each value with its words."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

from schoolgate.domain.catalogue import KnownService
from schoolgate.domain.reading import Confidence, Entry, Spans
from schoolgate.domain.vocabulary import Flow, Kind, ServiceType
from schoolgate.notices.addressee import as_addressed
from schoolgate.notices.choices import choice_of
from schoolgate.notices.clues import Sieve
from schoolgate.notices.dates import risk_assessed
from schoolgate.notices.holdings import data_of
from schoolgate.notices.items import ItemsFound, is_understood
from schoolgate.notices.kinds import BODIES, kind_of
from schoolgate.notices.names import in_catalogue, is_spelt_right
from schoolgate.notices.organisations import organisation_of
from schoolgate.notices.passage import Passage
from schoolgate.notices.people import subjects_of
from schoolgate.notices.purposes import purposes_of
from schoolgate.notices.rows import Label, Row
from schoolgate.notices.said import Said, cells, passage, printed, tidy, without_blanks
from schoolgate.notices.shorter_purposes import shorter
from schoolgate.notices.states import state_of, status_note_of
from schoolgate.notices.weighed_flows import weigh_flows
from schoolgate.notices.whose import as_headed
from schoolgate.notices.wording import Wording, load, pattern
from schoolgate.notices.year_groups import year_groups_of

RUNNING = (Label.PROSE, Label.DATA_AND_PURPOSE, Label.PURPOSE, Label.OTHER)
DATA_CELLS = (Label.DATA, Label.POTENTIAL_DATA)
_ASSESSED = re.compile(r"\bDPIA:? (?!policy|for\b)[^.;,()|\n]{3,25}")
_PRICE = re.compile(r"£\s?[1-9]")  # "£1,200 a year"
_LINKED = re.compile(r"\**\]\((?P<address>https?://[^\s()]+)\)")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]\"']+", re.IGNORECASE)
_FIELD_OF = {
    Label.PROVIDER: "organisation", Label.PURPOSE: "purposes", Label.DATA: "items",
    Label.POTENTIAL_DATA: "items", Label.CREATED_DATA: "items", Label.DATA_AND_PURPOSE: "items",
    Label.ENTERED_DATA: "items", Label.VIEWED_DATA: "items", Label.RECEIVED_DATA: "items",
    Label.UNSETTLED_DATA: "items", Label.LEFT_OUT_DATA: "items",
    Label.SUBJECTS: "subjects", Label.SERVICE_TYPE: "service_type",
    Label.YEAR_GROUPS: "year_groups", Label.RISK: "risk_assessed", Label.WEBSITE: "website",
    Label.PRIVACY_NOTICE: "privacy_notice_linked", Label.CONTROLS: "controls", Label.CHOICE: "choice",
    Label.BASIS: "basis", Label.CONDITION: "condition", Label.ROLE: "role", Label.RETENTION: "retention",
    Label.STORAGE: "storage", Label.TRANSFER: "transfer", Label.CONTRACT: "contract",
    Label.STATUS: "status_note", Label.VIA: "via", Label.ACCESS: "access", Label.ALTERNATIVE: "alternative",
}  # fmt: skip


def entry_of(row: Row, text: str) -> tuple[Entry, ...]:
    """The entry this row says, as a tuple of one: a row that is several is split before it comes here.

    Every value that is not None has its spans in `evidence`, and how sure it is in `confidence`. A label that
    is printed with nothing behind it leaves its field without a value, whatever other words could be read so.
    """
    row = without_blanks(text, row)
    labelled = tuple(_labelled(text, row))
    blank = _left_blank(labelled)
    known = in_catalogue(row.name)
    kind = kind_of(text, row, known)
    found = ItemsFound() if "items" in blank else _data(text, row, to_body=kind.value in BODIES)
    data = as_headed(text, row, as_addressed(text, found))
    purposes = () if "purposes" in blank else purposes_of(text, row)
    notice = () if "privacy_notice_linked" in blank else _privacy_notice(text, row)
    values: dict[str, Said[object]] = {"name": Said(row.name, row.name_spans, row.confident)}
    values |= _found(_with_spoken(text, row, dict(_read(text, row))))
    values |= _found(_by_name(text, row, known, kind))
    values = {name: said for name, said in values.items() if name not in blank}
    maker = values.get("organisation")
    purposes = shorter(purposes, row.name, str(maker.value) if maker else None)
    return (
        Entry(
            **{name: said.value for name, said in values.items()},  # type: ignore[arg-type]
            purposes=tuple(purpose.value for purpose in purposes),
            items=data.items,
            nothing_shared=bool(data.nothing),
            open_ended=data.open_ended,
            subjects=() if "subjects" in blank else subjects_of(text, row, data.items),
            privacy_notice_linked=bool(notice),
            blanks=_blanks(labelled),
            evidence=_evidence(values, purposes, data, notice),
            confidence=_confidence(text, row, values, purposes, data),
        ),
    )


def _data(text: str, row: Row, *, to_body: bool) -> ItemsFound:
    return weigh_flows(text, row, data_of(text, row, to_body=to_body))


def _read(text: str, row: Row) -> Iterator[tuple[str, Said[object] | None]]:
    labels = {cell.label for cell in row.cells}
    for name, read in _READERS.items():
        if not isinstance(read, Label):
            yield name, read(text, row)
        else:
            yield name, printed(text, row, read) if read in labels else None


def _by_name(
    text: str, row: Row, known: KnownService | None, kind: Said[Kind]
) -> dict[str, Said[object] | None]:
    return {
        "canonical": Said(known.name, row.name_spans, is_spelt_right(row.name)) if known else None,
        "kind": Said(kind.value, kind.spans, kind.sure),
        "organisation": organisation_of(text, row, known, kind.value),
        "choice": choice_of(text, row, is_body=kind.value in BODIES),
        "section": Said(row.section.heading, row.section.heading_spans)
        if row.section and row.section.heading_spans
        else None,
    }


def _found(values: Mapping[str, Said[object] | None]) -> dict[str, Said[object]]:
    return {name: said for name, said in values.items() if said is not None}


def _evidence(
    values: Mapping[str, Said[object]], purposes: Iterable[Said[str]], data: ItemsFound, notice: Spans
) -> dict[str, Spans]:
    spans = {name: said.spans for name, said in values.items()}
    spans["purposes"] = tuple(span for purpose in purposes for span in purpose.spans)
    spans["items"] = tuple(dict.fromkeys(span for item in data.items for span in item.evidence))
    spans["nothing_shared"], spans["privacy_notice_linked"] = data.nothing, notice
    return {name: found for name, found in spans.items() if found}


def _confidence(
    text: str, row: Row, values: Mapping[str, Said[object]], purposes: Iterable[Said[str]], data: ItemsFound
) -> dict[str, Confidence]:
    sure = {name: said.sure for name, said in values.items()}
    if any(True for _ in purposes):
        sure["purposes"] = all(purpose.sure for purpose in purposes)
    if data.items or data.nothing:
        settled = all(item.flow is not Flow.UNKNOWN and item.certain for item in data.items)
        told = [Passage.of(text, cell.spans) for cell in cells(row, *DATA_CELLS)]
        understood = bool(data.nothing) or all(is_understood(words) for words in told)
        sure["items"] = row.confident and settled and bool(told) and understood
    return {name: Confidence.SURE if is_sure else Confidence.CHECK for name, is_sure in sure.items()}


def _blanks(labelled: Iterable[tuple[str, bool]]) -> tuple[str, ...]:
    """The fields whose label is printed with nothing behind it."""
    return tuple(dict.fromkeys(name for name, is_empty in labelled if is_empty))


def _left_blank(labelled: Sequence[tuple[str, bool]]) -> frozenset[str]:
    """Those of the blanks that no other label of the row fills."""
    filled = {name for name, is_empty in labelled if not is_empty}
    return frozenset(_blanks(labelled)) - filled


def _labelled(text: str, row: Row) -> Iterator[tuple[str, bool]]:
    """Each labelled cell's field, and whether nothing stands in the cell."""
    for cell in row.cells:
        if cell.label in _FIELD_OF:
            yield _FIELD_OF[cell.label], not tidy(Passage.of(text, cell.spans).words)


def _service_type(text: str, row: Row) -> Said[ServiceType] | None:
    words = passage(text, row, Label.SERVICE_TYPE)
    likely = _types().left(words.folded) if words.words else ()
    hits = [
        (match.start(), kind, match) for kind, wording in likely for match in wording.finditer(words.folded)
    ]
    priced = _PRICE.search(words.words)
    if priced and not any(kind is ServiceType.FREE for _, kind, _ in hits):
        hits.append((priced.start(), ServiceType.PURCHASED, priced))
    if not hits or words.folded.lstrip().startswith(("n/a", "not applicable")):
        return None
    _, kind, match = min(hits, key=lambda hit: hit[0])
    return Said(kind, words.spans(*match.span()))


def _risk(text: str, row: Row) -> Said[str] | None:
    cell = passage(text, row, Label.RISK)
    if cell.words:
        return risk_assessed(cell)
    for sentence in passage(text, row, *RUNNING, Label.STATUS).sentences():
        if _wording("risk", "spoken_of").search(sentence.folded) and (found := risk_assessed(sentence)):
            return Said(found.value, found.spans, sure=False)
    return _risk_in_line(text, row)


def _risk_in_line(text: str, row: Row) -> Said[str] | None:
    """ "Sparx Maths .... DPIA Aug 2023 .... name, UPN": behind the name in its line."""
    if not row.name_spans:
        return None
    line = text.find("\n", row.name_spans[-1][1])
    told = _ASSESSED.search(text, row.name_spans[-1][1], line if line >= 0 else len(text))
    found = risk_assessed(Passage.of(text, (told.span(),))) if told else None
    return Said(found.value, found.spans, sure=False) if found else None


def _website(text: str, row: Row) -> Said[str] | None:
    for label in (Label.WEBSITE, Label.PRIVACY_NOTICE, *RUNNING):
        words = passage(text, row, label)
        match = _URL.search(words.words)
        if match:
            address = match[0].rstrip(".,;:")
            place = words.spans(match.start(), match.start() + len(address))
            return Said(address, place, sure=label not in RUNNING)
    return printed(text, row, Label.WEBSITE) or _behind_name(text, row)


def _behind_name(text: str, row: Row) -> Said[str] | None:
    """ "[Sumdog](https://…)": where the name itself leads."""
    end = row.name_spans[-1][1] if row.name_spans else len(text)
    link = _LINKED.match(text, end)
    return Said(link["address"], (link.span("address"),)) if link else None


def _privacy_notice(text: str, row: Row) -> Spans:
    own = passage(text, row, Label.PRIVACY_NOTICE)
    if tidy(own.words):
        return own.whole() if tidy(own.folded) not in ("no", "none", "n/a", "not available") else ()
    words = passage(text, row, *RUNNING, Label.DATA, Label.PROVIDER)
    match = _wording("privacy_notice").search(words.folded)
    return words.spans(*match.span()) if match else ()


def _with_spoken(
    text: str, row: Row, values: dict[str, Said[object] | None]
) -> dict[str, Said[object] | None]:
    """For a field that no cell fills, the first sentence of the row's running words that speaks of it."""
    told = dict(values)
    for sentence in passage(text, row, *RUNNING, Label.CONTROLS).sentences():
        for name in _spoken_of().left(sentence.folded):
            if not told[name] and _wording(name).search(sentence.folded):
                told[name] = Said(sentence.tidy(), sentence.whole(), sure=False)
    return told


# A label: as its cell is printed.
_READERS: dict[str, Callable[[str, Row], Said[object] | None] | Label] = {
    "service_type": _service_type,
    "year_groups": year_groups_of,
    "risk_assessed": _risk,
    "website": _website,
    "alternative": Label.ALTERNATIVE,
    "via": Label.VIA,
    "access": Label.ACCESS,
    "controls": Label.CONTROLS,
    "state": state_of,
    "status_note": status_note_of,
    "basis": Label.BASIS,
    "condition": Label.CONDITION,
    "role": Label.ROLE,
    "retention": Label.RETENTION,
    "storage": Label.STORAGE,
    "transfer": Label.TRANSFER,
    "contract": Label.CONTRACT,
}


@cache
def _spoken_of() -> Sieve[str]:
    names = ("alternative", "via", "access", "controls", "basis", "retention", "storage")
    return Sieve((_wording(name).ways, name) for name in names)


@cache
def _types() -> Sieve[tuple[ServiceType, Wording]]:
    told = [(kind, pattern(load("fields.toml")["service_type"][kind])) for kind in ServiceType]
    return Sieve((wording.ways, (kind, wording)) for kind, wording in told)


@cache
def _wording(name: str, part: str = "phrases") -> Wording:
    return pattern(load("fields.toml")[name][part])
