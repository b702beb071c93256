"""The console entry point: reads the environment, opens the home, hands both to the command line."""

import sqlite3
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from schoolgate.cli.app import build, needs_a_home
from schoolgate.cli.exits import ERROR, run
from schoolgate.cli.session import Session
from schoolgate.server import environment, mishaps

if TYPE_CHECKING:
    from schoolgate.actions.office import Office

DATABASE_STOPPED = (
    "The command stopped: the home's database was busy, is full or damaged, or can't be written to. "
    "What it was about to write, it did not. Try again; if that does not help, run 'schoolgate doctor'.\n"
)


def main(arguments: Sequence[str] | None = None) -> None:
    sys.excepthook = mishaps.tell
    words = list(sys.argv[1:] if arguments is None else arguments)
    _speak_utf8()
    session = _session(environment.read())
    sys.exit(_at_home(words, session) if needs_a_home(words) else run(build(words), words, session))


def _session(place: environment.Environment) -> Session:
    # Django and the store take half a second to import: whoever needs no home does without.
    def serve(home: Path, port: int) -> None:
        from schoolgate.server.address import answer_at
        from schoolgate.server.serve import serve

        answer_at(place.address)

        serve(lambda: opener(place)(home), port, with_worker=home == place.home)

    def has_database() -> bool:
        from schoolgate.server.home import Home

        return place.database is not None or Home(place.home).database.exists()

    return Session(
        home=place.home,
        open_home=lambda home: opener(place)(home),
        serve=serve,
        has_database=has_database,
    )


def _at_home(words: list[str], session: Session) -> int:
    from django.db import DatabaseError

    from schoolgate.server import boot

    # Models can be imported only after this, so every file that knows of them is imported below it.
    boot.configure()
    try:
        return run(build(words), words, session)
    except (DatabaseError, sqlite3.Error):
        # What the database says of a row may hold personal data.
        sys.stderr.write(DATABASE_STOPPED)
        return ERROR


def _speak_utf8() -> None:
    """Names are of many origins: a pipe or an old terminal that says otherwise would stop half-way."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def opener(place: environment.Environment) -> "Callable[[Path], Office]":
    """Opens a home: the one the environment names on its database, any other on SQLite in its own folder."""
    from schoolgate.server import boot
    from schoolgate.server.home import Home
    from schoolgate.server.office import office_of

    def open_home(path: Path) -> "Office":
        own = path == place.home
        home = Home(path)
        keys = boot.boot(home, place.database if own else None, place.owner if own else None)
        return office_of(home, keys, place.school if own else None)

    return open_home


if __name__ == "__main__":
    main()
