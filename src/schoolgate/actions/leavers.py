"""Pupils who have left a recipient that still holds them: computed from what left, never guessed.

That somebody has to be asked shows by itself; nobody is ever asked by itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from schoolgate.actions import ledger, membership, register, roll
from schoolgate.actions.disclose import request_of
from schoolgate.actions.office import Office
from schoolgate.domain.agreement import Agreement, AgreementState, WhenEnded
from schoolgate.domain.disclosure import Disclosure
from schoolgate.domain.errors import NotFound
from schoolgate.domain.run import DeletionState
from schoolgate.domain.school import SCHOOL_TIME
from schoolgate.feeds.entitled import pupils_let_in
from schoolgate.feeds.leavers import is_asked_by_itself
from schoolgate.feeds.present import on_roll
from schoolgate.feeds.snapshot import Snapshot, SnapshotRefused
from schoolgate.feeds.tables import Row
from schoolgate.store import deletions, runs, salts

LEAVERS = "leavers/1"
OUR_OWN = (LEAVERS, "moved_keys/1")  # they tell a recipient nothing that it does not hold
LEFT = "left the school"
NOT_ANY_MORE = "not in its feed any more"
ENDED = "the agreement has ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Pupils whom a recipient holds and whom it is to have no more. pupils  id → why"""

    slug: str
    service: str
    wanted: WhenEnded | None  # None: the agreement does not say
    pupils: Mapping[str, str] = field(repr=False)


def needs(office: Office, *, at: datetime) -> tuple[Need, ...]:
    """Of every agreement, by slug: from who was in what left, against whom it lets in today.

    Without a roll nobody can tell who has left; what families took back is then still told.
    """
    released = sent(office)
    if not released:
        return ()
    found = []
    with day(office, at) as today:
        for agreement in register.standing(office):
            if agreement.slug in released and is_asked_by_itself(agreement):
                left = _not_asked(office, agreement, gone(office, agreement, released[agreement.slug], today))
                found += [_need(agreement, left)] if left else []
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Leaver:
    """One who is to be asked for. name  as the roll has it; the id, where the roll has nobody of it"""

    id: str
    name: str
    why: str


def to_be_asked_for(office: Office, agreement: Agreement, *, at: datetime) -> tuple[Leaver, ...]:
    """By name. Of a recipient that is never asked by itself too: it is a person who then asks."""
    released = sent(office).get(agreement.slug, [])
    with day(office, at) as today:
        found = _not_asked(office, agreement, gone(office, agreement, released, today)) if released else {}
        names = _names(today) if found else {}
    told = (Leaver(id=pupil, name=names.get(pupil, pupil), why=why) for pupil, why in found.items())
    return tuple(sorted(told, key=lambda one: (one.name.casefold(), one.id)))


def _not_asked(office: Office, agreement: Agreement, pupils: Mapping[str, str]) -> Mapping[str, str]:
    asked = {
        one.pupil_id
        for one in deletions.deletions(office.tenant, agreement.slug)
        if one.state is DeletionState.ASKED
    }
    return {pupil: why for pupil, why in pupils.items() if pupil not in asked}


def _need(agreement: Agreement, pupils: Mapping[str, str]) -> Need:
    return Need(
        slug=agreement.slug,
        service=agreement.service,
        wanted=agreement.when_ended,
        pupils=dict(sorted(pupils.items())),
    )


def sent(office: Office) -> dict[str, list[Disclosure]]:
    """Slug → what left or may have, the last first."""
    found: dict[str, list[Disclosure]] = {}
    for one in reversed(ledger.disclosures(office)):
        if one.counts_as_disclosed() and one.intent.profile not in OUR_OWN:
            found.setdefault(one.intent.agreement, []).append(one)
    return found


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Day:
    """snapshot  None: no roll is loaded; here  ids of who is at the school"""

    at: datetime
    snapshot: Snapshot | None
    here: frozenset[str] = frozenset()


@contextmanager
def day(office: Office, at: datetime) -> Iterator[Day]:
    with ExitStack() as open_things:
        try:
            snapshot = open_things.enter_context(roll.opened(office))
        except (NotFound, SnapshotRefused):
            yield Day(at=at, snapshot=None)
            return
        pupils = snapshot.pupils()["pupil"].records()
        yield Day(at=at, snapshot=snapshot, here=on_roll(pupils, at.astimezone(SCHOOL_TIME).date()))


def _names(today: Day) -> Mapping[str, str]:
    rows = today.snapshot.pupils()["pupil"].records() if today.snapshot else ()
    return {str(row["id"]): f"{_in_use(row, 'forename')} {_in_use(row, 'surname')}" for row in rows}


def _in_use(row: Row, name: str) -> str:
    return str(row.get(f"preferred_{name}") or row.get(f"legal_{name}") or "")


def gone(
    office: Office, agreement: Agreement, released: Sequence[Disclosure], today: Day
) -> Mapping[str, str]:
    """Pupil → why, of everybody whom the recipient holds and whom today lets in no more."""
    told = _told(office, agreement)
    there = let_in(office, agreement, today)
    if there is None:
        return told
    outside = {pupil: salt for pupil, salt in salts.known(office.tenant).items() if pupil not in there}
    why = ENDED if agreement.state is AgreementState.ENDED else NOT_ANY_MORE
    return {
        pupil: told.get(pupil) or (why if pupil in today.here else LEFT)
        for pupil in held(office, agreement.slug, released, outside)
    }


def _told(office: Office, agreement: Agreement) -> Mapping[str, str]:
    """What families said that makes somebody ask: pupil → why."""
    waiting = deletions.deletions(office.tenant, agreement.slug)
    return {one.pupil_id: one.why for one in waiting if one.state is DeletionState.OPEN}


def let_in(office: Office, agreement: Agreement, today: Day) -> frozenset[str] | None:
    """Pupils whom the agreement lets in; None where nobody can tell."""
    if agreement.state is AgreementState.ENDED:
        return frozenset()
    if today.snapshot is None:
        return None
    request = request_of(office, agreement, today.snapshot, at=today.at, by="", confirmed_by=None)
    return pupils_let_in(request, today.snapshot)


def held(
    office: Office, slug: str, released: Sequence[Disclosure], salted: Mapping[str, bytes]
) -> frozenset[str]:
    """Of these pupils, those in a run that no deletion has followed."""
    done = {
        one.pupil_id: one.asked_at
        for one in deletions.deletions(office.tenant, slug)
        if one.state is DeletionState.DONE
    }
    found: set[str] = set()
    for one in released:
        unseen = {pupil: salt for pupil, salt in salted.items() if pupil not in found}
        kept = runs.membership(office.tenant, one.intent.run) if unseen else None
        if kept is not None:
            found |= {
                p for p in membership.everyone(kept, unseen) if p not in done or one.intent.at > done[p]
            }
    return frozenset(found)
