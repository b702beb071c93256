"""Finds a cell of the unique school in any bytes, as it stands or encoded, packed, turned round or hashed."""

import binascii
import hashlib
import html
import quopri
import re
import zlib
from contextlib import suppress
from struct import unpack
from urllib.parse import unquote_to_bytes

# Cells of `unique_school` in small letters. Each begins with known letters, so that a search leaps.
SHAPES = [
    re.compile(one)
    for one in (
        rb"zq[a-z]{10}",
        rb"823\d{9}",  # a UPN after its letter
        rb"07\d{9}",
        rb"8[01]\.\d{4}",
        rb"20[012]\d([-/])\d\d\1\d\d",
    )
]
ENDS_IN_YEAR = [re.compile(re.escape(mark) + rb"20[012]\d") for mark in (b"/", b".", b"-")]
BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{10,}(?:\r?\n[A-Za-z0-9+/_-]{10,})*")
HEX = re.compile(rb"(?:[0-9A-Fa-f]{2}[ :]?){8,}")
HASH = re.compile(rb"[0-9a-f]{32,}")
JSON_ESCAPE = re.compile(rb"\\u([0-9a-fA-F]{4})")
PACKED = (b"\x1f\x8b\x08", b"\x78\x01", b"\x78\x9c", b"\x78\xda")
SHOWN = re.compile(rb"\\(x([0-9a-f]{2})|[nrt\\'])")
DEEPEST = 3
LONG = 300
URL_SAFE = bytes.maketrans(b"-_", b"+/")
LONGEST_SPREAD = 64 * 1024 * 1024
DATES = ("%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y/%m/%d")


class Searcher:
    """known  the texts of a school (`unique_school`), in small letters"""

    def __init__(self, known):
        self.known = {text: text for text in known}
        self.known |= {text[1:]: text for text in known if re.fullmatch(r"[a-z]823\d{9}", text)}
        for text in known:
            if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
                self.known |= {respelled(text, how): text for how in DATES}
        self.hashes = {
            digest: text for text in known for spelt in spellings(text) for digest in hashes_of(spelt)
        }

    def found(self, data):
        """Every text of the school that is in these bytes, as `known` has it."""
        return set(self._found(data, DEEPEST, set()))

    def _found(self, data, deep, seen):
        small = data.lower()
        for look in (small, small[::-1], re.sub(rb"\s+", b"", small), re.sub(rb"[^0-9a-z]+", b"", small)):
            yield from (self.known[text] for text in texts_in(look) if text in self.known)
        for match in HASH.finditer(small):
            if match.group() in self.hashes:
                yield self.hashes[match.group()]
        if deep == 0 or len(data) > LONGEST_SPREAD:
            return
        for other in readings(data):
            mark = hashlib.blake2b(other, digest_size=16).digest()
            if len(other) >= 6 and mark not in seen:
                seen.add(mark)
                yield from self._found(other, deep - 1, seen)


def texts_in(small):
    """Everything that looks like a cell, in bytes of small letters."""
    for shape in SHAPES:
        for match in shape.finditer(small):
            yield match.group().decode()
    for ending in ENDS_IN_YEAR:
        for match in ending.finditer(small):
            yield small[max(match.start() - 5, 0) : match.end()].decode("latin-1")


def spellings(text):
    return {text, text.upper(), text.capitalize()}


def hashes_of(text):
    for name in ("md5", "sha1", "sha256"):
        yield hashlib.new(name, text.encode(), usedforsecurity=False).hexdigest().encode()


def respelled(iso, how):
    year, month, day = iso.split("-")
    return how.replace("%Y", year).replace("%m", month).replace("%d", day)


def readings(data):
    """The other ways in which these bytes can be read. What says nothing new is left out."""
    yield from unpacked(data)
    yield from from_base64(data)
    yield from from_hex(data)
    if b"\0" in data:
        yield data.replace(b"\0", b"")
    if b"%" in data:
        yield unquote_to_bytes(data)
    if b"&" in data:
        yield html.unescape(data.decode("utf-8", "replace")).encode()
    if b"\\u" in data:
        yield JSON_ESCAPE.sub(lambda one: chr(int(one.group(1), 16)).encode("utf-8", "replace"), data)
    if b"\\x" in data:
        yield as_shown(data)
    if not data.isascii():
        with suppress(UnicodeError):
            yield data.decode("utf-8").encode("latin-1")
    if b"=" in data:
        yield quopri.decodestring(data)


def as_shown(data):
    """Bytes as Python shows them: b'\\x1f\\x8b…'"""
    short = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"\\": b"\\", b"'": b"'"}
    return SHOWN.sub(lambda one: bytes.fromhex(one[2].decode()) if one[2] else short[one[1]], data)


def unpacked(data):
    for start in places(data, b"PK\x03\x04"):
        yield from zip_member(data[start:])
    for magic in PACKED:
        for start in places(data, magic):
            yield from inflated(data[start:], 47)


def places(data, mark):
    return [one.start() for one in re.finditer(re.escape(mark), data)][:2000]


def zip_member(data):
    """One file of an archive by its own header alone, whatever became of the archive; its name comes too."""
    if len(data) < 30:
        return
    method, size, name, extra = unpack("<8xH8xI4xHH", data[:30])
    yield data[30 : 30 + name]
    body = data[30 + name + extra :]
    if method:
        yield from inflated(body, -15)
    else:
        yield body[:size] if size else body.partition(b"PK")[0]


def inflated(data, kind):
    with suppress(zlib.error):
        yield zlib.decompressobj(kind).decompress(data, LONGEST_SPREAD)


def from_base64(data):
    """A text may stand anywhere in what was encoded, and a run may begin in the middle of four letters."""
    runs = [re.sub(rb"\s", b"", one.group()).translate(URL_SAFE) for one in BASE64.finditer(data)]
    yield from by_itself_or_together(runs, 4, of_base64)


def of_base64(part):
    return binascii.a2b_base64(part + b"=" * (-len(part) % 4)) if len(part) % 4 != 1 else of_base64(part[:-1])


def from_hex(data):
    runs = [re.sub(rb"[ :]", b"", one.group()) for one in HEX.finditer(data)]
    yield from by_itself_or_together(runs, 2, lambda part: binascii.a2b_hex(part[: len(part) // 2 * 2]))


def by_itself_or_together(runs, places, decoded):
    """Long runs one by one, as they may hold anything; the many short ones in one piece."""
    for start in range(places):
        yield from (decoded(run[start:]) for run in runs if len(run) >= LONG)
        yield b"\n".join(decoded(run[start:]) for run in runs if len(run) < LONG)
