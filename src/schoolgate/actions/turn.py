"""One sends at a time: a run between its intent and its outcome is not to be taken for interrupted."""

import sqlite3
from collections.abc import Callable, Iterator
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


class OtherWorker(Refused):
    def __init__(self) -> None:
        super().__init__(
            "No worker was started.", ["another worker of this school is awake; one is enough, stop it first"]
        )


@contextmanager
def turn_to_send(office: Office) -> Iterator[None]:
    """Waits for whoever is sending. Raises OthersTurn after `PATIENCE`."""
    with _alone(office, "sending", PATIENCE, OthersTurn):
        yield


@contextmanager
def only_worker(office: Office) -> Iterator[None]:
    """Raises OtherWorker at once."""
    with _alone(office, "worker", 0, OtherWorker):
        yield


@contextmanager
def _alone(office: Office, what: str, patience: float, refused: Callable[[], Refused]) -> Iterator[None]:
    """SQLite's lock is one that every system has and a crash lets go."""
    lock = sqlite3.connect(
        office.home / f"{what}-{office.tenant.school_id}.lock", timeout=patience, isolation_level=None
    )
    try:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise refused() from None
            raise  # a full disk, a home that nobody may write to
        yield
    finally:
        lock.close()
