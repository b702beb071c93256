"""What the checks of a register need beside it: parcels that left, families' answers, the notice on file."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from schoolgate.actions import editions, ledger, membership
from schoolgate.actions.office import Office
from schoolgate.checks.records import Records, Sending
from schoolgate.domain.agreement import Agreement, Clause, Scope
from schoolgate.domain.assessment import Approval
from schoolgate.domain.decision import Decision, permits
from schoolgate.domain.disclosure import Disclosure
from schoolgate.domain.document import Document
from schoolgate.domain.reading import DocumentKind
from schoolgate.store import assessments, contracts, register, runs, salts
from schoolgate.store import decisions as answers

LISTS = (DocumentKind.PRIVACY_NOTICE, DocumentKind.SUPPLIER_LIST)


def records(office: Office) -> Records:
    return Records(
        sendings=sendings(office),
        permissions=permissions(office, register.all_standing(office.tenant)),
        declared=declared(office),
        contracts=contracts.standing_contracts(office.tenant),
    )


def sendings(office: Office) -> tuple[Sending, ...]:
    """Every parcel that left, or may have, in order. Its pupils are looked at one by one only in the newest
    of each version: a year of runs would take seconds at every look.
    """
    left = [one for one in ledger.disclosures(office) if one.counts_as_disclosed()]
    newest = {(one.intent.agreement, one.intent.version): one.entry for one in left}
    return tuple(_sending(office, one, looks_at_pupils=one.entry in newest.values()) for one in left)


def permissions(office: Office, agreements: Sequence[Agreement]) -> Mapping[str, int]:
    """Slug → pupils whose answers allow at least one clause that asks for a yes."""
    return {one.slug: len(set(_allowed(office, one))) for one in agreements}


def _allowed(office: Office, agreement: Agreement) -> Iterator[str]:
    given = answers.for_agreement(office.tenant, agreement.slug)
    for clause in agreement.clauses:
        if clause.choice.is_opt_in():
            said = given.get(clause.id, {})
            yield from (pupil for pupil, made in said.items() if permits(clause.choice.kind, made))


def declared(office: Office) -> tuple[str, ...] | None:
    """The recipients that the newest lists on file name, as people reviewed them; None where none is."""
    papers = papers_that_list(office)
    if not papers:
        return None
    entries = (entry for paper in papers for entry in editions.reviewed(office, paper).entries)
    return tuple(dict.fromkeys(entry.canonical or entry.name for entry in entries))


def papers_that_list(office: Office) -> tuple[Document, ...]:
    """The newest edition of each notice and supplier list. A consent form speaks of some services alone."""
    return tuple(one for one in editions.newest_editions(office) if one.kind in LISTS)


def _sending(office: Office, disclosed: Disclosure, *, looks_at_pupils: bool) -> Sending:
    intent = disclosed.intent
    agreement = register.version(office.tenant, intent.agreement, intent.version)
    run = runs.get(office.tenant, intent.run)
    clauses = agreement.clauses if agreement else ()
    return Sending(
        entry=disclosed.entry,
        slug=intent.agreement,
        on=intent.at.date(),
        version=intent.version,
        is_approved=_was_approved(disclosed, assessments.approvals(office.tenant, intent.agreement)),
        items=frozenset(intent.items),
        permitted=frozenset(term.item for clause in clauses for term in clause.sent()),
        whose=frozenset(one for found in run.reach.values() for one in found) if run else frozenset(),
        scope=frozenset(one for clause in clauses for one in _whose(clause.scope)),
        refused=_refused(office, disclosed, clauses) if looks_at_pupils else 0,
    )


def _was_approved(disclosed: Disclosure, approvals: Collection[Approval]) -> bool:
    intent = disclosed.intent
    return any(one.version == intent.version and one.made_at <= intent.at for one in approvals)


def _whose(scope: Scope) -> Iterator[str]:
    """In the words in which a run keeps its reach (feeds/reach.py)."""
    if scope.everyone:
        yield "everyone"
    yield from (f"year {one}" for one in scope.year_groups)
    yield from (f"class {one}" for one in scope.classes)
    yield from (f"pupil {one}" for one in scope.pupils)


def _refused(office: Office, disclosed: Disclosure, clauses: Sequence[Clause]) -> int:
    """Pupils of whom an item left that no clause could have let out, by the answers of that moment.

    A pupil who was erased since has no salt, and can't be counted.
    """
    kept = runs.membership(office.tenant, disclosed.intent.run)
    if kept is None:
        return 0
    given = answers.for_agreement(office.tenant, disclosed.intent.agreement)
    then = {clause.id: _as_of(given.get(clause.id, {}), disclosed.intent.decisions) for clause in clauses}
    sent = membership.everyone(kept, salts.known(office.tenant))
    return sum(bool(set(items) - _allowed_items(pupil, clauses, then)) for pupil, items in sent.items())


def _allowed_items(
    pupil: str, clauses: Sequence[Clause], then: Mapping[str, Mapping[str, tuple[Decision, ...]]]
) -> set[str]:
    return {
        term.item
        for clause in clauses
        if permits(clause.choice.kind, then[clause.id].get(pupil, ()))
        for term in clause.sent()
    }


def _as_of(given: Mapping[str, tuple[Decision, ...]], sequence: int) -> Mapping[str, tuple[Decision, ...]]:
    """The answers as they stood when the decision of this number was the last."""
    return {
        pupil: tuple(_then(one, sequence) for one in made if one.sequence <= sequence)
        for pupil, made in given.items()
    }


def _then(one: Decision, sequence: int) -> Decision:
    is_later = one.withdrawn_sequence is not None and one.withdrawn_sequence > sequence
    return replace(one, withdrawn_at=None, withdrawn_sequence=None) if is_later else one
