"""One batch: one agreement over one authority's schools, named, and as ledger and store tell of it."""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any

from schoolgate.actions import ledger
from schoolgate.actions.ahead import Wanted
from schoolgate.actions.doorway import FOLDER
from schoolgate.actions.office import Office
from schoolgate.couriers.many_folders import Load, lying, put_down
from schoolgate.domain.batch import Batch
from schoolgate.domain.disclosure import Intent
from schoolgate.domain.run import RunState
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
class Parcels:
    """Of one batch made, all that has to be known to send it: whoever made it can hand it over.

    runs     their names in the ledger, in the order of the schools' ids
    intents  of each, as the ledger will have it
    refused  school → every reason
    members  feeds/bulk/members.py
    files    in the batch's folder: one for each school, and beside those the manifests of all
    ready    where all of it lies at home, if it does
    """

    key: str
    runs: tuple[str, ...]
    rows: int
    digest: str
    members: bytes
    refused: Mapping[str, tuple[str, ...]]
    files: Mapping[str, bytes]
    intents: tuple[bytes, ...] = ()
    ready: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Made:
    """One batch, and nothing of it written yet. before  as an interrupted run wrote it down"""

    asked: Asked
    authority: Authority
    before: Batch | None
    parcels: Parcels


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Making:
    """How batches are made. keep  a folder for what is made once for a roll

    secret   of which the ledger's word of who was in it is made; None: nothing is to leave
    at_home  takes what is made until it is written down; None where it could not leave in one step
    hands    one makes parcels and lays them out while another reads: two that did would wait for each other
             at every file, for the interpreter is one
    """

    engine: Engine
    keep: Path
    secret: bytes | None = None
    at_home: Path | None = None
    hands: AbstractContextManager[object] = field(default_factory=Lock, compare=False)

    def batches(self, wanted: Sequence[Wanted]) -> list[Parcels]:
        """In their order; of one agreement."""
        make = read_all([(asked, authority) for asked, authority, _ in wanted], self.engine, self.keep)
        with self.hands:
            return [self._parcels(one, found) for one, found in zip(wanted, make(), strict=True)]

    def _parcels(self, wanted: Wanted, found: Sequence[SchoolParcel | SchoolRefused]) -> Parcels:
        asked, authority, before = wanted
        made = [one for one in found if isinstance(one, SchoolParcel)]
        key = attempt_key(key_of(asked, authority), before)
        told = Parcels(
            key=key,
            runs=tuple(run_of(key, asked, authority, one.school) for one in made),
            rows=sum(one.rows for one in made),
            digest=_digest_of(made),
            members=packed({one.school: one.members for one in made}),
            refused={one.school: one.reasons for one in found if isinstance(one, SchoolRefused)},
            files=_files_of(made),
        )
        return told if begun(before) else self._finished(told, wanted, made)

    def _finished(self, told: Parcels, wanted: Wanted, made: Sequence[SchoolParcel]) -> Parcels:
        """With all that can be done before it is written down."""
        if self.secret is None:
            return told
        intents = tuple(ledger.lines_of(_intents_of(told.runs, wanted, made, self.secret)))
        ready = self.at_home / told.key if self.at_home else None
        if ready and put_down(str(ready), told.files):
            return replace(told, intents=intents, ready=ready, files=lying(str(ready), told.files))
        return replace(told, intents=intents)


def numbered(group: Sequence[Made], first: int, out: Path) -> Iterator[Batch]:
    for one in group:
        parcels, asked = one.parcels, one.asked
        yield Batch(
            key=parcels.key,
            slug=slug_of(one),
            version=asked.request.agreement.version,
            authority=one.authority.name,
            at=at_of(asked),
            state=RunState.INTENT,
            entry=first,
            parcels=len(parcels.runs),
            rows=parcels.rows,
            digest=parcels.digest,
            known_as=asked.request.recipient_name(),
            reach=dict(reach_of(asked.allowed.spec).fields),
            destination=str(out),
            confirmed_by=asked.request.second_person if asked.allowed.why else None,
            members=parcels.members,
        )
        first += len(parcels.runs)


def at_of(asked: Asked) -> datetime:
    return asked.request.at.astimezone(UTC)


def _intents_of(
    runs: Sequence[str], wanted: Wanted, made: Sequence[SchoolParcel], secret: bytes
) -> Iterator[Intent]:
    """One for each parcel. secret  of which the ledger's word of who was in it is made"""
    asked, authority, _ = wanted
    slug, alike = asked.request.agreement.slug, same_for_all(asked, at_of(asked), authority.digest)
    for run, parcel in zip(runs, made, strict=True):
        yield Intent(
            **alike,
            run=run,
            school=parcel.school,
            people=parcel.people,
            people_root=root_of(secret, run, parcel.members),
            files=parcel.listing,
            decisions=authority.last_answer(slug, parcel.school),
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


def _digest_of(parcels: Sequence[SchoolParcel]) -> str:
    told = hashlib.sha256()
    for parcel in parcels:
        for one in parcel.listing:
            told.update(f"{parcel.school}\0{one.name}\0{one.sha256}\n".encode())
    return told.hexdigest()


def run_of(key: str, asked: Asked, authority: Authority, school: str) -> str:
    agreement, place = asked.request.agreement, Partition(authority.name, school)
    return Unit(night=key, slug=agreement.slug, version=agreement.version, partition=place).run


def load_of(made: Made, out: Path) -> Load:
    """A folder for the batch. An attempt that is made again has the same one: what is there of it is left."""
    own = f"{made.asked.request.on}-{key_of(made.asked, made.authority)[:8]}"
    place, parcels = out / slug_of(made) / made.authority.name / own, made.parcels
    return Load(to=str(place), files=parcels.files, ready=str(parcels.ready) if parcels.ready else None)


def _files_of(made: Sequence[SchoolParcel]) -> dict[str, bytes]:
    files = {f"{one.school}/{name}": data for one in made for name, data in one.files.items()}
    return {**files, MANIFESTS: together(one.manifest for one in made)}


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
