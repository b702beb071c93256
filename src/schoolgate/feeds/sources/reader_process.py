"""The throw-away process that reads a roll. Started by isolate.py; nothing else uses it."""

import codecs
import io
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook

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


if __name__ == "__main__":
    sys.stdout.write(answer(sys.stdin.buffer.read()))
