"""What the checks of a register need beside it: parcels that left, families' answers, the notice on file."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from schoolgate.actions import editions, ledger, membership
from schoolgate.actions.leaving_records import left
from schoolgate.actions.office import Office
from schoolgate.checks.records import Records, Sending
from schoolgate.domain.agreement import Agreement, Clause, Scope
from schoolgate.domain.assessment import Approval
from schoolgate.domain.decision import Decision, permits
from schoolgate.domain.disclosure import Disclosure
from schoolgate.domain.document import Document
from schoolgate.domain.reading import DocumentKind
from schoolgate.domain.run import FeedRun
from schoolgate.store import assessments, contracts, register, runs, salts
from schoolgate.store import decisions as answers

LISTS = (DocumentKind.PRIVACY_NOTICE, DocumentKind.SUPPLIER_LIST)


def records(office: Office, *, on: date) -> Records:
    papers = papers_that_list(office)
    return Records(
        sendings=sendings(office),
        permissions=permissions(office, register.all_standing(office.tenant)),
        declared=declared(office, papers),
        papers=tuple(editions.reading_of(one).text for one in papers),
        contracts=contracts.standing_contracts(office.tenant),
        left=left(office, on=on),
    )


def sendings(office: Office) -> tuple[Sending, ...]:
    """Every parcel that left, or may have, in order. Its pupils are looked at one by one only in the newest
    of each version: a year of runs would take seconds at every look.
    """
    left = [one for one in ledger.disclosures(office) if one.counts_as_disclosed()]
    kept = _Kept.of(office, left)
    newest = set({(one.intent.agreement, one.intent.version): one.entry for one in left}.values())
    pupils = {one.entry: _refused(office, one, kept.clauses(one)) for one in left if one.entry in newest}
    return tuple(_sending(one, kept, pupils.get(one.entry, 0)) for one in left)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """What parcels are held against, read once for all of them."""

    versions: Mapping[tuple[str, int], Agreement | None]
    runs: Mapping[str, FeedRun]
    approvals: Collection[Approval]

    @classmethod
    def of(cls, office: Office, left: Iterable[Disclosure]) -> "_Kept":
        wanted = {(one.intent.agreement, one.intent.version) for one in left}
        return cls(
            versions={one: register.version(office.tenant, *one) for one in wanted},
            runs={one.run: one for one in runs.all_runs(office.tenant)},
            approvals=assessments.approvals(office.tenant),
        )

    def clauses(self, disclosed: Disclosure) -> tuple[Clause, ...]:
        agreement = self.versions[disclosed.intent.agreement, disclosed.intent.version]
        return agreement.clauses if agreement else ()


def permissions(office: Office, agreements: Sequence[Agreement]) -> Mapping[str, int]:
    """Slug → pupils whose answers allow at least one clause that asks for a yes."""
    return {one.slug: len(set(_allowed(office, one))) for one in agreements}


def _allowed(office: Office, agreement: Agreement) -> Iterator[str]:
    given = answers.for_agreement(office.tenant, agreement.slug)
    for clause in agreement.clauses:
        if clause.choice.is_opt_in():
            said = given.get(clause.id, {})
            yield from (pupil for pupil, made in said.items() if permits(clause.choice.kind, made))


def declared(office: Office, papers: Sequence[Document]) -> tuple[str, ...] | None:
    """The recipients that these papers name, as people reviewed them; None where there are none."""
    if not papers:
        return None
    entries = (entry for paper in papers for entry in editions.reviewed(office, paper).entries)
    return tuple(dict.fromkeys(entry.canonical or entry.name for entry in entries))


def papers_that_list(office: Office) -> tuple[Document, ...]:
    """The newest edition of each notice and supplier list. A consent form speaks of some services alone."""
    return tuple(one for one in editions.newest_editions(office) if one.kind in LISTS)


def _sending(disclosed: Disclosure, kept: _Kept, refused: int) -> Sending:
    intent, clauses = disclosed.intent, kept.clauses(disclosed)
    run = kept.runs.get(intent.run)
    return Sending(
        entry=disclosed.entry,
        slug=intent.agreement,
        on=intent.at.date(),
        version=intent.version,
        is_approved=_was_approved(disclosed, kept.approvals),
        items=frozenset(intent.items),
        permitted=frozenset(term.item for clause in clauses for term in clause.sent()),
        whose=frozenset(one for found in run.reach.values() for one in found) if run else frozenset(),
        scope=frozenset(one for clause in clauses for one in _whose(clause.scope)),
        refused=refused,
    )


def _was_approved(disclosed: Disclosure, approvals: Collection[Approval]) -> bool:
    intent = disclosed.intent
    mine = [one for one in approvals if (one.slug, one.version) == (intent.agreement, intent.version)]
    return any(one.made_at <= intent.at for one in mine)


def _whose(scope: Scope) -> Iterator[str]:
    """In the words in which a run keeps its reach (feeds/reach.py)."""
    if scope.everyone:
        yield "everyone"
    yield from (f"year {one}" for one in scope.year_groups)
    yield from (f"class {one}" for one in scope.classes)
    yield from (f"group {one}" for one in scope.groups)
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
