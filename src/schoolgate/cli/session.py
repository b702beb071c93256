"""What a command is handed: the day, the place of work, and how to print."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:  # it knows of the store, which a command that works on files does without
    from schoolgate.actions.office import Office

EARLIEST, LATEST = 1900, 2200  # years: anything else is a slip of the pen


@dataclass(frozen=True, slots=True)
class Session:
    """Handed in by `server`: no command reads the environment, and only a command reads the clock.

    home      the data folder; not made until `open_home` or `open_office` is called
    open_home makes the folder and its database ready, and gives the place of work with no school yet
    """

    home: Path
    open_home: "Callable[[Path], Office]"
    serve: Callable[[Path, int], None]
    has_database: Callable[[], bool]

    def office(self) -> "Office":
        return self.open_home(self.home)


def session(context: typer.Context) -> Session:
    found = context.find_root().obj
    assert isinstance(found, Session)
    return found


def now() -> datetime:
    return datetime.now(UTC)


def moment(value: str | None) -> datetime:
    """--on as a moment: noon of that day; without it, now."""
    return now() if value is None else datetime.combine(day(value), time(12), UTC)


def day(value: str | None) -> date:
    """--on: an ISO day; without it, today in the school's own country.

    Raises  typer.BadParameter (exit 2).
    """
    if value is None:
        return datetime.now().astimezone().date()
    try:
        found = date.fromisoformat(value)
    except ValueError as error:
        raise typer.BadParameter(f"'{value}' is not a day. Write it as 2026-11-22.") from error
    if not EARLIEST <= found.year <= LATEST:
        raise typer.BadParameter(f"'{value}' is not a day between {EARLIEST} and {LATEST}.")
    return found
