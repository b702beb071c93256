"""A document from its address, within what the home allows; read like any other file of a stranger's."""

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from schoolgate.actions import hosts, notice_file
from schoolgate.domain.errors import Invalid
from schoolgate.egress.get import SECONDS, get
from schoolgate.egress.guard import Guard
from schoolgate.egress.network import INTERNET, Network

# A content type → the ending by which a file of the kind is read.
SORTS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "message/rfc822": ".eml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
}
PLAIN = frozenset((".md", ".csv", ".txt"))  # what a server may well call text/plain
LONGEST_NAME = 80  # characters


@dataclass(frozen=True, slots=True)
class Fetched:
    """`name` ends as a file of its kind does; `address` is where the document was found in the end."""

    data: bytes
    name: str
    address: str


def fetch(
    home: Path, address: str, *, plain: bool = False, seconds: float = SECONDS, network: Network = INTERNET
) -> Fetched:
    """Raises NotFetched, HostNotAllowed, InsideRefused; Invalid where no reader takes its kind.

    plain  http is allowed too
    """
    found = get(address, Guard(frozenset(hosts.allowed(home)), network), plain=plain, seconds=seconds)
    return Fetched(found.data, _name(found.address, found.sort), found.address)


def _name(address: str, sort: str) -> str:
    """Its last part, or its host's name, with the ending of its kind."""
    place = urlsplit(address)
    last = PurePosixPath(unquote(place.path)).name
    printed = PurePosixPath(last).suffix.lower()
    ending = SORTS.get(sort, printed)
    if ending == ".txt" and printed in PLAIN:
        ending = printed
    if ending not in notice_file.ENDINGS:
        raise Invalid(
            f"{place.scheme}://{place.netloc}{place.path} was not read: its server calls it "
            f"'{sort or 'nothing'}', and no notice is of that kind. Give the address of the page or document."
        )
    stem = last[: -len(printed)] if printed else last
    kept = re.sub(r"[^\w .()-]+", "-", stem).strip(" .-")[:LONGEST_NAME]
    return f"{kept or place.netloc}{ending}"
