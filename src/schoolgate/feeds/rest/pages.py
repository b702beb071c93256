"""One answer of a server, read in a throw-away process as a stranger's file is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from schoolgate.confine import process
from schoolgate.feeds.rest.errors import Passing
from schoolgate.feeds.rest.page_process import TOKEN

WALL_SECONDS = 30
COMMAND = process.module("schoolgate.feeds.rest.page_process")


class OddAnswer(Exception):
    """Whole, and not what the standard says it should be. Never a value."""


@dataclass(frozen=True, slots=True, repr=False)
class Page:
    """ids  of its objects, in order. files  name → the rows that they make, as CSV without headings

    leads_to  as `asking.Answer` has it, where a page itself says it
    """

    ids: tuple[str, ...]
    files: Mapping[str, str]
    leads_to: str | None = None


def page_of(body: bytes, dialect: str, collection: str) -> Page:
    """Raises Passing for half an answer, OddAnswer."""
    told = _told(body, dialect, collection)["page"]
    return Page(ids=tuple(told["ids"]), files=told["files"], leads_to=told["next"])


def token_of(body: bytes, dialect: str) -> str:
    """Raises Passing for half an answer, OddAnswer."""
    return str(_told(body, dialect, TOKEN)["token"])


def _told(body: bytes, dialect: str, collection: str) -> dict[str, Any]:
    question = {"dialect": dialect, "collection": collection}
    try:
        told = process.ask(COMMAND, question, body, wall_seconds=WALL_SECONDS)
    except process.ProcessStopped as stopped:
        raise OddAnswer(str(stopped)) from None
    if "broken" in told:
        raise Passing(told["broken"])
    if "odd" in told:
        raise OddAnswer(told["odd"])
    return told
