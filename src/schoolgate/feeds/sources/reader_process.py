"""The throw-away process that reads a roll. Started by isolate.py; nothing else uses it."""

import codecs
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from importlib.resources import files
from typing import Any

from schoolgate.confine.kernel import confine
from schoolgate.feeds.sources import SOURCES, suffix_of
from schoolgate.feeds.sources.archive import pack
from schoolgate.feeds.sources.as_json import loaded_to_json, refused_to_json
from schoolgate.feeds.sources.errors import STOP, RollRefused, refuse


def answer(question: bytes, shut_in: Callable[[], Sequence[str]] = confine) -> str:
    """What the process says: JSON with `held` and either `loaded` or `refused`."""
    header, _, data = question.partition(b"\n")
    asked = json.loads(header)
    _warm(date.fromisoformat(asked["on"]))
    held = shut_in()
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
    text = b"Admission number,Forename,Surname,DOB,FSM\n1,A,B,2020-01-01,no\n"
    # A workbook as a file of ours: making one would write to the machine's folder for passing files.
    workbook = (files(__package__) / "sample.xlsx").read_bytes()
    return {".csv": text, ".zip": pack({"pupil.csv": text}), ".xlsx": workbook}


if __name__ == "__main__":
    sys.stdout.write(answer(sys.stdin.buffer.read()))
