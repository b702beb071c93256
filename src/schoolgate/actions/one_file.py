"""All schools of a folder in one file, for one recipient who takes the whole.

It is laid out at home while it is made. Its intent is written down, then it gets its name, then its outcome
is written: what was begun and killed is finished by the day's next run, as a batch of bulk.py is.
"""

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from schoolgate.actions import hold, ledger
from schoolgate.actions.ahead import Wanted, ahead, opened, threads_for
from schoolgate.actions.batch import attempt_key, begun, last_attempt, same_for_all
from schoolgate.actions.bulk import (
    CHANGED,
    KEPT,
    STATES,
    Night,
    RanMany,
    asked_of,
    changed_since,
    give_up_batch,
)
from schoolgate.actions.office import Office
from schoolgate.actions.turn import turn_to_send
from schoolgate.couriers.errors import NotDelivered
from schoolgate.couriers.laying_out import LaidOut
from schoolgate.couriers.one_file import LargeFile, can_name, deliver_file
from schoolgate.domain.batch import Batch
from schoolgate.domain.disclosure import Delivery, Intent, Outcome, ParcelFile
from schoolgate.domain.errors import Refused
from schoolgate.domain.run import RunState
from schoolgate.domain.school import SCHOOL_TIME
from schoolgate.feeds.bulk.authority import Authority, open_authorities
from schoolgate.feeds.bulk.encoded import heading_of
from schoolgate.feeds.bulk.folder import Folder, open_folder, read_through
from schoolgate.feeds.bulk.kept import begin
from schoolgate.feeds.bulk.making import make_lines
from schoolgate.feeds.bulk.members import packed, root_of, secret_of
from schoolgate.feeds.bulk.on_duckdb import OnDuckdb
from schoolgate.feeds.bulk.parcels import Asked, SchoolRefused
from schoolgate.feeds.bulk.spelt import SchoolLines
from schoolgate.feeds.bulk.together import stretches
from schoolgate.feeds.bulk.unit import Partition, Unit
from schoolgate.feeds.bulk.whole import digest_of, refusals_of_one_file, said_in
from schoolgate.feeds.explain import reasons
from schoolgate.feeds.manifest import blank
from schoolgate.feeds.reach import reach_of
from schoolgate.store import batches
from schoolgate.store.transactions import durable

EVERY = ""  # the authority of a batch that is the whole folder
AHEAD = 2000  # schools whose lines may wait to be written
Bring = Callable[[LargeFile, Path], None]


@dataclass(slots=True, kw_only=True, repr=False)
class Whole:
    """What was made, while it is made. members  authority/school → bits (feeds/bulk/members.py)"""

    asked: Asked
    key: str
    at: datetime
    snapshot: str  # hex; of every roll
    to: Path
    ready: Path
    before: Batch | None
    is_again: bool
    sha256: str = ""
    size: int = 0
    rows: int = 0
    decisions: int = 0
    members: dict[str, bytes] = field(default_factory=dict)
    refused: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def file(self) -> ParcelFile:
        return ParcelFile(name=self.to.name, sha256=self.sha256, bytes=self.size, rows=self.rows)

    def run(self) -> str:
        agreement = self.asked.request.agreement
        place = Partition(EVERY, EVERY)
        return Unit(night=self.key, slug=agreement.slug, version=agreement.version, partition=place).run


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class _Lines:
    """Of one authority. refused  school → every reason"""

    lines: Sequence[SchoolLines]
    body: list[bytes | memoryview]
    refused: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, found: Sequence[SchoolLines | SchoolRefused]) -> "_Lines":
        lines = [one for one in found if isinstance(one, SchoolLines)]
        return cls(
            lines=lines,
            body=[one.body for one in lines],
            refused={one.school: one.reasons for one in found if isinstance(one, SchoolRefused)},
        )


def run(
    office: Office, night: Night, name: str, file: Path, *, dry_run: bool = False, bring: Bring = deliver_file
) -> RanMany:
    """One agreement, in one file. Schools that it can't be made for are left out, and named.

    Raises  Refused while every feed is held, or while another run is under way; FolderRefused.
    """
    hold.refuse_while_held(office)
    _refuse_name(file)
    folder = open_folder(night.folder)
    with turn_to_send(office), read_through(folder.path):
        begin(office.home / KEPT)
        told, asked = asked_of(office, night, folder, [name])
        (ran,) = told.values()
        for one in asked:
            _run(office, night, folder, one, file, ran, dry_run=dry_run, bring=bring)
    return ran


