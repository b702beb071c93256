"""Exit codes by cause: the same for every command, and a promise to scripts."""

import os
import sys
from collections.abc import Callable

import typer

from schoolgate.cli.output import talk
from schoolgate.cli.session import Session
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


def run(app: typer.Typer, arguments: list[str], session: Session) -> int:
    """Run one command: its errors become a sentence on stderr and an exit code, never a traceback."""
    command = typer.main.get_command(app)
    return caught(lambda: command.main(args=arguments, prog_name="schoolgate", obj=session))


def caught(command: Callable[[], object]) -> int:
    try:
        command()
    except SchoolgateError as error:
        talk(str(error))
        return exit_code(error)
    except BrokenPipeError:
        # Whoever read us has seen enough; nothing more can be said to them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        talk(_of_the_machine(error))
        return ERROR
    except SystemExit as stop:  # how typer ends every command, usage errors included
        return stop.code if isinstance(stop.code, int) else ERROR
    return DONE


def _of_the_machine(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    why = (error.strerror or type(error).__name__).lower()
    return f"The command stopped: {where}{why}. Put that right, or choose another place, and try again."
