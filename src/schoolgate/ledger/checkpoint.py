"""Signed heads: C2SP tlog-checkpoint (https://c2sp.org/tlog-checkpoint) as signed notes, by Ed25519."""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from schoolgate.ledger.errors import HeadRefused

ED25519 = b"\x01"  # the signature type, in the key's ID and in the verifier key
ORIGIN = re.compile(r"[0-9A-Za-z][0-9A-Za-z._/-]{0,199}", re.ASCII)
NOTE = re.compile(
    r"(?P<origin>[^\n]+)\n(?P<size>0|[1-9][0-9]{0,18})\n(?P<root>[0-9A-Za-z+/]{43}=)\n"
    r"\n\u2014 (?P<name>[^ \n]+) (?P<signature>[0-9A-Za-z+/]{90}[0-9A-Za-z+/=]{2})\n",
    re.ASCII,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """A signed head, read. Nothing is known of its signature until `is_signed_by`."""

    origin: str
    size: int
    root: bytes
    key_id: bytes  # 4 bytes
    signature: bytes  # 64 bytes
    note: str  # as written


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifierKey:
    """What an outsider needs to check heads. Its name is the ledger's origin."""

    name: str
    public: bytes  # 32 bytes

    def key_id(self) -> bytes:
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id().hex()}+{_base64(ED25519 + self.public)}"


def generate_key() -> bytes:
    """A new signing key as PKCS #8 PEM, not encrypted: whoever keeps it sets who may read it."""
    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def load_key(pem: bytes) -> Ed25519PrivateKey:
    """Raises HeadRefused."""
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError):
        raise HeadRefused(_NO_KEY) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise HeadRefused(_NO_KEY)
    return key


_NO_KEY = (
    "The ledger's signing key was not loaded: the file does not hold an Ed25519 key in PEM without a "
    "password. Restore it from the backup of keys."
)


def verifier_key(origin: str, key: Ed25519PrivateKey) -> VerifierKey:
    _check_origin(origin)
    return VerifierKey(name=origin, public=key.public_key().public_bytes_raw())


def parse_verifier_key(text: str) -> VerifierKey:
    """`name+key id+key`, as `schoolgate ledger key` prints it. Raises HeadRefused."""
    name, _, rest = text.strip().partition("+")
    encoded = rest.partition("+")[2]
    try:
        held = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        held = b""
    key = VerifierKey(name=name, public=held[1:])
    if len(held) != 33 or str(key) != text.strip() or not ORIGIN.fullmatch(name):
        raise HeadRefused(
            "The verifier key was not read: it is not one line 'origin+key id+key' with the key's own id. "
            "Take it again from 'schoolgate ledger key'."
        )
    return key


def sign_checkpoint(origin: str, size: int, root: bytes, key: Ed25519PrivateKey) -> str:
    """The signed note over a tree of `size` leaves."""
    verifier = verifier_key(origin, key)
    body = f"{origin}\n{size}\n{_base64(root)}\n"
    signature = _base64(verifier.key_id() + key.sign(body.encode()))
    return f"{body}\n\u2014 {origin} {signature}\n"


def parse_checkpoint(note: str) -> Checkpoint:
    """Raises HeadRefused unless it is exactly a head as `sign_checkpoint` spells one."""
    match = NOTE.fullmatch(note)
    root, signed = (_exact(match[part]) for part in ("root", "signature")) if match else (b"", b"")
    if match is None or not root or not signed or match["name"] != match["origin"]:
        raise HeadRefused(
            "The signed head was not read: it is not a checkpoint of origin, size, root and one signature. "
            "Take it again from 'schoolgate ledger checkpoint'."
        )
    size = int(match["size"])
    return Checkpoint(
        origin=match["origin"], size=size, root=root, key_id=signed[:4], signature=signed[4:], note=note
    )


def is_signed_by(checkpoint: Checkpoint, key: VerifierKey) -> bool:
    if checkpoint.origin != key.name or checkpoint.key_id != key.key_id():
        return False
    body = checkpoint.note.partition("\n\n")[0] + "\n"
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(checkpoint.signature, body.encode())
    except InvalidSignature:
        return False
    return True


def _check_origin(origin: str) -> None:
    if not ORIGIN.fullmatch(origin):
        raise HeadRefused(
            "No head was signed: a ledger's origin is letters, digits, '.', '_', '/' and '-', at most 200, "
            "beginning with a letter or digit. Choose such a name."
        )


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _exact(text: str) -> bytes:
    """The bytes, or none where the text is not their only spelling."""
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error:
        return b""
    return data if _base64(data) == text else b""
