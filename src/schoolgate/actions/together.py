"""Every feed of one school in one go: written down in one commit, then delivered, then the outcomes in one.

The order is that of one feed by itself, and so is what a crash between leaves: intents that stand alone.
"""

import gc
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from schoolgate.actions import ledger, membership, roll
from schoolgate.actions.disclose import (
    STATES,
    Sent,
    deliver,
    intent_of,
    request_of,
    run_of,
)
from schoolgate.actions.doorway import FOLDER, Doorway
from schoolgate.actions.office import Office
from schoolgate.actions.records import every_record
from schoolgate.couriers import COURIERS
from schoolgate.couriers.errors import NotDelivered
from schoolgate.couriers.folders import deliver_each
from schoolgate.domain.agreement import Agreement
from schoolgate.domain.disclosure import Delivery, Outcome
from schoolgate.domain.errors import Refused
from schoolgate.domain.run import FeedRun
from schoolgate.feeds.parcel import Parcel
from schoolgate.feeds.prepare import prepare
from schoolgate.feeds.request import FeedRequest
from schoolgate.ledger.commitment import SALT_SIZE
from schoolgate.store import register, runs, salts, snapshots
from schoolgate.store.marks import Mark, is_unchanged_since
from schoolgate.store.transactions import durable


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ready:
    """One parcel made, and nothing of it written yet."""

    request: FeedRequest
    parcel: Parcel
    run: FeedRun
    door: Doorway


Became = tuple[Agreement, Sent | Refused | None]  # None: something changed while it was made; try it alone


def disclose_all(
    office: Office,
    agreements: Sequence[Agreement],
    *,
    door_of: Callable[[str], Doorway],
    by: str,
    confirmed_by: str | None,
    clock: Callable[[], datetime],
    since: Mark | None = None,
) -> list[Became]:
    """What became of each. Only while nobody else is sending, and where a roll is loaded.

    since  a moment before the agreements were read
    """
    with _looking_for_no_cycles():
        at = clock()
        ready, refused = _made(office, agreements, door_of, at=at, by=by, confirmed_by=confirmed_by)
        entries = _write_down(office, ready, since)
    sent = _delivered(office, [one for one in ready if one.run.run in entries], entries, clock)
    return [(one, refused.get(one.slug) or sent.get(one.slug)) for one in agreements]


@contextmanager
def _looking_for_no_cycles() -> Iterator[None]:
    """Rows and parcels have none, and one look through all that a server holds takes as long as they do."""
    is_looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_looking:
            gc.enable()


def _made(
    office: Office,
    agreements: Sequence[Agreement],
    door_of: Callable[[str], Doorway],
    *,
    at: datetime,
    by: str,
    confirmed_by: str | None,
) -> tuple[list[_Ready], dict[str, Refused]]:
    """With one opening of the roll, and one reading of everything else."""
    ready: list[_Ready] = []
    refused: dict[str, Refused] = {}
    records = every_record(office)
    with roll.opened(office) as snapshot:
        for agreement in agreements:
            try:
                door = door_of(agreement.slug)
                told = records.of(agreement.slug)
                request = request_of(
                    office, agreement, snapshot, at=at, by=by, confirmed_by=confirmed_by, records=told
                )
                parcel = prepare(request)
            except Refused as error:
                refused[agreement.slug] = error
            else:
                made = run_of(uuid4().hex, request, parcel, door, at)
                ready.append(_Ready(request=request, parcel=parcel, run=made, door=door))
    return ready, refused


def _write_down(office: Office, ready: Sequence[_Ready], since: Mark | None) -> dict[str, int]:
    """Run → its intent's number, of all that still stands as it was read: in one durable commit."""
    if not ready:
        return {}
    with durable(office.tenant):
        standing = None if is_unchanged_since(since) else _still_standing(office, ready)
        kept = [one for one in ready if standing is None or one.run.run in standing]
        if not kept:
            return {}
        pupils = {pupil for one in kept for pupil in one.parcel.released}
        salted = salts.ensure(office.tenant, pupils, lambda: secrets.token_bytes(SALT_SIZE))
        members = membership.made_all({one.run.run: one.parcel.released for one in kept}, salted)
        runs.add_all(office.tenant, [one.run for one in kept], members)
        intents = [
            intent_of(one.request, one.parcel, one.run, record.root)
            for one, record in zip(kept, members, strict=True)
        ]
        first = ledger.append_all(office, intents, at=max(one.run.created_at for one in ready))
    return {one.run.run: number for number, one in enumerate(kept, first)}


def _still_standing(office: Office, ready: Sequence[_Ready]) -> frozenset[str]:
    """Runs of which nothing changed: no writer of this school can come between this look and the commit."""
    records, latest = every_record(office), snapshots.latest(office.tenant)
    standing = {one.slug: one for one in register.all_standing(office.tenant)}
    same = []
    for one in ready:
        then = one.request
        agreement = standing.get(then.agreement.slug)
        if agreement is None or latest is None or latest.digest != then.snapshot.digest:
            continue
        now = request_of(
            office,
            agreement,
            then.snapshot,
            at=then.at,
            by=then.sender,
            confirmed_by=then.second_person,
            records=records.of(agreement.slug),
        )
        same += [one.run.run] if now == then else []
    return frozenset(same)


def _delivered(
    office: Office, ready: Sequence[_Ready], entries: dict[str, int], clock: Callable[[], datetime]
) -> dict[str, Sent]:
    """Folders together; a door of the network by itself, since each of those takes its own time."""
    found = {}
    folders = [one for one in ready if one.door.courier is COURIERS[FOLDER]]
    for one in (one for one in ready if one.door.courier is not COURIERS[FOLDER]):
        delivery, problem = deliver(office, one.run, one.parcel, one.door.courier, clock)
        found[one.run.slug] = _sent(one, delivery, entries, problem)
    ended = deliver_each([(one.run.destination, one.parcel.whole()) for one in folders])
    _settle(office, folders, ended, clock())
    for one, trouble in zip(folders, ended, strict=True):
        said = str(trouble) if trouble else None
        found[one.run.slug] = _sent(one, _delivery(trouble), entries, said)
    return found


def _delivery(trouble: NotDelivered | None) -> Delivery:
    return trouble.delivery if trouble else Delivery.DELIVERED


def _settle(
    office: Office, ready: Sequence[_Ready], ended: Sequence[NotDelivered | None], now: datetime
) -> None:
    """Every outcome and every run's state in one durable commit."""
    if not ready:
        return
    outcomes = [
        Outcome(
            run=one.run.run,
            at=max(now, one.run.created_at),
            delivery=_delivery(trouble),
            detail=trouble.detail if trouble else "",
        )
        for one, trouble in zip(ready, ended, strict=True)
    ]
    with durable(office.tenant):
        ledger.append_all(office, outcomes, at=max(one.at for one in outcomes))
        runs.settle_all(office.tenant, {one.run: STATES[one.delivery] for one in outcomes})


def _sent(one: _Ready, delivery: Delivery, entries: dict[str, int], problem: str | None) -> Sent:
    return Sent(
        parcel=one.parcel,
        delivery=delivery,
        entry=entries[one.run.run],
        folder=one.run.destination,
        problem=problem,
    )
