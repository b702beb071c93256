"""An entry that was read → a draft agreement. Nothing is in force until a person approves it."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import fields as record_fields
from datetime import date

from dateutil.relativedelta import relativedelta

from schoolgate.domain.agreement import Agreement, AgreementState, Choice, Clause, KeyKind, Quote, Term
from schoolgate.domain.assessment import Assessment, Outcome
from schoolgate.domain.catalogue import known
from schoolgate.domain.reading import Entry, ItemRead, Reading, Spans
from schoolgate.domain.school import School
from schoolgate.domain.vocabulary import Basis, Condition, EntryState, Role
from schoolgate.notices.scope import scope_of

_STATES = {
    EntryState.AWAITING: AgreementState.AWAITING,
    EntryState.PAST: AgreementState.ENDED,
    EntryState.NOT_IN_USE: AgreementState.ENDED,
}
# Entry and Agreement spell these alike, and a draft takes them as printed.
_AS_PRINTED = (
    "website",
    "retention",
    "storage",
    "transfer",
    "contract",
    "controls",
    "via",
    "access",
    "section",
)
_LETTER = re.compile(r"\b6\s*\(?\s*1\s*\)?\s*\(?\s*(ea|[a-f])\b", re.IGNORECASE)
_NINE = re.compile(r"\b9\s*\(?\s*2\s*\)?\s*\(?\s*([a-j])\b", re.IGNORECASE)


def draft_of(entry: Entry, reading: Reading, taken: Collection[str]) -> Agreement:
    """The first version of an agreement with this recipient. `taken` are slugs already in use."""
    catalogue = known(entry.canonical) if entry.canonical else None
    printed = {name: getattr(entry, name) for name in _AS_PRINTED}
    return Agreement(
        slug=free_slug(entry.name, taken),
        version=1,
        service=entry.name,
        state=_state(entry),
        canonical=entry.canonical,
        category=catalogue.category if catalogue else None,
        recipient=entry.organisation,
        kind=entry.kind,
        clauses=(_clause(entry, reading),),
        service_type=entry.service_type,
        risk_printed=entry.risk_assessed,
        key=_key(entry),
        open_ended=entry.open_ended,
        nothing_shared=entry.nothing_shared,
        notes=(entry.status_note,) if entry.status_note else (),
        quotes=tuple(
            (name, quote(reading, spans)) for name, spans in sorted(entry.evidence.items()) if spans
        ),
        **printed,
    )


def _state(entry: Entry) -> AgreementState:
    if entry.risk_assessed == "awaiting":
        return AgreementState.AWAITING
    return _STATES.get(entry.state, AgreementState.DRAFT)


def _key(entry: Entry) -> KeyKind:
    """Pupils may have accounts in what is in use already, so that a person says what it knows them by."""
    return KeyKind.UNKNOWN if entry.state is EntryState.IN_USE else KeyKind.PSEUDONYM


def _clause(entry: Entry, reading: Reading) -> Clause:
    return Clause(
        id="1",
        purposes=entry.purposes,
        terms=tuple(_term(item, reading) for item in entry.items),
        basis=basis_of(entry.basis),
        basis_printed=entry.basis,
        condition=condition_of(entry.condition or entry.basis),
        role=_role(entry.role),
        choice=Choice(kind=entry.choice, alternative=entry.alternative),
        scope=scope_of(entry.year_groups),
    )


def _term(item: ItemRead, reading: Reading) -> Term:
    return Term(
        item=item.item,
        flow=item.flow,
        certain=item.certain,
        subjects=item.subjects,
        conditions=item.conditions,
        quotes=(quote(reading, item.evidence),) if item.evidence else (),
    )


def quote(reading: Reading, spans: Spans) -> Quote:
    words = " … ".join(reading.text[start:end] for start, end in spans)
    return Quote(document=reading.source.sha256, text=words, spans=spans)


def basis_of(printed: str | None) -> Basis | None:
    """The one Article 6 letter in these words; None where there is none, or more than one."""
    letters = {letter.lower() for letter in _LETTER.findall(printed or "")}
    letters |= {name for name, words in _BASIS_WORDS.items() if words.search(printed or "")}
    return Basis(f"6(1)({letters.pop()})") if len(letters) == 1 else None


_BASIS_WORDS = {
    "a": re.compile(r"(?<!explicit )\bconsent\b", re.IGNORECASE),
    "b": re.compile(r"\bcontract(?:ual)?\b", re.IGNORECASE),
    "c": re.compile(r"\blegal (?:obligation|duty)\b", re.IGNORECASE),
    "d": re.compile(r"\bvital interests?\b", re.IGNORECASE),
    "e": re.compile(r"\bpublic (?:task|interest task)\b", re.IGNORECASE),
    "f": re.compile(r"(?<!recognised )\blegitimate interests?\b", re.IGNORECASE),
    "ea": re.compile(r"\brecognised legitimate interests?\b", re.IGNORECASE),
}


def condition_of(printed: str | None) -> Condition | None:
    letters = {letter.lower() for letter in _NINE.findall(printed or "")}
    return Condition(f"9(2)({letters.pop()})") if len(letters) == 1 else None


def _role(printed: str | None) -> Role | None:
    words = (printed or "").lower()
    found = [role for role in (Role.JOINT, Role.PROCESSOR, Role.CONTROLLER) if role.value in words]
    return found[0] if found else None


def slug_of(name: str) -> str:
    """A name as it stands in an address: lower-case ASCII letters, digits and single hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60].strip("-") or "service"


def free_slug(name: str, taken: Collection[str]) -> str:
    slug, number = slug_of(name), 2
    while slug in taken:
        slug, number = f"{slug_of(name)}-{number}", number + 1
    return slug


def printed_assessment(agreement: Agreement, school: School, on: date) -> Assessment | None:
    """What the notice itself says of the risk assessment: a month, or that it is awaited on the day `on`."""
    if agreement.risk_printed is None:
        return None
    if agreement.risk_printed == "awaiting":
        outcome, made, due = Outcome.AWAITING, on, None
    else:
        year, month = map(int, agreement.risk_printed.split("-"))
        outcome, made = Outcome.APPROVED, date(year, month, 1)
        due = made + relativedelta(months=school.review_months)
    return Assessment(
        slug=agreement.slug,
        outcome=outcome,
        by="the school's notice",
        role="notice",
        on=made,
        review_due=due,
        note="As printed in the notice; the month, not the day.",
    )


def facts(agreement: Agreement) -> Mapping[str, object]:
    """Field name → value, for comparing two versions."""
    return {field.name: getattr(agreement, field.name) for field in record_fields(agreement)}
