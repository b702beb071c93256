"""Many schools from a folder of Parquet, in the only safe order: written down, put in place, the outcome.

A batch is one agreement over one authority's schools. It has one key for one day and one content of the
folder: what was begun and killed is finished by the day's next run, and what is done is not done again.
"""

from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from schoolgate.actions import hold, ledger, register
from schoolgate.actions.ahead import Wanted, ahead, opened
from schoolgate.actions.batch import (
    Made,
    Making,
    at_of,
    begun,
    key_of,
    last_attempt,
    load_of,
    numbered,
    slug_of,
)
from schoolgate.actions.held import Held
from schoolgate.actions.makers import MUCH, Task, makers
from schoolgate.actions.office import Office
from schoolgate.actions.turn import turn_to_send
from schoolgate.couriers.errors import NotDelivered
from schoolgate.couriers.many_folders import Load, deliver_all, put_down_at_home
from schoolgate.domain.agreement import Agreement, AgreementState
from schoolgate.domain.batch import Batch
from schoolgate.domain.disclosure import Delivery, Outcome
from schoolgate.domain.errors import Refused
from schoolgate.domain.run import RunState
from schoolgate.domain.school import SCHOOL_TIME
from schoolgate.feeds.bulk.authority import Authority
from schoolgate.feeds.bulk.folder import Folder, open_folder, read_through
from schoolgate.feeds.bulk.kept import begin, forget_unused
from schoolgate.feeds.bulk.members import secret_of
from schoolgate.feeds.bulk.on_duckdb import OnDuckdb
from schoolgate.feeds.bulk.parcels import Asked, ask
from schoolgate.feeds.bulk.together import stretches
from schoolgate.feeds.bulk.whole import still_used
from schoolgate.feeds.bulk.work import Engine
from schoolgate.feeds.reach import Reach
from schoolgate.feeds.read_already import ReadAlready
from schoolgate.feeds.request import FeedRequest
from schoolgate.store import batches
from schoolgate.store import register as agreements
from schoolgate.store.transactions import durable

