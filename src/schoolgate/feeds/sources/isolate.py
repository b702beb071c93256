"""Reads a roll in a throw-away process: bounded memory and time, no network, no files.

What confines the process is handed in, as the command that starts it: this room knows of no other.
"""

import codecs
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook

from schoolgate.feeds.sources import SOURCES, suffix_of
from schoolgate.feeds.sources.archive import pack
from schoolgate.feeds.sources.as_json import (
    loaded_from_json,
    loaded_to_json,
    refused_from_json,
    refused_to_json,
)
from schoolgate.feeds.sources.errors import RollRefused, refuse
from schoolgate.feeds.sources.loaded import Loaded

WALL_SECONDS = 60
NEEDS_PROTECTION = frozenset((".xlsx",))  # taken apart by a library in C; the others by Python's own
STOP = "Export it again as CSV, and check that it is a roll."


def read_isolated(
    data: bytes, name: str, on: date, *, command: Sequence[str], unprotected: bool = False
) -> Loaded:
    """As SOURCES[suffix], in a process of its own that is gone afterwards. Raises RollRefused.

    command      a Python module that calls `answer`, such as ("-m", "schoolgate.actions.roll_process")
    unprotected  read also where the machine can't confine the process
    """
    suffix = suffix_of(name)
    answer = _ask(data, name, on, command)
    if "refused" in answer:
        raise refused_from_json(answer["refused"])
    held = {"landlock", "seccomp"} & set(answer["held"])
    if suffix in NEEDS_PROTECTION and not held and not unprotected:
        what = "this machine can't shut its reading off from files and network."
        raise refuse(name, what, "Export it as CSV.")
    try:
        return loaded_from_json(answer["loaded"])
    except (KeyError, TypeError, ValueError) as error:
        raise refuse(name, "its reading broke off.", STOP) from error


def _ask(data: bytes, name: str, on: date, command: Sequence[str]) -> dict[str, Any]:
    question = json.dumps({"name": name, "on": on.isoformat()}).encode() + b"\n" + data
    with subprocess.Popen(
        (sys.executable, "-I", *command),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a traceback may quote the roll
        env={},
        start_new_session=True,
    ) as process:
        try:
            told, _ = process.communicate(question, timeout=WALL_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise refuse(name, f"reading it took longer than {WALL_SECONDS} seconds.", STOP) from None
    return _parsed(told, process.returncode, name)


def _parsed(told: bytes, code: int, name: str) -> dict[str, Any]:
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        raise refuse(name, "reading it took too much computing.", STOP)
    try:
        answer: dict[str, Any] = json.loads(told)
    except ValueError:
        raise refuse(name, "its reading broke off.", STOP) from None
    return answer


def answer(question: bytes, confine: Callable[[], Sequence[str]]) -> str:
    """What the process says: JSON with `held` and either `loaded` or `refused`.

    confine  shuts this process in, and says what then holds; nothing can be opened afterwards
    """
    header, _, data = question.partition(b"\n")
    asked = json.loads(header)
    _warm(date.fromisoformat(asked["on"]))
    held = confine()
    return json.dumps({"held": list(held), **_read(data, asked["name"], date.fromisoformat(asked["on"]))})


def _read(data: bytes, name: str, on: date) -> dict[str, Any]:
    try:
        return {"loaded": loaded_to_json(SOURCES[suffix_of(name)](data, name, on))}
    except RollRefused as refused:
        return {"refused": refused_to_json(refused)}
    except MemoryError:
        return {"refused": refused_to_json(refuse(name, "reading it needed too much memory.", STOP))}


def _warm(on: date) -> None:
    """Read one of each kind before the doors close, so that every late import and data file is in memory."""
    for encoding in (
        "utf-8-sig",
        "utf-16",
        "cp1252",
        "cp437",
    ):  # a codec is a file, found when first asked for
        codecs.lookup(encoding)
    for suffix, sample in _samples().items():
        SOURCES[suffix](sample, f"sample{suffix}", on)


def _samples() -> dict[str, bytes]:
    born = date(2020, 1, 1)
    rows: list[list[object]] = [
        ["Admission number", "Forename", "Surname", "DOB", "FSM"],
        ["1", "A", "B", born, "no"],
    ]
    text = "\n".join(",".join(map(str, row)) for row in rows).encode()
    return {".csv": text, ".zip": pack({"pupil.csv": text}), ".xlsx": _workbook(rows)}


def _workbook(rows: Sequence[Sequence[object]]) -> bytes:
    book, buffer = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet("Pupils")
    for row in rows:
        sheet.append(row)
    book.save(buffer)
    return buffer.getvalue()
