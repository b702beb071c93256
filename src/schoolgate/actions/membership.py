"""Who was in a run, kept at home as commitments: nothing links them to a pupil but the pupil's salt.

    one line of JSON: the schema, and for each group the fields of its people and how many they are
    the commitments of 32 bytes each, group after group, in the order of their bytes

The first version was one JSON document with the commitments in hex, packed by zlib; it is still read.
"""

import json
import zlib
from collections.abc import Collection, Iterator, Mapping

from schoolgate.domain.keyed_hash import KeyedHash
from schoolgate.domain.run import Membership
from schoolgate.ledger.commitment import commit_people, commit_person, people_root, sealing

SCHEMA = "schoolgate.membership/2"
SIZE = 32  # bytes of a commitment


People = Mapping[str, Collection[str]]  # pupil id → the fields of theirs in the parcel


def made(run: str, people: People, salts: Mapping[str, bytes]) -> Membership:
    """The record groups people by those fields."""
    return made_all({run: people}, salts)[0]


def made_all(runs: Mapping[str, People], salts: Mapping[str, bytes]) -> list[Membership]:
    """As `made`, of each run in this order."""
    sealed = sealing(salts)
    return [_made(run, people, sealed) for run, people in runs.items()]


def _made(run: str, people: People, sealed: Mapping[str, KeyedHash]) -> Membership:
    groups = {
        fields: sorted(commit_people({one: sealed[one] for one in found}, run=run, fields=fields))
        for fields, found in sorted(_by_fields(people).items())
    }
    told = [{"fields": fields, "people": len(found)} for fields, found in groups.items()]
    head = json.dumps({"schema": SCHEMA, "groups": told}, separators=(",", ":")).encode()
    whole = [one for found in groups.values() for one in found]
    return Membership(run=run, root=people_root(whole).hex(), record=b"".join((head, b"\n", *whole)))


def _by_fields(people: People) -> dict[tuple[str, ...], list[str]]:
    """Fields, sorted → whose."""
    found: dict[tuple[str, ...], list[str]] = {}
    for pupil, fields in people.items():
        found.setdefault(tuple(fields), []).append(pupil)
    ordered: dict[tuple[str, ...], list[str]] = {}
    for fields, pupils in found.items():
        ordered.setdefault(tuple(sorted(fields)), []).extend(pupils)
    return ordered


def fields_of(membership: Membership, pupil: str, salt: bytes) -> tuple[str, ...] | None:
    """The fields of this pupil's that were in the run; None: they were not in it."""
    for fields, people in _groups(membership):
        if commit_person(salt, run=membership.run, person=pupil, fields=fields) in people:
            return fields
    return None


def everyone(membership: Membership, salts: Mapping[str, bytes]) -> Mapping[str, tuple[str, ...]]:
    """Of the pupils whose salts are known, those in the run: pupil id → fields of theirs."""
    sealed = sealing(salts)
    groups = {fields: frozenset(people) for fields, people in _groups(membership)}
    return {
        pupil: fields
        for fields, people in groups.items()
        for pupil, one in zip(sealed, commit_people(sealed, run=membership.run, fields=fields), strict=True)
        if one in people
    }


def commitments(membership: Membership) -> tuple[bytes, ...]:
    return tuple(one for _, people in _groups(membership) for one in people)


def _groups(membership: Membership) -> Iterator[tuple[tuple[str, ...], list[bytes]]]:
    if not membership.record.startswith(b"{"):
        yield from _first_version(membership.record)
        return
    head, _, rest = membership.record.partition(b"\n")
    whole = [rest[at : at + SIZE] for at in range(0, len(rest), SIZE)]
    for group in json.loads(head)["groups"]:
        yield tuple(group["fields"]), whole[: group["people"]]
        del whole[: group["people"]]


def _first_version(record: bytes) -> Iterator[tuple[tuple[str, ...], list[bytes]]]:
    for group in json.loads(zlib.decompress(record))["groups"]:
        yield tuple(group["fields"]), [bytes.fromhex(one) for one in group["people"]]
