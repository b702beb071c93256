"""A school's register → what is checked."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from schoolgate.checks.days import last_day
from schoolgate.checks.from_reading import with_limits
from schoolgate.checks.records import NONE, Records
from schoolgate.checks.subject import EntryFacts, ItemFacts, Quotes, Subject
from schoolgate.domain.agreement import Agreement, AgreementState, Clause, Quote, Term
from schoolgate.domain.assessment import Assessment, Outcome
from schoolgate.domain.catalogue import known
from schoolgate.domain.finding import FindingQuote
from schoolgate.domain.school import Controller, School
from schoolgate.domain.vocabulary import ChoiceKind, EntryState


def subject_of_register(
    school: School,
    controller: Controller | None,
    agreements: Iterable[Agreement],
    assessments: Iterable[Assessment],
    on: date,
    records: Records = NONE,
) -> Subject:
    """What a register holds on a day, ready to be asked. An agreement that has ended stands apart."""
    latest = latest_assessments(assessments, on)
    held = [(one.state, _facts(one, latest.get(one.slug))) for one in agreements]
    subject = Subject(
        on=on,
        school=school,
        entries=tuple(facts for state, facts in held if state is not AgreementState.ENDED),
        ended=tuple(facts for state, facts in held if state is AgreementState.ENDED),
        officer=controller.dpo_contact if controller else None,
        complaint_route=school.complaint_route,
        controller=controller.name if controller else None,
        records=records,
    )
    return with_limits(subject, school)


def latest_assessments(assessments: Iterable[Assessment], on: date) -> dict[str, Assessment]:
    """By slug, the assessment that stands on a day; of two on one day, the one given later."""
    made = sorted((one for one in assessments if one.on <= on), key=lambda one: one.on)
    return {one.slug: one for one in made}


def _facts(agreement: Agreement, assessment: Assessment | None) -> EntryFacts:
    return replace(
        _of_clauses(_of_agreement(agreement), agreement.clauses),
        assessed=_assessed(agreement, assessment),
        review_due=assessment.review_due if assessment else None,
        awaiting=_is_awaiting(agreement, assessment),
    )


def _of_agreement(agreement: Agreement) -> EntryFacts:
    """What is said of the recipient as a whole."""
    terms = agreement.terms()
    return EntryFacts(
        name=agreement.service,
        slug=agreement.slug,
        service=known(agreement.canonical or agreement.service),
        organisation=agreement.recipient,
        kind=agreement.kind,
        subjects=frozenset(subject for term in terms for subject in term.subjects),
        nothing_shared=agreement.nothing_shared,
        open_ended=agreement.open_ended,
        state=EntryState.IN_USE if agreement.state is AgreementState.APPROVED else EntryState.UNKNOWN,
        section=agreement.section,
        website=agreement.website,
        privacy_notice_linked=agreement.privacy_notice is not None,
        retention=agreement.retention,
        storage=agreement.storage,
        transfer=agreement.transfer,
        service_type=agreement.service_type,
        contract=agreement.contract,
        via=agreement.via,
        access=agreement.access,
        when_ended=agreement.when_ended,
        blanks=_blanks(agreement),
        quotes=_quotes(agreement),
    )


def _of_clauses(entry: EntryFacts, clauses: tuple[Clause, ...]) -> EntryFacts:
    return replace(
        entry,
        purposes=tuple(purpose for clause in clauses for purpose in clause.purposes),
        items=tuple(_item(term, clause) for clause in clauses for term in clause.terms),
        year_groups=_years(clauses),
        years_known=bool(clauses) and all(clause.scope.is_known() for clause in clauses),
        choice=_choice(clauses),
        alternative=next((c.choice.alternative for c in clauses if c.choice.alternative), None),
        consent_lacks=_consent_lacks(clauses),
        bases=tuple(str(clause.basis) for clause in clauses if clause.basis),
        basis_missing=not clauses or any(clause.basis is None for clause in clauses),
        roles=frozenset(clause.role for clause in clauses if clause.role),
        role_missing=not clauses or any(clause.role is None for clause in clauses),
        roleless=tuple(clause.id for clause in clauses if clause.role is None),
    )


def _item(term: Term, clause: Clause) -> ItemFacts:
    words = tuple(_quote(quote) for quote in term.quotes)
    return ItemFacts(
        item=term.item,
        flow=term.flow,
        certain=term.certain,
        transform=term.transform,
        reason=term.reason,
        condition=str(clause.condition) if clause.condition else None,
        schedule_1=clause.schedule_1,
        quotes=words or (FindingQuote(value=term.item, span=None),),
    )


def _assessed(agreement: Agreement, assessment: Assessment | None) -> date | None:
    return assessment.on if assessment else last_day(agreement.risk_printed)


def _is_awaiting(agreement: Agreement, assessment: Assessment | None) -> bool:
    if assessment:
        return assessment.outcome is not Outcome.APPROVED
    return agreement.state is AgreementState.AWAITING or agreement.risk_printed == "awaiting"


def _years(clauses: tuple[Clause, ...]) -> str | None:
    scopes = [clause.scope for clause in clauses if clause.scope.is_known() or clause.scope.stated]
    return "; ".join(scope.stated or "recorded" for scope in scopes) or None


def _consent_lacks(clauses: tuple[Clause, ...]) -> tuple[str, ...]:
    """What must be on record before an answer can be shown to be one: Art 7(1), (3)."""
    on_consent = [clause.choice for clause in clauses if clause.choice.kind is ChoiceKind.CONSENT]
    lacks_words = any(not choice.wording for choice in on_consent)
    lacks_route = any(not choice.route for choice in on_consent)
    return ("the words families are asked",) * lacks_words + ("the way to take it back",) * lacks_route


def _choice(clauses: tuple[Clause, ...]) -> ChoiceKind | None:
    """One recipient's clauses may differ, each on its own basis: then there is none to speak of."""
    kinds = {clause.choice.kind for clause in clauses}
    return kinds.pop() if len(kinds) == 1 else None


def _blanks(agreement: Agreement) -> tuple[str, ...]:
    """What Article 30(1) wants recorded and is not. Basis, role and retention have questions of their own."""
    if agreement.nothing_shared:
        return ()
    clauses = agreement.clauses
    recorded = {
        "purposes": any(clause.purposes for clause in clauses),
        "year_groups": _years(clauses) is not None,
        "storage": bool(agreement.storage),
    }
    return tuple(name for name, is_recorded in recorded.items() if not is_recorded)


def _quotes(agreement: Agreement) -> dict[str, Quotes]:
    """The document's words where they are kept, otherwise the register's own."""
    kept: dict[str, Quotes] = {}
    for name, quote in agreement.quotes:
        kept[name] = (*kept.get(name, ()), _quote(quote))
    own = {
        "name": agreement.service,
        "organisation": agreement.recipient,
        "website": agreement.website,
        "retention": agreement.retention,
        "storage": agreement.storage,
        "transfer": agreement.transfer,
        "risk_assessed": agreement.risk_printed,
        "basis": ", ".join(str(clause.basis) for clause in agreement.clauses if clause.basis) or None,
        "purposes": "; ".join(purpose for clause in agreement.clauses for purpose in clause.purposes) or None,
        "year_groups": _years(agreement.clauses),
        "service_type": agreement.service_type,
        "contract": agreement.contract,
        "controls": agreement.controls,
        "access": agreement.access,
        "notes": "; ".join(agreement.notes) or None,
    }
    said = {name: (FindingQuote(value=value, span=None),) for name, value in own.items() if value}
    return said | kept


def _quote(quote: Quote) -> FindingQuote:
    return FindingQuote(value=quote.text, span=None)
