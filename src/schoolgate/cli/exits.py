"""Exit codes by cause: the same for every command, and a promise to scripts."""

import sys
from collections.abc import Callable

from schoolgate.domain.errors import Ambiguous, Invalid, NotFound, Refused, SchoolgateError

DONE, ERROR, USAGE, NOT_FOUND, REFUSED, INVALID, FINDINGS = 0, 1, 2, 3, 4, 5, 6

BY_CAUSE: tuple[tuple[type[Exception], int], ...] = (
    (NotFound, NOT_FOUND),
    (Ambiguous, USAGE),
    (Refused, REFUSED),
    (Invalid, INVALID),
    (SchoolgateError, ERROR),
)


def exit_code(error: SchoolgateError) -> int:
    return next(code for cause, code in BY_CAUSE if isinstance(error, cause))


def run(command: Callable[[], object]) -> int:
    """Run one command: its errors become a sentence on stderr and an exit code."""
    try:
        command()
    except SchoolgateError as error:
        sys.stderr.write(f"{error}\n")
        return exit_code(error)
    except BrokenPipeError:
        return DONE
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else ERROR
    return DONE
