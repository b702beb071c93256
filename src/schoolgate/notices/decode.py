"""Bytes → characters, saying what had to be supposed."""

import codecs
import re

from charset_normalizer import from_bytes

from schoolgate.notices.errors import NotText
from schoolgate.notices.unseen import without_unseen

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What a file is taken for that is neither UTF-8 nor Windows-1252.
SUPPOSED = (
    "utf_8",
    "utf_16",
    "utf_16_le",
    "utf_16_be",
    "cp1250",
    "cp1257",
    "cp437",
    "cp850",
    "latin_1",
    "iso8859_14",
    "iso8859_15",
    "mac_roman",
)

# UTF-8 that a program took for Windows-1252 and saved again: "pupilsâ€™", "CafÃ©", "Â£2".
TWICE = re.compile(r"[\u00c2-\u00c5\u00e2][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]+")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f]")
MENDED = "Some signs had been saved in the wrong encoding (“{}”); they were put right."


def decode(data: bytes, name: str, *, declared: str | None = None) -> tuple[str, str, tuple[str, ...]]:
    """(text with \\n line ends, encoding, warnings). Raises NotText."""
    text, encoding, warnings = _decoded(data, name, declared)
    mended = without_unseen(TWICE.sub(_mended, text))
    broken = next((one[0] for one in TWICE.finditer(text) if _mended(one) != one[0]), None)
    return mended, encoding, (*warnings, MENDED.format(broken)) if broken else warnings


def _mended(found: re.Match[str]) -> str:
    """What the bytes say as UTF-8; where they are none, what was written."""
    try:
        return b"".join(_byte(character) for character in found[0]).decode("utf-8")
    except UnicodeError:
        return found[0]


def _byte(character: str) -> bytes:
    """Windows-1252 has no sign for five bytes; programs keep them as they are."""
    return character.encode("latin-1" if ord(character) < 0xA0 else "cp1252")


def _decoded(data: bytes, name: str, declared: str | None) -> tuple[str, str, tuple[str, ...]]:
    marked = _by_mark(data, name)
    if marked:
        return marked
    for encoding in filter(None, ("utf-8", declared)):
        text = _try(data, encoding)
        if text is not None:
            return _plain(text, name), encoding.lower(), ()
    return _supposed(data, name)


def _by_mark(data: bytes, name: str) -> tuple[str, str, tuple[str, ...]] | None:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            text = _try(data, encoding)
            if text is None:
                raise NotText(name)
            printed = encoding.removesuffix("-sig")
            return (
                _plain(text, name),
                printed,
                (f"The file begins with a {printed} byte-order mark; it was left out.",),
            )
    return None


def _supposed(data: bytes, name: str) -> tuple[str, str, tuple[str, ...]]:
    """Windows-1252 unless it cannot be: it is what Word and old content systems save."""
    text = _try(data, "cp1252")
    if text is not None and "\0" not in text:
        return _plain(text, name), "windows-1252", ("The file is not UTF-8; it was read as Windows-1252.",)
    best = from_bytes(data[:65536], cp_isolation=list(SUPPOSED), preemptive_behaviour=False).best()
    text = _try(data, best.encoding) if best else None
    if best is None or text is None:
        raise NotText(name)
    return _plain(text, name), best.encoding, (f"The file is not UTF-8; it was read as {best.encoding}.",)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError, OSError):  # a codec is a file, which a process shut in can't open
        return None


def _plain(text: str, name: str) -> str:
    if text.count("\0") or _unprintable(text) > len(text) // 20:
        raise NotText(name)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")


def _unprintable(text: str) -> int:
    return len(_UNPRINTABLE.findall(text))
