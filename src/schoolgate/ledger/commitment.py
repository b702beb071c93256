"""Who was in a parcel, sealed: with a person's salt it can be proved, without it nothing can be linked."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from schoolgate.domain.keyed_hash import KeyedHash, keyed_hash
from schoolgate.ledger.errors import TreeRefused
from schoolgate.ledger.tree import inclusion_proof, is_included, leaf_hash, root_of

_text = json.encoder.encode_basestring_ascii  # a text as JSON in ASCII
LABEL = b"schoolgate.person/1\x00"
SALT_SIZE = 32  # random bytes, one salt a person; destroying it is what erasure does to the ledger


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PersonProof:
    """That one person was, with these fields, in one run. Whoever holds it can show it offline."""

    run: str
    person: str
    fields: tuple[str, ...]
    salt: bytes
    index: int
    people: int
    path: tuple[bytes, ...]


def commit_person(salt: bytes, *, run: str, person: str, fields: Iterable[str]) -> bytes:
    """32 bytes that hold one person's part in one run.

    person  the school's own id for them, as in its roll
    fields  the fields of theirs that are in the parcel, in any order
    """
    return commit_people(sealing({person: salt}), run=run, fields=fields)[0]


def sealing(salts: Mapping[str, bytes]) -> dict[str, KeyedHash]:
    """What seals each person's part in any number of runs. salts  person → salt"""
    if any(len(salt) < SALT_SIZE for salt in salts.values()):
        raise TreeRefused(
            f"No commitment was made: a salt is at least {SALT_SIZE} random bytes. Make one for each person."
        )
    return {person: keyed_hash(salt, LABEL) for person, salt in salts.items()}


def commit_people(sealed: Mapping[str, KeyedHash], *, run: str, fields: Iterable[str]) -> list[bytes]:
    """As `commit_person`, of people with the same fields, in the order of `sealed`."""
    begun, ended = f"[{_text(run)},", f",{_list_of(tuple(fields))}]"
    return [digest(f"{begun}{_text(person)}{ended}".encode("ascii")) for person, digest in sealed.items()]


@lru_cache(maxsize=256)
def _list_of(fields: tuple[str, ...]) -> str:
    return json.dumps(sorted(fields), separators=(",", ":"), ensure_ascii=True)


def people_root(commitments: Iterable[bytes]) -> bytes:
    """The root over the commitments in the order of their bytes, so that the order of a roll is not in it."""
    return root_of(_hashes(commitments))


def prove_person(
    commitments: Iterable[bytes], salt: bytes, *, run: str, person: str, fields: Iterable[str]
) -> PersonProof:
    """Raises TreeRefused when this person, with these fields, is not among them."""
    named = tuple(sorted(fields))
    hashes = _hashes(commitments)
    own = leaf_hash(commit_person(salt, run=run, person=person, fields=named))
    if own not in hashes:
        raise TreeRefused("No proof was made: this person was not in that run with those fields.")
    index = hashes.index(own)
    path = tuple(inclusion_proof(hashes, index))
    return PersonProof(
        run=run, person=person, fields=named, salt=salt, index=index, people=len(hashes), path=path
    )


def proves_person(proof: PersonProof, root: bytes) -> bool:
    """`root` is the `people_root` of the run's intent, which the ledger holds."""
    own = leaf_hash(commit_person(proof.salt, run=proof.run, person=proof.person, fields=proof.fields))
    return is_included(own, proof.index, proof.people, proof.path, root)


def _hashes(commitments: Iterable[bytes]) -> list[bytes]:
    ordered = sorted(commitments)
    if len(set(ordered)) != len(ordered):
        raise TreeRefused(
            "No root was made: one person stands twice among the people of a run. Count them once."
        )
    return [leaf_hash(one) for one in ordered]
