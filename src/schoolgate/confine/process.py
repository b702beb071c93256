"""Asks a process of its own, which is gone afterwards.

Asked: one line of JSON, then the file's bytes, on standard input. Answered: one JSON object on standard
output. The module that answers imports what it needs, calls `kernel.confine`, and only then looks at the
bytes.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from schoolgate.confine.kernel import CPU_SECONDS

DOORS = frozenset(("landlock", "seccomp"))  # either keeps a process from files and network


class ProcessStopped(Exception):
    """No answer came. The words end a sentence of the room that asked: "… was not read: WORDS"."""


def module(name: str) -> tuple[str, ...]:
    """The command that answers; isolated from the folder it is started in and from the environment."""
    return (sys.executable, "-I", "-m", name)


def ask(
    command: Sequence[str], question: Mapping[str, str], data: bytes, *, wall_seconds: float
) -> dict[str, Any]:
    """Raises ProcessStopped where it took too long, computed too much, or broke off."""
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a traceback may quote the file
        env={},
        start_new_session=True,
    ) as process:
        try:
            told, _ = process.communicate(json.dumps(question).encode() + b"\n" + data, timeout=wall_seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise ProcessStopped(f"reading it took longer than {wall_seconds:g} seconds") from None
    return _parsed(told, process.returncode)


def _parsed(told: bytes, code: int) -> dict[str, Any]:
    if words := why_it_stopped(told, code):
        raise ProcessStopped(words)
    answer: dict[str, Any] = json.loads(told)
    return answer


def why_it_stopped(told: bytes, code: int) -> str | None:
    """Of a process that ended with this code after telling that; None: it answered."""
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return f"reading it took more than {CPU_SECONDS} seconds of computing"
    try:
        json.loads(told)
    except ValueError:
        return "its reading broke off"
    return None


def is_shut_in(answer: Mapping[str, Any]) -> bool:
    """Did the process that answered have neither files nor network?"""
    return bool(DOORS & set(answer["held"]))
