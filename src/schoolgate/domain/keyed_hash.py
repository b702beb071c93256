"""HMAC-SHA256 (RFC 2104) of many messages under one key, which goes into the hash once for all of them."""

import hashlib
from collections.abc import Callable

KeyedHash = Callable[[bytes], bytes]
_BLOCK = 64  # bytes that SHA-256 takes at a time
_INNER, _OUTER = (bytes(one ^ pad for one in range(256)) for pad in (0x36, 0x5C))


def keyed_hash(key: bytes, begun: bytes = b"") -> KeyedHash:
    """What gives the 32 bytes of a message. begun  how all messages begin; it is not handed in again"""
    whole = (key if len(key) <= _BLOCK else hashlib.sha256(key).digest()).ljust(_BLOCK, b"\0")
    inner = hashlib.sha256(whole.translate(_INNER) + begun).copy
    outer = hashlib.sha256(whole.translate(_OUTER)).copy

    def digest(message: bytes) -> bytes:
        within, without = inner(), outer()
        within.update(message)
        without.update(within.digest())
        return without.digest()

    return digest
