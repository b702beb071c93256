"""Who was in the parcels of a batch: a bit for each pupil of a school, in the order of their ids.

It stays home. The ledger has an HMAC of each school's bits under a key that does not leave either, so whoever
holds the record can show what was written down, and nobody can try out who was in it.
"""

import hmac
import json
import zlib
from collections.abc import Collection, Mapping, Sequence

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

INFO = b"schoolgate.members/1"


def bits_of(pupils: Sequence[str], people: Collection[str]) -> bytes:
    """pupils  all of a school, by id. The first pupil is the highest bit of the first byte."""
    inside = frozenset(people)
    text = "".join("1" if one in inside else "0" for one in pupils)
    return from_text(text)


def from_text(text: str) -> bytes:
    """Of zeros and ones, filled up with zeros to whole bytes."""
    size = -(-len(text) // 8)
    return int(text.ljust(size * 8, "0") or "0", 2).to_bytes(size, "big")


def people_in(pupils: Sequence[str], bits: bytes) -> tuple[str, ...]:
    told = "".join(f"{one:08b}" for one in bits)
    return tuple(pupil for pupil, bit in zip(pupils, told, strict=False) if bit == "1")


def secret_of(master: bytes) -> bytes:
    """32 bytes of its own, from a key of the home's."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=INFO).derive(master)


def root_of(secret: bytes, run: str, bits: bytes) -> str:
    return hmac.digest(secret, run.encode() + b"\0" + bits, "sha256").hex()


def packed(schools: Mapping[str, bytes]) -> bytes:
    told = {school: bits.hex() for school, bits in sorted(schools.items())}
    return zlib.compress(json.dumps(told, separators=(",", ":")).encode(), 1)


def unpacked(record: bytes) -> dict[str, bytes]:
    return {school: bytes.fromhex(bits) for school, bits in json.loads(zlib.decompress(record)).items()}
