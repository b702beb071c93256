"""A mapping of pupils to account keys, sealed for one school and one agreement."""

import json
import os
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from schoolgate.domain.errors import SchoolgateError
from schoolgate.domain.step import Reason, Step

FORMAT = b"schoolgate.accounts/1"
NONCE = 12


class MappingRefused(SchoolgateError):
    """It does not open: another key, another school, or a byte that was changed."""

    def __init__(self, slug: str) -> None:
        super().__init__(
            Reason(
                f"The account keys of {slug} were not opened: they were sealed with another key, or changed.",
                Step.MATCH_ACCOUNTS,
                f"Match them again: schoolgate feed rekey {slug} --mapping FILE.csv --dry-run",
            )
        )


def seal_keys(keys: Mapping[str, str], *, key: bytes, school_id: str, slug: str) -> bytes:
    """keys  pupil → account key; key  32 bytes, the school's own"""
    nonce = os.urandom(NONCE)
    packed = json.dumps(dict(sorted(keys.items())), ensure_ascii=False).encode()
    return nonce + AESGCM(key).encrypt(nonce, packed, _bound_to(school_id, slug))


def open_keys(sealed: bytes, *, key: bytes, school_id: str, slug: str) -> dict[str, str]:
    try:
        packed = AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], _bound_to(school_id, slug))
    except (InvalidTag, ValueError) as error:
        raise MappingRefused(slug) from error
    found: dict[str, str] = json.loads(packed)
    return found


def _bound_to(school_id: str, slug: str) -> bytes:
    return b"\0".join((FORMAT, school_id.encode(), slug.encode()))
