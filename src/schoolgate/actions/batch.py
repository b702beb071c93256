"""One batch: one agreement over one authority's schools, named, and as ledger and store tell of it."""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

from schoolgate.actions import ledger
from schoolgate.actions.ahead import Wanted
from schoolgate.actions.doorway import FOLDER
from schoolgate.actions.office import Office
from schoolgate.couriers.many_folders import Load, laid_out
from schoolgate.domain.batch import Batch
from schoolgate.domain.disclosure import Intent
from schoolgate.domain.run import RunState
from schoolgate.domain.school import SCHOOL_TIME
from schoolgate.feeds.bulk.authority import Authority
from schoolgate.feeds.bulk.making import read_all
from schoolgate.feeds.bulk.manifests import NAME as MANIFESTS
from schoolgate.feeds.bulk.manifests import together
from schoolgate.feeds.bulk.members import packed, root_of
from schoolgate.feeds.bulk.parcels import Asked, SchoolParcel, SchoolRefused
from schoolgate.feeds.bulk.unit import Partition, Unit
from schoolgate.feeds.bulk.work import Engine
from schoolgate.feeds.explain import reasons
from schoolgate.feeds.reach import reach_of
from schoolgate.store import batches


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Made:
    """One batch made, and nothing of it written yet."""

    asked: Asked
    authority: Authority
    key: str
    at: datetime
    parcels: tuple[SchoolParcel, ...]
    refused: Mapping[str, tuple[str, ...]]  # school → every reason
    before: Batch | None  # as an interrupted run wrote it down
    runs: dict[str, str] = field(default_factory=dict, compare=False)  # school → its run, once it has a name
    intents: tuple[bytes, ...] = ()  # of each parcel, as the ledger will have it
    ready: Path | None = None  # where all of it lies at home, if it does


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Making:
    """How batches are made. keep  a folder for what is made once for a roll

    secret   of which the ledger's word of who was in it is made; None: nothing is to leave
    at_home  takes what is made until it is written down; None where it could not leave in one step
    hands    one makes parcels and lays them out while another reads: two that did would wait for each other
             at every file, for the interpreter is one
    """

    engine: Engine
    clock: Callable[[], datetime]
    keep: Path
    secret: bytes | None = None
    at_home: Path | None = None
    hands: AbstractContextManager[object] = field(default_factory=Lock, compare=False)

    def batches(self, wanted: Sequence[Wanted]) -> list[Made]:
        """In their order; of one agreement."""
        moments = [before.at if before else self.clock() for _, _, before in wanted]
        then = [
            (replace(asked, request=replace(asked.request, at=at.astimezone(SCHOOL_TIME))), authority)
            for (asked, authority, _), at in zip(wanted, moments, strict=True)
        ]
        make = read_all(then, self.engine, self.keep)
        with self.hands:
            made = make()
            return [
                self._finished(_made(asked, authority, before, at, found))
                for (asked, authority), (*_, before), at, found in zip(
                    then, wanted, moments, made, strict=True
                )
            ]

    def _finished(self, made: Made) -> Made:
        """With all that can be done before it is written down."""
        if self.secret is None or made.before is not None:
            return made
        ready = self.at_home / made.key if self.at_home else None
        if ready and not laid_out(str(ready), files_of(made)):
            ready = None
        return replace(made, intents=tuple(ledger.lines_of(intents_of(made, self.secret))), ready=ready)


def _made(
    asked: Asked,
    authority: Authority,
    before: Batch | None,
    at: datetime,
    found: Sequence[SchoolParcel | SchoolRefused],
) -> Made:
    return Made(
        asked=asked,
        authority=authority,
        key=attempt_key(key_of(asked, authority), before),
        at=at,
        parcels=tuple(one for one in found if isinstance(one, SchoolParcel)),
        refused={one.school: one.reasons for one in found if isinstance(one, SchoolRefused)},
        before=begun(before),
    )


def numbered(group: Sequence[Made], first: int, out: Path) -> Iterator[Batch]:
    for one in group:
        yield Batch(
            key=one.key,
            slug=slug_of(one),
            version=one.asked.request.agreement.version,
            authority=one.authority.name,
            at=one.at,
            state=RunState.INTENT,
            entry=first,
            parcels=len(one.parcels),
            rows=sum(parcel.rows for parcel in one.parcels),
            digest=digest_of(one),
            known_as=one.asked.request.recipient_name(),
            reach=dict(reach_of(one.asked.allowed.spec).fields),
            destination=str(out),
            confirmed_by=one.asked.request.second_person if one.asked.allowed.why else None,
            members=packed({parcel.school: parcel.members for parcel in one.parcels}),
        )
        first += len(one.parcels)


