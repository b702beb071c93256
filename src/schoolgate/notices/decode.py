"""Bytes → characters, saying what had to be supposed."""

import codecs

from charset_normalizer import from_bytes

from schoolgate.notices.errors import NotText

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


def decode(data: bytes, name: str, *, declared: str | None = None) -> tuple[str, str, tuple[str, ...]]:
    """(text with \\n line ends, encoding, warnings). Raises NotText."""
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
    return sum(1 for character in text if ord(character) < 32 and character not in "\n\r\t\f\v")
