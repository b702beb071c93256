"""A notice as read → what is checked."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from schoolgate.checks.days import last_day
from schoolgate.checks.knowledge import wording
from schoolgate.checks.quotes import passage_around, passages_of
from schoolgate.checks.subject import EntryFacts, ItemFacts, Quotes, Subject, distinct
from schoolgate.domain.catalogue import known
from schoolgate.domain.contract import ContractTerm
from schoolgate.domain.finding import FindingQuote
from schoolgate.domain.reading import Entry, ItemRead, Reading, Span, Spans
from schoolgate.domain.school import School
from schoolgate.domain.vocabulary import EntryState, Nation, Role

# Of no single person: whoever is given only these is given nothing that a basis is needed for.
NOT_PERSONAL = frozenset({"statistics", "statistics_only", "none"})
EXACT = ("name",)  # quoted as they stand; every other value with the line around it


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The document, and where each entry's name stands in it."""

    text: str
    starts: tuple[int, ...]

    def quote(self, span: Span) -> FindingQuote:
        return FindingQuote(value=self.text[slice(*span)], span=span)

    def around(self, span: Span) -> Span:
        """The passage about a value; where one line names several recipients, only this one's part."""
        wide = passage_around(self.text, span)
        inside = [start for start in self.starts if wide[0] <= start < wide[1]]
        if len(inside) < 2:
            return wide
        first = max((start for start in inside if start <= span[0]), default=wide[0])
        last = min((start for start in inside if start >= span[1]), default=wide[1])
        return next(iter(passages_of(self.text, (first, last))), span)


def subject_of_reading(
    reading: Reading,
    school: School | None,
    on: date,
    peers: Iterable[Reading] = (),
    contract_terms: frozenset[ContractTerm] | None = None,
) -> Subject:
    """What a notice says, ready to be asked; `school` None or its gaps leave some questions undecided.

    peers           other schools' documents, to hold this one beside
    contract_terms  of a contract: what it says of Article 28(3), where somebody looked
    """
    subject = Subject(
        on=on,
        school=school,
        document=reading.document_kind,
        entries=_entries(reading),
        statements=reading.statements,
        text=reading.text,
        printed_school=reading.school,
        printed_nation=_nation_named(reading.text),
        contract_terms=contract_terms,
        peers=tuple(facts for other in peers for facts in _entries(other)),
    )
    return with_limits(subject, school)


def _nation_named(text: str) -> Nation | None:
    named = [one for one in Nation if wording("nation", one.value).search(text)]
    return named[0] if len(named) == 1 else None


def _entries(reading: Reading) -> tuple[EntryFacts, ...]:
    page = Page(text=reading.text, starts=tuple(sorted({_start(entry) for entry in reading.entries})))
    return tuple(_facts(entry, page) for entry in reading.entries)


def with_limits(subject: Subject, school: School | None) -> Subject:
    if school is None:
        return subject
    return replace(subject, review_months=school.review_months, overdue_months=school.overdue_months)


def _facts(entry: Entry, page: Page) -> EntryFacts:
    personal = [item for item in entry.items if item.item not in NOT_PERSONAL]
    return EntryFacts(
        name=entry.name,
        service=known(entry.canonical or entry.name),
        organisation=entry.organisation,
        kind=entry.kind,
        purposes=entry.purposes,
        items=tuple(_item(item, entry, page) for item in personal),
        subjects=frozenset(entry.subjects) | {s for item in entry.items for s in item.subjects},
        nothing_shared=entry.nothing_shared or (bool(entry.items) and not personal),
        open_ended=entry.open_ended,
        year_groups=entry.year_groups,
        assessed=last_day(entry.risk_assessed),
        awaiting=entry.risk_assessed == "awaiting" or _is_awaiting(entry, page.text),
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
        service_type=entry.service_type,
        roles=_roles(entry.role),
        role_missing=not entry.role,
        contract=entry.contract,
        via=entry.via,
        access=entry.access,
        alternative=entry.alternative,
        blanks=entry.blanks,
        quotes={key: _quotes(page, spans, key in EXACT) for key, spans in entry.evidence.items()},
        passages=_passages(entry, page),
    )


def _roles(printed: str | None) -> frozenset[Role]:
    words = (printed or "").lower()
    if Role.JOINT in words:
        return frozenset({Role.JOINT})
    return frozenset(role for role in (Role.PROCESSOR, Role.CONTROLLER) if role in words)


def _start(entry: Entry) -> int:
    return next((span[0] for span in entry.evidence.get("name", ())), 0)


def _passages(entry: Entry, page: Page) -> Quotes:
    """From its name to the end of the last passage, before another's name, that holds one of its values."""
    names = entry.evidence.get("name", ())
    until = next((start for start in page.starts if start > _start(entry)), len(page.text))
    values = (*entry.evidence.values(), *(item.evidence for item in entry.items))
    own = [span for spans in values for span in spans if _start(entry) <= span[0] < until]
    if not names or not own:
        return ()
    first = page.around(names[0])[0]
    end = max(min(page.around(span)[1], until) for span in own)
    return distinct(page.quote(span) for span in passages_of(page.text, (first, end)))


def _is_awaiting(entry: Entry, text: str) -> bool:
    """Awaiting an assessment or approval; a service that only starts later is not."""
    spans = (*entry.evidence.get("state", ()), *entry.evidence.get("status_note", ()))
    words = " ".join(text[slice(*span)] for span in spans)
    return entry.state is EntryState.AWAITING and bool(wording("assurance", "awaiting").search(words))


def _item(item: ItemRead, entry: Entry, page: Page) -> ItemFacts:
    return ItemFacts(
        item=item.item,
        flow=item.flow,
        certain=item.certain,
        condition=entry.condition,
        quotes=_quotes(page, item.evidence, exact=False),
    )


def _quotes(page: Page, spans: Spans, exact: bool) -> Quotes:
    return distinct(page.quote(span if exact else page.around(span)) for span in spans)