AHEAD = 4  # groups: makers go on while a slow disk is waited for
MOST = 4  # groups that are put in place as one, where they were made while it was waited for
KEPT = "kept"  # in the home: what recipients know pupils by, made once for a roll
TWO_DAYS = timedelta(days=2)  # a key is of one day, by the school's clock
CHANGED = "The register changed while the parcels were made. Run it again."
STATES = {
    Delivery.DELIVERED: RunState.DELIVERED,
    Delivery.FAILED: RunState.FAILED,
    Delivery.UNKNOWN: RunState.UNKNOWN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """Who sends, from where and where to.

    out       takes the parcels: OUT/agreement/authority/day-key/school/, and their manifests
              beside the schools
    together  parcels that are written down and put in place with one wait for the disk
    much      makers.py
    """

    folder: Path
    out: Path
    by: str
    clock: Callable[[], datetime]
    confirmed_by: str | None = None
    engine: Engine = field(default_factory=OnDuckdb)
    together: int = 2000
    much: int = MUCH
    bring: Callable[[Sequence[Load]], None] = deliver_all


@dataclass(slots=True, kw_only=True)
class RanMany:
    """What became of one agreement. `refused` holds every reason, and then there is nothing else.

    already          parcels that an earlier run of the day had brought
    schools_refused  school → every reason why it has no parcel
    """

    slug: str
    service: str
    delivered: int = 0
    already: int = 0
    unknown: int = 0
    failed: int = 0
    rows: int = 0
    refused: tuple[str, ...] = ()
    problems: list[str] = field(default_factory=list)
    schools_refused: dict[str, tuple[str, ...]] = field(default_factory=dict)


def run(
    office: Office, night: Night, names: Sequence[str] = (), *, dry_run: bool = False
) -> tuple[RanMany, ...]:
    """The agreements named, or every one in force that sends something, over every school of the folder.

    Raises  Refused while every feed is held, or while another run is under way; FolderRefused.
    """
    hold.refuse_while_held(office)
    folder = open_folder(night.folder)
    with turn_to_send(office), read_through(folder.path):
        begin(office.home / KEPT)
        told, asked = asked_of(office, night, folder, names)
        seen: set[str] = set()
        making = Making(engine=night.engine, keep=office.home / KEPT)
        task = Task(folder=folder, asked=asked, making=making, reader=OnDuckdb())
        if dry_run:
            with closing(_all_made(office, night, task, told, seen)) as made:
                for one in made:
                    _refuse_changed(folder, [one])
                    _count(told, [one], Delivery.DELIVERED)
        else:
            with put_down_at_home(making.keep, night.out) as at_home:
                making = replace(making, secret=secret_of(office.keys.pseudonym), at_home=at_home)
                task = replace(task, making=making)
                with closing(_all_made(office, night, task, told, seen)) as made:
                    _send_all(office, night, folder, made, told)
            _give_up(office, told, seen)
            if not names:
                still_used([one.request.agreement for one in asked], folder, office.home / KEPT)
                forget_unused(office.home / KEPT)
    return tuple(told.values())


def asked_of(
    office: Office, night: Night, folder: Folder, names: Sequence[str]
) -> tuple[dict[str, RanMany], list[Asked]]:
    told, asked, held = {}, [], Held.read(office)
    for agreement in _wanted(office, names):
        told[agreement.slug] = RanMany(slug=agreement.slug, service=agreement.service)
        try:
            asked.append(ask(_request(office, agreement, folder, night, held)))
        except Refused as error:
            told[agreement.slug].refused = error.reasons
    return told, asked


def _wanted(office: Office, names: Sequence[str]) -> list[Agreement]:
    if names:
        return [register.find_standing(office, name) for name in names]
    standing = register.standing(office)
    return [one for one in standing if one.state is AgreementState.APPROVED and one.sent()]


def _request(office: Office, agreement: Agreement, folder: Folder, night: Night, held: Held) -> FeedRequest:
    """Everything a parcel is made of but a school's own rows and answers."""
    last = batches.last(office.tenant, agreement.slug)
    looks, overrides, approvals = held.of(agreement.slug)
    return FeedRequest(
        agreement=agreement,
        school=held.school,
        snapshot=ReadAlready(digest="", columns=dict(folder.columns), drawn={}),
        decisions={},
        decision_sequence=0,
        at=night.clock().astimezone(SCHOOL_TIME),
        pseudonym_key=office.keys.pseudonym,
        assessments=looks,
        overrides=overrides,
        approvals=approvals,
        known_as=last.known_as if last else None,
        previous=Reach(last.reach) if last else None,
        sender=night.by,
        second_person=night.confirmed_by,
        own_profiles=held.own_profiles,
    )


def _all_made(
    office: Office, night: Night, task: Task, told: dict[str, RanMany], seen: set[str]
) -> Generator[Made]:
    with makers(task, night.much) as hands:
        today = batches.keys_since(office.tenant, night.clock() - TWO_DAYS)
        authorities = opened(task.folder.authorities if task.asked else (), hands.open)
        wanting = _wanting(office, night, task, authorities, told, seen, today)
        for (asked, authority, before), parcels in ahead(hands.make, wanting, AHEAD * night.together):
            made = Made(asked=asked, authority=authority, before=begun(before), parcels=parcels)
            told[slug_of(made)].schools_refused |= parcels.refused
            yield made


def _grouped(made: Iterable[Made], together: int, is_free: Callable[[], bool]) -> Iterator[list[Made]]:
    """So many parcels that a wait for the disk is little for each; more while it is waited for."""
    group: list[Made] = []
    for one in made:
        group.append(one)
        size = sum(len(one.parcels.runs) for one in group)
        if size >= MOST * together or (size >= together and is_free()):
            yield group
            group = []
    if group:
        yield group


def _wanting(
    office: Office,
    night: Night,
    task: Task,
    authorities: Iterable[Sequence[Authority]],
    told: dict[str, RanMany],
    seen: set[str],
    today: Collection[str],
) -> Iterator[list[Wanted]]:
    """Batches that nobody made today, or that were made and not settled, some of an agreement at a time.

    today  keys of what was begun
    """

    def wanted(of: Asked, some: Iterable[Authority]) -> Iterator[tuple[Wanted, Authority]]:
        for authority in some:
            key = key_of(of, authority)
            before = last_attempt(office, key, today)
            seen.add(before.key if before else key)
            if before is not None and before.state is RunState.DELIVERED:
                told[of.request.agreement.slug].already += before.parcels
            else:
                yield (_at(of, before.at if before else night.clock()), authority, before), authority

    for some in authorities:
        for one in some:
            task.folder.know(one.name, one.digest)
        for of in task.asked:
            yield from stretches(wanted(of, some))


def _at(asked: Asked, at: datetime) -> Asked:
    return replace(asked, request=replace(asked.request, at=at.astimezone(SCHOOL_TIME)))


def _refuse_changed(folder: Folder, group: Sequence[Made]) -> None:
    folder.refuse_changed({one.authority.name for one in group})


@dataclass(frozen=True, slots=True, kw_only=True)
class _OnItsWay:
    """Written down, and being put in place by a thread. arrival  gives what became of it, and any trouble"""

    group: Sequence[Made]
    arrival: Future[tuple[Delivery, NotDelivered | None]]


def _send_all(
    office: Office,
    night: Night,
    folder: Folder,
    made: Iterable[Made],
    told: dict[str, RanMany],
) -> None:
    """While one group is put in place, the next is made and the outcome of the one before is written."""
    with ThreadPoolExecutor(1) as courier:
        last: _OnItsWay | None = None

        def is_free() -> bool:
            return last is None or last.arrival.done()

        try:
            for group in _grouped(made, night.together, is_free):
                if last:
                    last.arrival.result()
                _refuse_changed(folder, group)
                ready = _ready(office, night, group, told)
                before, last = last, _begin(courier, night, ready) if ready else None
                if before:
                    _settle(office, night, before, told)
        finally:
            if last:
                _settle(office, night, last, told)


def _ready(office: Office, night: Night, group: Sequence[Made], told: dict[str, RanMany]) -> list[Made]:
    """Those that may leave: of each an intent is on the disk, and it is what that says."""
    changed = [one for one in group if one.before is not None and one.before.digest != one.parcels.digest]
    for one in changed:
        give_up_batch(office, one.before, told)
    left = [one for one in group if one not in changed]
    written = _write_down(office, night, [one for one in left if one.before is None], told)
    return [*(one for one in left if one.before is not None), *written]


def _write_down(office: Office, night: Night, group: Sequence[Made], told: dict[str, RanMany]) -> list[Made]:
    """Intents and batches in one durable commit; gives those that were written.

    Nothing is written of an agreement that changed since its parcels were made: no writer of this school can
    come between this look and the commit.
    """
    with durable(office.tenant):
        changed = changed_since(office, [one.asked.request for one in group])
        for slug in changed:
            told[slug].problems.append(CHANGED)
        kept = [one for one in group if slug_of(one) not in changed and one.parcels.runs]
        if kept:
            intents = [line for made in kept for line in made.parcels.intents]
            first = ledger.append_lines(office, intents, at=max(at_of(one.asked) for one in kept))
            batches.add_all(office.tenant, numbered(kept, first, night.out))
        return kept


def changed_since(office: Office, requests: Iterable[FeedRequest]) -> frozenset[str]:
    """Agreements of which the register now says otherwise than their parcels were made of."""
    held = Held.read(office)
    standing = {one.slug: one for one in agreements.all_standing(office.tenant)}
    return frozenset(
        one.agreement.slug
        for one in requests
        if standing.get(one.agreement.slug) != one.agreement
        or held.of(one.agreement.slug) != (one.assessments, one.overrides, one.approvals)
    )


def _begin(courier: ThreadPoolExecutor, night: Night, group: Sequence[Made]) -> _OnItsWay:
    loads = [load_of(one, Path(one.before.destination if one.before else night.out)) for one in group]

    def bring() -> tuple[Delivery, NotDelivered | None]:
        try:
            night.bring(loads)
        except NotDelivered as trouble:
            return trouble.delivery, trouble
        return Delivery.DELIVERED, None

    return _OnItsWay(group=group, arrival=courier.submit(bring))


def _settle(office: Office, night: Night, sent: _OnItsWay, told: dict[str, RanMany]) -> None:
    delivery, trouble = sent.arrival.result()
    if trouble:
        for slug in {slug_of(one) for one in sent.group}:
            told[slug].problems.append(str(trouble))
    at = max(night.clock(), *(at_of(one.asked) for one in sent.group))
    detail = trouble.detail if trouble else ""
    runs = [run for made in sent.group for run in made.parcels.runs]
    with durable(office.tenant):
        outcomes = [Outcome(run=run, at=at, delivery=delivery, detail=detail) for run in runs]
        ledger.append_all(office, outcomes, at=at)
        batches.settle(office.tenant, [one.parcels.key for one in sent.group], STATES[delivery])
    _count(told, sent.group, delivery)


def _give_up(office: Office, told: dict[str, RanMany], seen: set[str]) -> None:
    """Of what an earlier run left and this one could not make again, nobody knows what arrived."""
    for left in batches.unsettled(office.tenant):
        if left.slug in told and left.key not in seen:
            give_up_batch(office, left, told)


def give_up_batch(office: Office, left: Batch | None, told: dict[str, RanMany]) -> None:
    if left is None:
        return
    with durable(office.tenant):
        intents = ledger.runs_of(office, left.entry, left.parcels)
        outcomes = [
            Outcome(run=run, at=max(at, left.at), delivery=Delivery.UNKNOWN, detail="interrupted")
            for run, at in intents
        ]
        ledger.append_all(office, outcomes, at=left.at)
        batches.settle(office.tenant, [left.key], RunState.UNKNOWN)
    told[left.slug].unknown += left.parcels


def _count(told: dict[str, RanMany], group: Iterable[Made], delivery: Delivery) -> None:
    for one in group:
        ran, count = told[slug_of(one)], len(one.parcels.runs)
        ran.rows += one.parcels.rows
        match delivery:
            case Delivery.DELIVERED:
                ran.delivered += count
            case Delivery.FAILED:
                ran.failed += count
            case Delivery.UNKNOWN:
                ran.unknown += count
