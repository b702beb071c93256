"""One sends at a time: a run between its intent and its outcome is not to be taken for interrupted."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from schoolgate.actions.office import Office
from schoolgate.domain.errors import Refused

PATIENCE = 60.0  # seconds


class OthersTurn(Refused):
    def __init__(self) -> None:
        super().__init__(
            "No feed was run.",
            ["another run of this school's feeds is under way; try again when it has ended"],
        )


@contextmanager
def turn_to_send(office: Office) -> Iterator[None]:
    """Waits for whoever is sending. SQLite's lock is one that every system has and a crash lets go.

    Raises  OthersTurn after `PATIENCE`.
    """
    lock = sqlite3.connect(
        office.home / f"sending-{office.tenant.school_id}.lock", timeout=PATIENCE, isolation_level=None
    )
    try:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            raise OthersTurn from None
        yield
    finally:
        lock.close()
