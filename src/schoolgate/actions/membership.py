"""Who was in a run, kept at home as commitments: nothing links them to a pupil but the pupil's salt."""

import json
import zlib
from collections.abc import Collection, Iterator, Mapping

from schoolgate.domain.run import Membership
from schoolgate.ledger.commitment import commit_person, people_root

SCHEMA = "schoolgate.membership/1"


def made(run: str, people: Mapping[str, Collection[str]], salts: Mapping[str, bytes]) -> Membership:
    """people: pupil id → the fields of theirs in the parcel. The record groups people by those fields."""
    groups: dict[tuple[str, ...], list[str]] = {}
    commitments = []
    for pupil, fields in people.items():
        commitment = commit_person(salts[pupil], run=run, person=pupil, fields=fields)
        commitments.append(commitment)
        groups.setdefault(tuple(sorted(fields)), []).append(commitment.hex())
    body = [{"fields": list(fields), "people": sorted(found)} for fields, found in sorted(groups.items())]
    record = json.dumps({"schema": SCHEMA, "groups": body}, separators=(",", ":")).encode()
    return Membership(run=run, root=people_root(commitments).hex(), record=zlib.compress(record, 1))


def fields_of(membership: Membership, pupil: str, salt: bytes) -> tuple[str, ...] | None:
    """The fields of this pupil's that were in the run; None: they were not in it."""
    for fields, people in _groups(membership):
        if commit_person(salt, run=membership.run, person=pupil, fields=fields).hex() in people:
            return fields
    return None


def everyone(membership: Membership, salts: Mapping[str, bytes]) -> Mapping[str, tuple[str, ...]]:
    """Of the pupils whose salts are known, those in the run: pupil id → fields of theirs."""
    groups = [(fields, frozenset(people)) for fields, people in _groups(membership)]
    return {
        pupil: fields
        for pupil, salt in salts.items()
        for fields, people in groups
        if commit_person(salt, run=membership.run, person=pupil, fields=fields).hex() in people
    }


def commitments(membership: Membership) -> tuple[bytes, ...]:
    return tuple(bytes.fromhex(one) for _, people in _groups(membership) for one in people)


def _groups(membership: Membership) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    for group in json.loads(zlib.decompress(membership.record))["groups"]:
        yield tuple(group["fields"]), group["people"]
