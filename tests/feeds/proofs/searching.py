"""Finds a cell of the unique school in any bytes, as it stands or encoded, packed, turned round or hashed."""

import binascii
import hashlib
import html
import io
import quopri
import re
import zipfile
import zlib
from urllib.parse import unquote_to_bytes

# A word of `unique_school.word`, a UPN, a telephone number, a percentage, a date as files write it.
SHAPES = re.compile(
    rb"zq[a-z]{6}|[a-z]\d{12}|07\d{9}|\d\d\.\d{4}|(?:20[01]\d-\d\d-\d\d)|\d\d([/.-])\d\d\1\d{4}|\d{4}/\d\d/\d\d",
    re.IGNORECASE,
)
BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{10,}(?:\r?\n[A-Za-z0-9+/_-]{10,})*")
HEX = re.compile(rb"(?:[0-9A-Fa-f]{2}[ :]?){8,}")
HASH = re.compile(rb"(?<![0-9a-f])(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})(?![0-9a-f])", re.IGNORECASE)
JSON_ESCAPE = re.compile(rb"\\u([0-9a-fA-F]{4})")
PACKED = (b"\x1f\x8b\x08", b"\x78\x01", b"\x78\x9c", b"\x78\xda")
DEEPEST = 3
LONG = 300
URL_SAFE = bytes.maketrans(b"-_", b"+/")
LONGEST_SPREAD = 64 * 1024 * 1024
DATES = ("%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y/%m/%d")


class Searcher:
    """known  text → whose cell it is (`unique_school`)"""

    def __init__(self, known):
        self.known = dict(known)
        for text, cell in known.items():
            if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
                self.known |= {respelled(text, how): cell for how in DATES}
        self.hashes = {
            digest: text for text in known for spelt in spellings(text) for digest in hashes_of(spelt)
        }

    def found(self, data):
        """Every text of the school that is in these bytes, in small letters."""
        return set(self._found(data, DEEPEST, set()))

    def cells(self, data):
        return {self.known[text] for text in self.found(data)}

    def _found(self, data, deep, seen):
        for look in (data, data[::-1], re.sub(rb"[^0-9A-Za-z]+", b"", data)):
            yield from self._as_it_stands(look)
        if deep == 0 or len(data) > LONGEST_SPREAD:
            return
        for other in readings(data):
            mark = hashlib.blake2b(other, digest_size=16).digest()
            if len(other) >= 6 and mark not in seen:
                seen.add(mark)
                yield from self._found(other, deep - 1, seen)

    def _as_it_stands(self, data):
        for match in SHAPES.finditer(data):
            text = match.group().decode("ascii").lower()
            if text in self.known:
                yield text
        for match in HASH.finditer(data):
            if (digest := match.group().lower()) in self.hashes:
                yield self.hashes[digest]


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
    if b"=" in data:
        yield quopri.decodestring(data)


def unpacked(data):
    for start in places(data, b"PK\x03\x04")[:1]:
        yield from zip_members(data[start:])
    for magic in PACKED:
        for start in places(data, magic):
            yield from inflated(data[start:])


def places(data, mark):
    return [one.start() for one in re.finditer(re.escape(mark), data)][:50]


def zip_members(data):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                yield info.filename.encode() + b"\n" + info.comment + b"\n" + archive.read(info)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, zlib.error, RuntimeError):
        return


def inflated(data):
    try:
        yield zlib.decompressobj(47).decompress(data, LONGEST_SPREAD)
    except zlib.error:
        return


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