def _refuse_name(file: Path) -> None:
    if not can_name(file):
        plain = "at most a hundred letters, digits, '-', '_' and '.'"
        raise Refused("No feed was run.", [f"'{file.name}' is no plain name for a file; use {plain}"])


def _refuse_other(whole: Whole) -> None:
    """What an interrupted run of ours may have put there is compared later."""
    if not whole.is_again and os.path.lexists(whole.to):
        raise Refused(
            "No feed was run.", [f"{whole.to} is there already; name another file, or move that one"]
        )


def _run(
    office: Office,
    night: Night,
    folder: Folder,
    asked: Asked,
    file: Path,
    ran: RanMany,
    *,
    dry_run: bool,
    bring: Bring,
) -> None:
    agreement = asked.request.agreement
    ran.refused = tuple(
        one.sentence for one in refusals_of_one_file(agreement, asked.allowed, folder, office.home / KEPT)
    )
    if ran.refused:
        return
    whole = _begun(office, night, folder, asked, file)
    if whole.before is not None and whole.before.state is not RunState.INTENT:
        ran.already += 1
        return
    _refuse_other(whole)
    try:
        _make(office, night, folder, whole)
        folder.refuse_changed(folder.authorities)
        ran.schools_refused |= whole.refused
        if dry_run:
            ran.delivered, ran.rows = int(whole.rows > 0), whole.rows
        elif whole.rows:
            _send(office, night, whole, ran, bring)
    finally:
        whole.ready.unlink(missing_ok=True)
    if not dry_run:
        _give_up_others(office, whole, ran)


def _begun(office: Office, night: Night, folder: Folder, asked: Asked, file: Path) -> Whole:
    """One day, one agreement as it stands, one content of the folder: one key."""
    request, profile, snapshot = asked.request, asked.allowed.profile, digest_of(folder)
    agreement = request.agreement
    told = (
        *("one file", snapshot, said_in(folder), request.on, agreement.slug, agreement.version),
        *(profile.name, profile.version, request.recipient_name()),
    )
    key = hashlib.sha256("\0".join(map(str, told)).encode()).hexdigest()
    before = last_attempt(office, key)
    at = before.at if before else night.clock()
    return Whole(
        asked=replace(asked, request=replace(request, at=at.astimezone(SCHOOL_TIME))),
        key=attempt_key(key, before),
        at=at,
        snapshot=snapshot,
        to=Path(before.destination) if before and begun(before) else file,
        ready=office.home / KEPT / f"{key[:32]}.part",
        before=begun(before),
        is_again=before is not None,
    )


def _make(office: Office, night: Night, folder: Folder, whole: Whole) -> None:
    """Durable at home when it returns, under no name that anybody waits for."""
    whole.ready.unlink(missing_ok=True)  # what a crash left
    with LaidOut(whole.ready) as file:
        for bodies in _parts(office, night, folder, whole):
            for one in bodies:
                file.write(one)
        whole.sha256, whole.size = file.finish(), file.size


def _parts(office: Office, night: Night, folder: Folder, whole: Whole) -> Iterator[list[bytes | memoryview]]:
    """The heading, then the lines of each authority, in the order of their names."""
    yield [heading_of(whole.asked)]
    slug, keep, reader = whole.asked.request.agreement.slug, office.home / KEPT, OnDuckdb()

    def make(stretch: Sequence[Wanted]) -> list[_Lines]:
        wanted = [(asked, authority) for asked, authority, _ in stretch]
        found = make_lines(wanted, night.engine, keep)
        return [_Lines.of(lines) for lines in found]

    with threads_for(night.engine) as threads:

        def begin_to_open(names: Sequence[str]) -> Future[list[Authority]]:
            return threads.submit(open_authorities, folder, names, reader, [slug], keep)

        def begin(stretch: Sequence[Wanted]) -> Future[list[_Lines]]:
            return threads.submit(make, stretch)

        authorities = (one for some in opened(folder.authorities, begin_to_open) for one in some)
        wanting = stretches(((whole.asked, one, None), one) for one in authorities)
        for (_, authority, _), of in ahead(begin, wanting, AHEAD):
            schools = [one.school for one in of.lines]
            whole.decisions = max(whole.decisions, 0, *(authority.last_answer(slug, one) for one in schools))
            whole.rows += sum(one.rows for one in of.lines)
            whole.members |= {f"{authority.name}/{one.school}": one.members for one in of.lines}
            whole.refused |= of.refused
            yield of.body


