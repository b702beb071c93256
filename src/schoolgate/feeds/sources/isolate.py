"""Reads a roll in a throw-away process: bounded memory and time, no network, no files."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from schoolgate.confine import process
from schoolgate.feeds.sources import suffix_of
from schoolgate.feeds.sources.as_json import loaded_from_json, refused_from_json
from schoolgate.feeds.sources.corrections import NO_CORRECTIONS, Corrections, corrections_to_json
from schoolgate.feeds.sources.errors import STOP, refuse
from schoolgate.feeds.sources.loaded import Loaded

WALL_SECONDS = 60
NEEDS_PROTECTION = frozenset((".xlsx",))  # taken apart by a library in C; the others by Python's own
COMMAND = process.module("schoolgate.feeds.sources.reader_process")


def read_isolated(
    data: bytes,
    name: str,
    on: date,
    *,
    corrections: Corrections = NO_CORRECTIONS,
    command: Sequence[str] = COMMAND,
    unprotected: bool = False,
) -> Loaded:
    """As SOURCES[suffix], in a process of its own that is gone afterwards. Raises RollRefused.

    unprotected  read also where the machine can't confine the process
    """
    suffix = suffix_of(name)
    answer = _ask(data, name, on, corrections, command)
    if "refused" in answer:
        raise refused_from_json(answer["refused"])
    if suffix in NEEDS_PROTECTION and not process.is_shut_in(answer) and not unprotected:
        what = "this machine can't shut its reading off from files and network."
        raise refuse(name, what, "Export it as CSV.")
    try:
        return loaded_from_json(answer["loaded"])
    except (KeyError, TypeError, ValueError) as error:
        raise refuse(name, "its reading broke off.", STOP) from error


def _ask(
    data: bytes, name: str, on: date, corrections: Corrections, command: Sequence[str]
) -> dict[str, Any]:
    try:
        question = {"name": name, "on": on.isoformat(), "corrections": corrections_to_json(corrections)}
        return process.ask(command, question, data, wall_seconds=WALL_SECONDS)
    except process.ProcessStopped as stopped:
        raise refuse(name, f"{stopped}.", STOP) from None
