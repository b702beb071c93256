"""The name by which one recipient knows one pupil, and nobody else does.

    recipient's key = HKDF-SHA256(master, info = "schoolgate.pseudonym/1" NUL controller NUL recipient)
    pseudonym       = first 130 bits of HMAC-SHA256(key, school NUL kind NUL id), base32 in lower case

So two recipients cannot join their lists, a new version of an agreement keeps every account, and trying
all numbers one by one finds no pupil without the master key.
"""

import base64
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from schoolgate.domain.catalogue import fold
from schoolgate.domain.keyed_hash import keyed_hash

LENGTH = 26  # letters a-z and digits 2-7
_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
_TWO = tuple(one + two for one in _ALPHABET for two in _ALPHABET)


@dataclass(frozen=True, slots=True, repr=False)
class Pseudonyms:
    """Pseudonyms of one school's people for one recipient.

    accounts  pupil → the recipient's own key of an account that was there before: it stays what it is
    """

    key: bytes
    school_id: str
    accounts: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return "Pseudonyms(…)"

    def of(self, kind: str, identity: str) -> str:
        """kind  what is meant: "pupil", "staff", "class" …; one id of two kinds has two pseudonyms."""
        if kind == "pupil" and identity in self.accounts:
            return self.accounts[identity]
        message = "\0".join((self.school_id, kind, identity)).encode()
        code = base64.b32encode(hmac.digest(self.key, message, "sha256")).decode()
        return code[:LENGTH].lower()

    def of_all(self, kind: str, identities: Iterable[str]) -> list[str]:
        """As `of`, of each in this order, for a third of the work."""
        if kind == "pupil" and self.accounts:
            return [self.of(kind, one) for one in identities]
        digest = keyed_hash(self.key, "\0".join((self.school_id, kind, "")).encode())
        return [_letters(digest(one.encode())) for one in identities]


def _letters(digest: bytes) -> str:
    """The first 130 bits in base32, as `of` spells them: each ten bits are two letters."""
    first, second = int.from_bytes(digest[:5]), int.from_bytes(digest[5:10])
    third, last = int.from_bytes(digest[10:15]), int.from_bytes(digest[15:17]) >> 6
    return (
        f"{_TWO[first >> 30]}{_TWO[first >> 20 & 1023]}{_TWO[first >> 10 & 1023]}{_TWO[first & 1023]}"
        f"{_TWO[second >> 30]}{_TWO[second >> 20 & 1023]}{_TWO[second >> 10 & 1023]}{_TWO[second & 1023]}"
        f"{_TWO[third >> 30]}{_TWO[third >> 20 & 1023]}{_TWO[third >> 10 & 1023]}{_TWO[third & 1023]}"
        f"{_TWO[last]}"
    )


def pseudonyms(
    master: bytes,
    *,
    controller_id: str,
    recipient: str,
    school_id: str,
    accounts: Mapping[str, str] | None = None,
) -> Pseudonyms:
    """recipient  the name the recipient is known by; case and punctuation do not matter."""
    info = b"schoolgate.pseudonym/1\0" + controller_id.encode() + b"\0" + fold(recipient).encode()
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(master)
    return Pseudonyms(key, school_id, accounts or {})
