"""A notice as read → what is checked."""

from dataclasses import replace
from datetime import date

from schoolgate.checks.days import last_day
from schoolgate.checks.quotes import passage_around
from schoolgate.checks.subject import EntryFacts, ItemFacts, Quotes, Subject, distinct
from schoolgate.domain.catalogue import known
from schoolgate.domain.finding import FindingQuote
from schoolgate.domain.reading import Entry, ItemRead, Reading, Spans
from schoolgate.domain.school import School
from schoolgate.domain.vocabulary import EntryState

EXACT = ("name",)  # quoted as they stand; every other value with the line around it


def subject_of_reading(reading: Reading, school: School | None, on: date) -> Subject:
    """What a notice says, ready to be asked; `school` None or its gaps leave some questions undecided."""
    subject = Subject(
        on=on,
        school=school,
        document=reading.document_kind,
        entries=tuple(_facts(entry, reading.text) for entry in reading.entries),
        statements=reading.statements,
        text=reading.text,
    )
    return with_limits(subject, school)


def with_limits(subject: Subject, school: School | None) -> Subject:
    if school is None:
        return subject
    return replace(subject, review_months=school.review_months, overdue_months=school.overdue_months)


def _facts(entry: Entry, text: str) -> EntryFacts:
    return EntryFacts(
        name=entry.name,
        service=known(entry.canonical or entry.name),
        organisation=entry.organisation,
        kind=entry.kind,
        purposes=entry.purposes,
        items=tuple(_item(item, entry, text) for item in entry.items),
        subjects=frozenset(entry.subjects) | {s for item in entry.items for s in item.subjects},
        nothing_shared=entry.nothing_shared,
        open_ended=entry.open_ended,
        year_groups=entry.year_groups,
        assessed=last_day(entry.risk_assessed),
        awaiting=entry.risk_assessed == "awaiting" or entry.state is EntryState.AWAITING,
        state=entry.state,
        choice=entry.choice,
        section=entry.section,
        website=entry.website,
        privacy_notice_linked=entry.privacy_notice_linked,
        bases=(entry.basis,) if entry.basis else (),
        basis_missing=entry.basis is None,
        retention=entry.retention,
        storage=entry.storage,
        transfer=entry.transfer,
        blanks=entry.blanks,
        quotes={key: _quotes(text, spans, key in EXACT) for key, spans in entry.evidence.items()},
    )


def _item(item: ItemRead, entry: Entry, text: str) -> ItemFacts:
    return ItemFacts(
        item=item.item,
        flow=item.flow,
        certain=item.certain,
        condition=entry.condition,
        quotes=_quotes(text, item.evidence, exact=False),
    )


def _quotes(text: str, spans: Spans, exact: bool) -> Quotes:
    shown = (span if exact else passage_around(text, span) for span in spans)
    return distinct(FindingQuote(value=text[slice(*span)], span=span) for span in shown)
