"""Who has one child's data: what left, when, why, under which version; and what arises elsewhere."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from schoolgate.actions import ledger, membership
from schoolgate.actions.office import Office
from schoolgate.domain.agreement import Agreement, AgreementState
from schoolgate.domain.disclosure import Disclosure
from schoolgate.domain.errors import NotFound
from schoolgate.domain.vocabulary import Flow, Subject
from schoolgate.store import register, runs, salts

_WAYS = {
    Flow.CREATED: "written in the service",
    Flow.ENTERED_BY_FAMILIES: "typed in by families",
    Flow.VIEWED: "only viewed by its staff",
    Flow.RECEIVED: "received from it",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One parcel this child was in. An interrupted run counts: it may have left."""

    entry: int
    at: str  # RFC 3339, UTC
    service: str
    recipient: str
    items: tuple[str, ...]  # headings of the cells that were this child's
    purposes: tuple[str, ...]
    slug: str
    version: int
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A service that has data about pupils which the school does not send."""

    service: str
    slug: str
    ways: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One child's. `pupil_id` is the school's own id, as asked for."""

    pupil_id: str = field(repr=False)
    releases: tuple[Release, ...]
    elsewhere: tuple[Elsewhere, ...]


def disclosures(office: Office, pupil_id: str) -> Statement:
    """Raises NotFound where this pupil was never in a release and is not on the roll's list of salts."""
    salt = salts.known(office.tenant).get(pupil_id)
    if salt is None:
        raise NotFound(
            "Nothing is written in the ledger of a pupil with this id. "
            "Use the id of the roll; if the pupil was erased, what left can no longer be linked to them."
        )
    found = [
        _release(office, one, fields)
        for one in ledger.disclosures(office)
        if one.counts_as_disclosed() and (fields := _fields(office, one, pupil_id, salt)) is not None
    ]
    return Statement(pupil_id=pupil_id, releases=tuple(found), elsewhere=_elsewhere(office))


def known_ids(office: Office) -> tuple[str, ...]:
    """Pupils of whom something left, or may have, by id."""
    return tuple(sorted(salts.known(office.tenant)))


def was_sent(office: Office, slug: str, pupil_id: str) -> bool:
    """Does this agreement's recipient hold, or may it, something of the pupil's that we sent?"""
    salt = salts.known(office.tenant).get(pupil_id)
    if salt is None:
        return False
    # As the ledger tells it: what a supplier fetched is no run of ours.
    told = (one for one in ledger.disclosures(office) if one.intent.agreement == slug)
    sent = [one.intent.run for one in told if one.counts_as_disclosed()]
    found = (runs.membership(office.tenant, run) for run in sent)
    return any(membership.fields_of(kept, pupil_id, salt) is not None for kept in found if kept)


def _fields(office: Office, one: Disclosure, pupil_id: str, salt: bytes) -> tuple[str, ...] | None:
    kept = runs.membership(office.tenant, one.intent.run)
    return membership.fields_of(kept, pupil_id, salt) if kept else None


def _release(office: Office, one: Disclosure, fields: tuple[str, ...]) -> Release:
    agreement = register.version(office.tenant, one.intent.agreement, one.intent.version)
    purposes = [p for clause in agreement.clauses for p in clause.purposes] if agreement else []
    return Release(
        entry=one.entry,
        at=one.intent.at.isoformat(timespec="seconds"),
        service=one.intent.service,
        recipient=one.intent.recipient or one.intent.service,
        items=fields,
        purposes=tuple(dict.fromkeys(purposes)),
        slug=one.intent.agreement,
        version=one.intent.version,
        outcome=one.outcome.delivery if one.outcome else "may have left",
    )


def _elsewhere(office: Office) -> tuple[Elsewhere, ...]:
    found = []
    for agreement in register.all_standing(office.tenant):
        ways = _ways(agreement)
        if ways and agreement.state is AgreementState.APPROVED:
            found.append(Elsewhere(service=agreement.service, slug=agreement.slug, ways=ways))
    return tuple(found)


def _ways(agreement: Agreement) -> tuple[str, ...]:
    flows = [term.flow for term in agreement.terms() if Subject.PUPIL in term.subjects]
    return tuple(dict.fromkeys(_WAYS[flow] for flow in flows if flow in _WAYS))


def statement_as_json(statement: Statement) -> Mapping[str, Any]:
    return asdict(statement)
