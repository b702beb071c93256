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

LENGTH = 26  # letters a-z and digits 2-7
_TAKEN, _LETTERS = 20, 32  # bytes of a digest that fill whole letters, and how many letters those are


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
        """As `of`, of each in this order, for half of the work."""
        if kind == "pupil" and self.accounts:
            return [self.of(kind, one) for one in identities]
        begun = "\0".join((self.school_id, kind, "")).encode()
        digests = [hmac.digest(self.key, begun + one.encode(), "sha256")[:_TAKEN] for one in identities]
        codes = base64.b32encode(b"".join(digests)).decode().lower()
        return [codes[at : at + LENGTH] for at in range(0, len(codes), _LETTERS)]


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
