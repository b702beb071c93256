"""Sending a feed, in the only safe order: written down durably, then handed to the courier, then the outcome.

A crash between the two leaves an intent that stands alone: it counts as disclosed until `resume` finds out.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import uuid4

from schoolgate.actions import account_keys, ledger, membership, roll
from schoolgate.actions.doorway import Doorway
from schoolgate.actions.missing import no_agreement
from schoolgate.actions.office import Office
from schoolgate.actions.records import Records, records_of
from schoolgate.couriers import Courier
from schoolgate.couriers.errors import NotDelivered
from schoolgate.domain.agreement import Agreement
from schoolgate.domain.disclosure import Delivery, Intent, Outcome
from schoolgate.domain.errors import NotFound, Refused
from schoolgate.domain.run import FeedRun, RunState
from schoolgate.domain.school import SCHOOL_TIME
from schoolgate.feeds.formats import profile_for
from schoolgate.feeds.parcel import Parcel
from schoolgate.feeds.prepare import FeedRequest, prepare
from schoolgate.feeds.reach import Reach, is_other_person
from schoolgate.feeds.read_already import ReadAlready
from schoolgate.feeds.refusals import FeedRefused, refusals
from schoolgate.feeds.snapshot import Snapshot
from schoolgate.feeds.unusual import LastRun
from schoolgate.ledger.commitment import SALT_SIZE
from schoolgate.store import assessments, register, runs, salts, snapshots
from schoolgate.store.transactions import durable

ATTEMPTS = 5  # a change that lands while a parcel is compiled compiles it again; then somebody is told
STATES = {
    Delivery.DELIVERED: RunState.DELIVERED,
    Delivery.FAILED: RunState.FAILED,
    Delivery.UNKNOWN: RunState.UNKNOWN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One run. `problem` is the courier's sentence where it did not arrive, or nobody knows."""

    parcel: Parcel
    delivery: Delivery
    entry: int  # the intent's number in the ledger
    folder: str
    problem: str | None


def request_of(
    office: Office,
    agreement: Agreement,
    snapshot: Snapshot | ReadAlready,
    *,
    at: datetime,
    by: str,
    confirmed_by: str | None,
    records: Records | None = None,
) -> FeedRequest:
    """Everything a parcel is made of, read as it stands now; or as `records` were read."""
    told = records or records_of(office, agreement.slug)
    before = [one for one in told.runs if one.state is not RunState.FAILED]
    profile = profile_for(agreement, told.own_profiles)
    is_delta = profile is not None and profile.delta
    return FeedRequest(
        agreement=agreement,
        school=told.school,
        snapshot=snapshot,
        decisions=told.decisions,
        decision_sequence=told.sequence,
        at=at.astimezone(SCHOOL_TIME),
        pseudonym_key=office.keys.pseudonym,
        assessments=told.assessments,
        overrides=told.overrides,
        approvals=told.approvals,
        known_as=before[-1].known_as if before else None,
        previous=Reach(before[-1].reach) if before else None,
        last=_last(before),
        sender=by,
        second_person=confirmed_by,
        own_profiles=told.own_profiles,
        account_keys=account_keys.kept(office, agreement),
        sent_before=_sent_before(office, before) if is_delta else (),
        staff_before=_keys_before(before, "staff") if is_delta else (),
        classes_before=_keys_before(before, "classes") if is_delta else (),
        places_before=_keys_before(before, "places") if is_delta else (),
    )


def _last(before: Sequence[FeedRun]) -> LastRun | None:
    return (
        LastRun(rows=before[-1].rows, fields=before[-1].fields, version=before[-1].version)
        if before
        else None
    )


def _sent_before(office: Office, before: Sequence[FeedRun]) -> tuple[str, ...]:
    """Pupils whom the recipient may have and this home still knows: those of the last run that arrived, and
    of every one since, as what nobody knows to have arrived may not have told of who is gone.
    """
    known = salts.known(office.tenant) if before else {}
    found: set[str] = set()
    for one in _since_arrival(before):
        record = runs.membership(office.tenant, one.run)
        found.update(membership.everyone(record, known) if record else ())
    return tuple(sorted(found))


def _keys_before(before: Sequence[FeedRun], whose: str) -> tuple[str, ...]:
    """whose  "staff", "classes" or "places" """
    return tuple(sorted({key for one in _since_arrival(before) for key in getattr(one, whose)}))


