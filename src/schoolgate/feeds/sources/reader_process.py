"""The throw-away process that reads a roll. Started by isolate.py; nothing else uses it."""

import codecs
import gc
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from importlib.resources import files
from typing import Any

from schoolgate.confine.kernel import confine
from schoolgate.feeds.sources import SOURCES, suffix_of
from schoolgate.feeds.sources.archive import pack
from schoolgate.feeds.sources.as_json import loaded_to_json, refused_to_json
from schoolgate.feeds.sources.corrections import Corrections, corrections_from_json
from schoolgate.feeds.sources.errors import STOP, RollRefused, refuse

MEMORY = 1536 * 1024 * 1024  # bytes: a trust's roll of 60,000 pupils needs more than a notice


def shut_in_with_room() -> Sequence[str]:
    return confine(MEMORY)


def answer(question: bytes, shut_in: Callable[[], Sequence[str]] = shut_in_with_room) -> str:
    """What the process says: JSON with `held` and either `loaded` or `refused`."""
    header, _, data = question.partition(b"\n")
    asked = json.loads(header)
    on, corrections = date.fromisoformat(asked["on"]), corrections_from_json(asked.get("corrections", "{}"))
    _warm(asked["name"], on)
    held = shut_in()
    return json.dumps({"held": list(held), **_read(data, asked["name"], on, corrections)})


def _read(data: bytes, name: str, on: date, corrections: Corrections) -> dict[str, Any]:
    try:
        return {"loaded": loaded_to_json(SOURCES[suffix_of(name)](data, name, on, corrections))}
    except RollRefused as refused:
        return {"refused": refused_to_json(refused)}
    except MemoryError:
        return {"refused": refused_to_json(refuse(name, "reading it needed too much memory.", STOP))}


def _warm(name: str, on: date) -> None:
    """Read samples of its kind before the doors close: no import and no data file opens afterwards."""
    for encoding in (
        "utf-8-sig",
        "utf-16",
        "cp1252",
        "cp437",
    ):  # a codec is a file, found when first asked for
        codecs.lookup(encoding)
    suffix = suffix_of(name)
    for sample in _samples()[suffix]:
        SOURCES[suffix](sample, f"sample{suffix}", on)


def _samples() -> Mapping[str, tuple[bytes, ...]]:
    text = b"Admission number,Forename,Surname,DOB,FSM\n1,A,B,2020-01-01,no\n"
    # A workbook as a file of ours: making one would write to the machine's folder for passing files.
    workbook = (files(__package__) / "sample.xlsx").read_bytes()
    return {
        **dict.fromkeys((".csv", ".tsv", ".txt"), (text,)),
        ".zip": (pack({"pupil.csv": text}), pack(_SMALL_ROSTER)),
        ".xlsx": (workbook,),
        ".xml": (_SMALL_REPORT, _SMALL_TRANSFER),
    }


_SMALL_ROSTER = {
    "users.csv": b"sourcedId,enabledUser,role,givenName,familyName\n1,true,student,A,B\n",
    "demographics.csv": b"sourcedId,birthDate,sex\n1,2020-01-01,female\n",
}
_SMALL_REPORT = (
    b"<SuperStarReport><Record><Adno>1</Adno><Forename>A</Forename><Surname>B</Surname></Record>"
    b"</SuperStarReport>"
)
_SMALL_TRANSFER = (
    b"<CTfile><Header><CTFversion>25.0</CTFversion></Header><CTFpupilData><Pupil><UPN>B801200005001</UPN>"
    b"<Surname>B</Surname><Forename>A</Forename></Pupil></CTFpupilData></CTfile>"
)


if __name__ == "__main__":
    gc.disable()  # a roll has no cycles to look for, and looking takes a third of its reading
    sys.stdout.write(answer(sys.stdin.buffer.read()))
