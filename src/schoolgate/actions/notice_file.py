"""One notice from its file, read and not kept: no home is opened, so nothing here knows of the store."""

import re
from pathlib import Path

from schoolgate.actions.documents import read_bytes
from schoolgate.domain.errors import Invalid
from schoolgate.domain.reading import DocumentKind, Reading
from schoolgate.notices.as_json import reading_to_json
from schoolgate.notices.errors import NoticeError
from schoolgate.notices.isolate import read_about_isolated, read_isolated
from schoolgate.notices.readers import READERS

as_json = reading_to_json
ENDINGS = tuple(READERS)
LARGEST = 20_000_000  # bytes; a notice of more is refused before it is opened
PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body|main|article|section|div|table|ul|ol|p|h[1-6])\b",
    re.IGNORECASE,
)


def name_of_pasted(data: bytes) -> str:
    """The name by which words without a file are spoken of; its ending says how they are read."""
    return "pasted.html" if PAGE.match(data) else "pasted.txt"


def bytes_of(path: Path) -> bytes:
    """Raises NotFound, or Invalid where it can't be a notice by its size or sort."""
    if path.is_file() and path.stat().st_size > LARGEST:
        raise Invalid(
            f"{path.name} was not read: it has {path.stat().st_size / 1_000_000:.0f} MB "
            f"and a notice may have {LARGEST / 1_000_000:.0f} MB. "
            "Save the page's text alone, without pictures, and try again."
        )
    return read_bytes(path)


def read(data: bytes, name: str, *, unprotected: bool = False) -> Reading:
    """The document, read in a throw-away process; `unprotected` where nothing can shut that in.

    Raises  Invalid with the reader's own sentence.
    """
    try:
        return read_isolated(data, name, unprotected=unprotected)
    except NoticeError as error:
        raise Invalid(str(error)) from error


def read_about(
    data: bytes, name: str, *, service: str, kind: DocumentKind, unprotected: bool = False
) -> Reading:
    """As `read`, of a document that is about one service alone."""
    try:
        return read_about_isolated(data, name, service=service, kind=kind, unprotected=unprotected)
    except NoticeError as error:
        raise Invalid(str(error)) from error
