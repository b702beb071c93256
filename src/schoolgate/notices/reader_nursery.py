"""Many documents, each read in a throw-away process that is forked from one which has everything imported.

In, again and again: one line of JSON with the name and the size in bytes, then so many bytes. Out: one line
of JSON for each, as reader_process.py answers, or `stopped` with why no answer came. Started by many.py.
"""

import gc
import json
import os
import select
import signal
import sys
import time
from pathlib import PurePath
from typing import Any, BinaryIO

from schoolgate.confine.kernel import confine
from schoolgate.confine.process import why_it_stopped
from schoolgate.notices.reader_process import answer, warm
from schoolgate.notices.wording import compile_all
from schoolgate.samples import notice_files

WALL_SECONDS = 30
MANY = 20  # readings, before it pays to compile what is seldom tried
PIPE = 1 << 16  # bytes read at a time


def main() -> None:
    asked = sys.stdin.buffer
    warmed: set[str] = set()
    _practise()
    for count, line in enumerate(iter(asked.readline, b""), 1):
        if count == MANY:
            compile_all()
            warmed.clear()
        question = json.loads(line)
        data = asked.read(question["size"])
        _be_warm(PurePath(question["name"]).suffix.lower(), warmed)
        told = _in_a_child(data, question["name"])
        sys.stdout.buffer.write(told.rstrip(b"\n") + b"\n")
        sys.stdout.buffer.flush()


def _practise() -> None:
    """Our own samples, read once: each child is then forked with most patterns compiled and words remembered
    (measured: half the time of a reading)."""
    for sample in notice_files():
        answer(sample.read_bytes(), sample.name)


def _be_warm(ending: str, warmed: set[str]) -> None:
    """Once for each kind, before the fork: every child then begins with it."""
    if ending not in warmed:
        warm(ending)
        warmed.add(ending)
        gc.collect()
        gc.freeze()  # what is there already is shared with every child, unless it is touched


def _in_a_child(data: bytes, name: str) -> bytes:
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        _answer(data, name, into)
    os.close(into)
    with os.fdopen(out, "rb", buffering=0) as pipe:
        told = _read_until(pipe, time.monotonic() + WALL_SECONDS)
    if told is None:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if told is None:
        return _stopped(f"reading it took longer than {WALL_SECONDS} seconds")
    words = why_it_stopped(told, os.waitstatus_to_exitcode(status))
    return told if words is None else _stopped(words)


def _answer(data: bytes, name: str, into: int) -> None:
    """The child: never comes back."""
    try:
        os.close(0)
        held = confine()
        found: dict[str, Any] = {"held": held, **answer(data, name)}
        with os.fdopen(into, "wb") as pipe:
            pipe.write(json.dumps(found).encode())
    finally:
        os._exit(0)


def _read_until(pipe: BinaryIO, deadline: float) -> bytes | None:
    """All that comes until the other end closes; None where that is not by the deadline."""
    parts: list[bytes] = []
    while (left := deadline - time.monotonic()) > 0:
        if not select.select([pipe], [], [], left)[0]:
            break
        part = pipe.read(PIPE)
        if not part:
            return b"".join(parts)
        parts.append(part)
    return None


def _stopped(words: str) -> bytes:
    return json.dumps({"stopped": words}).encode()


if __name__ == "__main__":
    main()