def _since_arrival(before: Sequence[FeedRun]) -> Sequence[FeedRun]:
    """The last run that arrived, and those since."""
    arrived = [n for n, one in enumerate(before) if one.state is RunState.DELIVERED]
    return before[arrived[-1] if arrived else 0 :]


def refuse_before_roll(office: Office, agreement: Agreement, on: date) -> None:
    """Where no roll is loaded yet: the rules that need none, so that its absence hides no refusal."""
    tenant, slug = office.tenant, agreement.slug
    if snapshots.latest(tenant) is not None:
        return
    found = refusals(
        agreement,
        assessments.assessments(tenant, slug),
        assessments.overrides(tenant, slug),
        assessments.approvals(tenant, slug),
        on,
    )
    if found:
        raise FeedRefused(agreement.service, found)


def disclose(
    office: Office,
    slug: str,
    *,
    door: Doorway,
    by: str,
    confirmed_by: str | None,
    clock: Callable[[], datetime],
) -> Sent:
    """Raises Refused with every rule that fails; nothing is then written and nothing leaves."""
    run = uuid4().hex
    for _ in range(ATTEMPTS):
        at = clock()
        refuse_before_roll(office, _standing(office, slug), at.astimezone(SCHOOL_TIME).date())
        with roll.opened(office) as snapshot:
            request = request_of(
                office, _standing(office, slug), snapshot, at=at, by=by, confirmed_by=confirmed_by
            )
            parcel = prepare(request)
        made = run_of(run, request, parcel, door, at)
        # Written down before it leaves: a crash may report too much, but never hide.
        entry = _write_down(office, request, parcel, made)
        if entry is not None:
            delivery, problem = deliver(office, made, parcel, door.courier, clock)
            return Sent(
                parcel=parcel, delivery=delivery, entry=entry, folder=made.destination, problem=problem
            )
    raise Refused(
        "Nothing was sent.",
        ["the register changed each time the parcel was made; try again when nobody is editing"],
    )


def _standing(office: Office, slug: str) -> Agreement:
    found = register.standing(office.tenant, slug)
    if found is None:
        raise NotFound(no_agreement(slug))
    return found


def run_of(run: str, request: FeedRequest, parcel: Parcel, door: Doorway, at: datetime) -> FeedRun:
    return FeedRun(
        run=run,
        slug=request.agreement.slug,
        version=request.agreement.version,
        clauses=parcel.clauses,
        snapshot=parcel.snapshot,
        decisions=parcel.decisions,
        profile=parcel.profile,
        courier=door.name,
        state=RunState.INTENT,
        files=parcel.sha256s,
        rows=parcel.rows,
        fields=parcel.fields,
        created_at=at,
        confirmed_by=_who_looked(request, parcel),
        destination=door.place(request.agreement.slug, at, run),
        known_as=parcel.known_as,
        reach=dict(parcel.reach.fields),
        staff=_staff_in(request, parcel),
        classes=parcel.classes,
        places=parcel.places,
    )


def _who_looked(request: FeedRequest, parcel: Parcel) -> str | None:
    """Where it had to be looked at; an essential feed goes on without, so whoever looks is kept whenever."""
    asked = parcel.needs_second_person or request.agreement.is_essential()
    looked = is_other_person(request.sender, request.second_person)
    return request.second_person if asked and looked else None


def _staff_in(request: FeedRequest, parcel: Parcel) -> tuple[str, ...]:
    """Their keys, where the next run has to tell who is gone."""
    profile = profile_for(request.agreement, tuple(request.own_profiles))
    is_delta = profile is not None and profile.delta
    return tuple(request.names().of("staff", one) for one in parcel.staff) if is_delta else ()


def _write_down(office: Office, request: FeedRequest, parcel: Parcel, made: FeedRun) -> int | None:
    """The intent, the membership and the run in one durable commit; the entry's number.

    Nothing is written, and None given, where anything that the parcel was made of has changed since: no
    writer of this school can come between this look and the commit.
    """
    with durable(office.tenant):
        if not _still_stands(office, request):
            return None
        kept = salts.ensure(office.tenant, tuple(parcel.released), lambda: secrets.token_bytes(SALT_SIZE))
        record = membership.made(made.run, parcel.released, kept)
        runs.add_membership(office.tenant, record)
        runs.add_run(office.tenant, made)
        return ledger.append(office, intent_of(request, parcel, made, record.root), at=made.created_at)