def _send(office: Office, night: Night, whole: Whole, ran: RanMany, bring: Bring) -> None:
    if whole.before is None:
        if not _write_down(office, whole):
            ran.problems.append(CHANGED)
            return
    elif whole.before.digest != whole.sha256:
        give_up_batch(office, whole.before, {ran.slug: ran})
        return
    delivery, detail = Delivery.DELIVERED, ""
    try:
        bring(LargeFile(ready=whole.ready, sha256=whole.sha256, manifest=_manifest(whole)), whole.to)
    except NotDelivered as error:
        delivery, detail = error.delivery, error.detail
        ran.problems.append(str(error))
    _settle(office, whole, delivery, detail, night.clock())
    ran.rows += whole.rows
    ran.delivered += delivery is Delivery.DELIVERED
    ran.failed += delivery is Delivery.FAILED
    ran.unknown += delivery is Delivery.UNKNOWN


def _write_down(office: Office, whole: Whole) -> bool:
    """The intent and the batch in one durable commit, unless the agreement changed since it was made."""
    with durable(office.tenant):
        if changed_since(office, [whole.asked.request]):
            return False
        entry = ledger.append_all(office, [_intent(office, whole)], at=whole.at)
        batches.add_all(office.tenant, [_batch(whole, entry)])
        return True


def _intent(office: Office, whole: Whole) -> Intent:
    secret = secret_of(office.keys.pseudonym)
    everybody = b"".join(bits for _, bits in sorted(whole.members.items()))
    return Intent(
        **same_for_all(whole.asked, whole.at, whole.snapshot),
        run=whole.run(),
        school=whole.asked.request.school.id,
        people=whole.rows,
        people_root=root_of(secret, whole.run(), everybody),
        files=(whole.file(),),
        decisions=whole.decisions,
    )


def _batch(whole: Whole, entry: int) -> Batch:
    request, allowed = whole.asked.request, whole.asked.allowed
    return Batch(
        key=whole.key,
        slug=request.agreement.slug,
        version=request.agreement.version,
        authority=EVERY,
        at=whole.at,
        state=RunState.INTENT,
        entry=entry,
        parcels=1,
        rows=whole.rows,
        digest=whole.sha256,
        known_as=request.recipient_name(),
        reach=dict(reach_of(allowed.spec).fields),
        destination=str(whole.to),
        confirmed_by=request.second_person if allowed.why else None,
        members=packed(whole.members),
    )


def _manifest(whole: Whole) -> bytes:
    request, profile = whole.asked.request, whole.asked.allowed.profile
    told = reasons(whole.asked.allowed.spec)
    made_by = f"{profile.name}/{profile.version}"
    return blank(request.agreement, told, profile=made_by, created=request.at).filled(
        request.school, [whole.file()]
    )


def _settle(office: Office, whole: Whole, delivery: Delivery, detail: str, now: datetime) -> None:
    at = max(now, whole.at)
    with durable(office.tenant):
        outcome = Outcome(run=whole.run(), at=at, delivery=delivery, detail=detail)
        ledger.append_all(office, [outcome], at=at)
        batches.settle(office.tenant, [whole.key], STATES[delivery])


def _give_up_others(office: Office, whole: Whole, ran: RanMany) -> None:
    """Of what an earlier run left and this one could not make again, nobody knows what arrived."""
    for left in batches.unsettled(office.tenant):
        if (left.slug, left.authority) == (ran.slug, EVERY) and left.key != whole.key:
            give_up_batch(office, left, {ran.slug: ran})
