"""Reads somebody else's document in a throw-away process: bounded memory and time, no network, no files."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from schoolgate.confine import process
from schoolgate.confine.kernel import MEMORY
from schoolgate.domain.reading import DocumentKind, Reading
from schoolgate.notices import errors
from schoolgate.notices.as_json import reading_from_json
from schoolgate.notices.errors import NoticeError, NotProtected, ReadingStopped
from schoolgate.notices.readers import READERS
from schoolgate.notices.size import refuse_by_size

WALL_SECONDS = 30
COMMAND = process.module("schoolgate.notices.reader_process")
PLAIN = frozenset((".txt", ".csv"))  # read by Python alone
NEEDS_PROTECTION = frozenset(READERS) - PLAIN  # unpacked, or parsed by a library in C or Rust
UNPROTECTED = (
    "The document was read without protection: this machine cannot shut a reading off from files and network."
)


def read_isolated(data: bytes, name: str, *, unprotected: bool = False) -> Reading:
    """As read_notice, in a process of its own that is gone afterwards.

    unprotected  read also where the machine cannot confine the process; the reading then says so.
    Raises       a NoticeError, ReadingStopped where the process was stopped or broke.
    """
    refuse_by_size(data, name)
    return reading_of(ask(data, name), name, unprotected=unprotected)


def read_about_isolated(
    data: bytes, name: str, *, service: str, kind: DocumentKind, unprotected: bool = False
) -> Reading:
    """As read_about, in a process of its own that is gone afterwards. Raises as read_isolated does."""
    refuse_by_size(data, name)
    question = {"name": name, "about": service, "kind": kind.value}
    return reading_of(_answered(question, data, COMMAND, WALL_SECONDS), name, unprotected=unprotected)


def reading_of(answer: Mapping[str, Any], name: str, *, unprotected: bool = False) -> Reading:
    """What the process answered, as a reading; raises what it refused, and what nothing confined."""
    if "error" in answer:
        raise _as_raised(answer["error"], name)
    reading = reading_from_json(answer["reading"])
    if process.is_shut_in(answer):
        return reading
    if PurePath(name).suffix.lower() in NEEDS_PROTECTION and not unprotected:
        raise NotProtected(name, "Landlock and no seccomp")
    return replace(reading, warnings=(*reading.warnings, UNPROTECTED))


def ask(
    data: bytes, name: str, *, command: Sequence[str] = COMMAND, wall_seconds: float = WALL_SECONDS
) -> dict[str, Any]:
    """The answer of a throw-away process, as reader_process.py describes it."""
    return _answered({"name": name}, data, command, wall_seconds)


def _answered(
    question: Mapping[str, str], data: bytes, command: Sequence[str], wall_seconds: float
) -> dict[str, Any]:
    try:
        return process.ask(command, question, data, wall_seconds=wall_seconds)
    except process.ProcessStopped as stopped:
        raise ReadingStopped(question["name"], str(stopped)) from None


def _as_raised(error: dict[str, str], name: str) -> NoticeError:
    """The error that the process raised, with its words."""
    if error["kind"] == "MemoryError":
        return ReadingStopped(name, f"reading it needed more than {MEMORY // 1024 // 1024} MiB of memory")
    kind = getattr(errors, error["kind"], NoticeError)
    raised: NoticeError = kind.__new__(kind)
    Exception.__init__(raised, error["words"])
    return raised