def _still_stands(office: Office, request: FeedRequest) -> bool:
    agreement = register.standing(office.tenant, request.agreement.slug)
    latest = snapshots.latest(office.tenant)
    if agreement is None or latest is None or latest.digest != request.snapshot.digest:
        return False
    now = request_of(
        office,
        agreement,
        request.snapshot,
        at=request.at,
        by=request.sender,
        confirmed_by=request.second_person,
    )
    return now == request


def intent_of(request: FeedRequest, parcel: Parcel, made: FeedRun, root: str) -> Intent:
    agreement = request.agreement
    return Intent(
        run=made.run,
        at=made.created_at,
        school=request.school.name,
        controller=request.school.controller_id,
        agreement=agreement.slug,
        version=agreement.version,
        service=agreement.service,
        recipient=agreement.recipient,
        clauses=parcel.clauses,
        items=parcel.items,
        fields=parcel.fields,
        people=len(parcel.released),
        people_root=root,
        files=parcel.listing,
        decisions=parcel.decisions,
        snapshot=parcel.snapshot,
        profile=parcel.profile,
        courier=made.courier,
    )


def deliver(
    office: Office,
    made: FeedRun,
    parcel: Parcel,
    courier: Courier,
    clock: Callable[[], datetime],
    *,
    is_again: bool = False,
) -> tuple[Delivery, str | None]:
    problem = brought(made, parcel, courier)
    delivery = _outcome(problem, is_again=is_again)
    detail, troubles = (problem.detail, problem.troubles) if problem else ("", {})
    _settle(office, made, delivery, detail, clock(), troubles)
    return delivery, str(problem) if problem else None


def brought(made: FeedRun, parcel: Parcel, courier: Courier) -> NotDelivered | None:
    """What went wrong, if anything did."""
    try:
        courier(parcel.whole(), to=made.destination)
    except NotDelivered as error:
        return error
    return None


def _outcome(problem: NotDelivered | None, *, is_again: bool) -> Delivery:
    """A second visit that did not get as far as the door says nothing of what the first one left there."""
    if problem is None:
        return Delivery.DELIVERED
    return Delivery.UNKNOWN if is_again and not problem.has_seen else problem.delivery


def _settle(
    office: Office,
    made: FeedRun,
    delivery: Delivery,
    detail: str,
    now: datetime,
    troubles: Mapping[str, str] | None = None,
) -> None:
    """The outcome's leaf and the run's state in one durable commit."""
    at = max(now, made.created_at)  # a clock set back must not put the end of a run before its beginning
    with durable(office.tenant):
        ledger.append(office, Outcome(run=made.run, at=at, delivery=delivery, detail=detail), at=at)
        runs.settle(office.tenant, made.run, STATES[delivery], troubles)


def resume(
    office: Office, courier_of: Callable[[FeedRun], Courier | None], *, clock: Callable[[], datetime]
) -> tuple[str, ...]:
    """Finish every run whose intent stands alone; gives their ids. Only while nobody else is sending.

    Where the same bytes may leave today, they are brought again, which changes nothing at a door that has
    them. Where they may not, would be others, or the door is gone, nothing more is sent: nobody knows what
    arrived.
    """
    found = runs.unsettled(office.tenant)
    for made in found:
        parcel = _made_again(office, made, clock())
        courier = courier_of(made)
        if parcel is None or courier is None:
            _settle(office, made, Delivery.UNKNOWN, "interrupted", clock())
        else:
            deliver(office, made, parcel, courier, clock, is_again=True)
    return tuple(made.run for made in found)


def _made_again(office: Office, made: FeedRun, now: datetime) -> Parcel | None:
    """The very parcel of an interrupted run; None where it may not leave, or would be another, today."""
    agreement = register.standing(office.tenant, made.slug)
    if agreement is None or agreement.version != made.version:
        return None
    try:
        with roll.opened(office) as snapshot:
            then = request_of(
                office, agreement, snapshot, at=made.created_at, by="", confirmed_by=made.confirmed_by
            )
            parcel = prepare(then)
            today = prepare(replace(then, at=now.astimezone(SCHOOL_TIME)))
    except (NotFound, Refused):
        return None
    return parcel if parcel.sha256s == today.sha256s == dict(made.files) else None