def intents_of(made: Made, secret: bytes) -> Iterator[Intent]:
    """One for each parcel. secret  of which the ledger's word of who was in it is made"""
    alike = same_for_all(made.asked, made.at, made.authority.digest)
    for parcel in made.parcels:
        run = run_of(made, parcel.school)
        yield Intent(
            **alike,
            run=run,
            school=parcel.school,
            people=parcel.people,
            people_root=root_of(secret, run, parcel.members),
            files=parcel.listing,
            decisions=made.authority.last_answer(slug_of(made), parcel.school),
        )


def same_for_all(asked: Asked, at: datetime, snapshot: str) -> dict[str, Any]:
    """What the intents of one agreement's parcels have from it."""
    request, spec = asked.request, asked.allowed.spec
    agreement, profile = request.agreement, asked.allowed.profile
    told = reasons(spec)
    return {
        "at": at,
        "controller": request.school.controller_id,
        "agreement": agreement.slug,
        "version": agreement.version,
        "service": agreement.service,
        "recipient": agreement.recipient,
        "clauses": tuple(clause.id for clause in spec.clauses),
        "items": tuple(dict.fromkeys(item for column in spec.leaving() for item in column.items)),
        "fields": tuple(
            f"{one.table}.{one.heading}" if one.table != "pupil" else one.heading for one in told
        ),
        "snapshot": snapshot,
        "profile": f"{profile.name}/{profile.version}",
        "courier": FOLDER,
    }


def digest_of(made: Made) -> str:
    told = hashlib.sha256()
    for parcel in made.parcels:
        for one in parcel.listing:
            told.update(f"{parcel.school}\0{one.name}\0{one.sha256}\n".encode())
    return told.hexdigest()


def run_of(made: Made, school: str) -> str:
    if school not in made.runs:
        agreement, place = made.asked.request.agreement, Partition(made.authority.name, school)
        unit = Unit(night=made.key, slug=agreement.slug, version=agreement.version, partition=place)
        made.runs[school] = unit.run
    return made.runs[school]


def load_of(made: Made, out: Path) -> Load:
    """A folder for the batch. An attempt that is made again has the same one: what is there of it is left."""
    own = f"{made.asked.request.on}-{key_of(made.asked, made.authority)[:8]}"
    place = out / slug_of(made) / made.authority.name / own
    return Load(to=str(place), files=files_of(made), ready=str(made.ready) if made.ready else None)


def files_of(made: Made) -> dict[str, bytes]:
    """In the batch's folder: one for each school, and beside those the manifests of all."""
    files = {f"{one.school}/{name}": data for one in made.parcels for name, data in one.files.items()}
    return {**files, MANIFESTS: together(one.manifest for one in made.parcels)}


def last_attempt(office: Office, key: str, known: Collection[str] | None = None) -> Batch | None:
    """Of a batch that is to have this key, the attempt that was made last. known  keys that there are"""
    before = None
    while known is None or key in known:
        found = batches.get(office.tenant, key)
        if found is None:
            break
        before, key = found, attempt_key(key, found)
        if key == before.key:
            break
    return before


def attempt_key(key: str, before: Batch | None) -> str:
    """Of the attempt that follows: the same one where it goes on or has ended well, else another."""
    if before is None or begun(before):
        return before.key if before else key
    return hashlib.sha256(f"{before.key}\0again".encode()).hexdigest()


def begun(before: Batch | None) -> Batch | None:
    """None where nothing of it arrived, or nobody knows whether all did: it is then written down anew."""
    return before if before and before.state not in (RunState.FAILED, RunState.UNKNOWN) else None


def slug_of(made: Made) -> str:
    return made.asked.request.agreement.slug


def key_of(asked: Asked, authority: Authority) -> str:
    """One day, one agreement as it stands, one content of the folder: one key."""
    request, profile = asked.request, asked.allowed.profile
    agreement = request.agreement
    return authority.key(
        request.on, agreement.slug, agreement.version, profile.name, profile.version, request.recipient_name()
    )
