"""What was read a moment ago, for as long as nobody has written anything since."""

from collections.abc import Callable, Hashable
from threading import local
from typing import Any, TypeVar

from schoolgate.store import pulls

Found = TypeVar("Found")
MOST = 1000  # answers remembered by one thread


class _Remembered(local):
    """By thread, as each has a connection of its own."""

    pulse: tuple[object, int, int] | None = None
    answers: dict[Hashable, Any]


_remembered = _Remembered()


def unchanged(ask: Callable[[], Found], question: Hashable) -> Found:
    """What `ask` gives: asked anew where anything was written to the database since, else as remembered."""
    pulse = pulls.pulse()
    if pulse is None:
        return ask()
    if _remembered.pulse != pulse or len(_remembered.answers) > MOST:
        _remembered.pulse, _remembered.answers = pulse, {}
    if question not in _remembered.answers:
        _remembered.answers[question] = ask()
    found: Found = _remembered.answers[question]
    return found
