"""What stands at the edges of a run: the courier, somebody else's connection, an outsider with the ledger."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection, connections

from schoolgate.actions import ledger, turn
from schoolgate.actions.disclose import disclose
from schoolgate.actions.doorway import folder
from schoolgate.domain.run import RunState
from schoolgate.store import runs
from tests.actions.cast import (
    DEPUTY,
    OFFICE,
    Clock,
)

ROOT = Path(__file__).parents[2]
VERIFIER = ROOT / "tools" / "verify_ledger.py"
COMPILING = 0.02  # seconds that somebody else waits for the database before giving up


def bring(office, out, courier, slug="sums", clock=None):
    """One run with a courier of the test's own, as `feeds` would make it."""
    with turn.turn_to_send(office):
        return disclose(
            office,
            slug,
            door=folder(out, courier),
            by=OFFICE,
            confirmed_by=DEPUTY,
            clock=clock or Clock(),
        )


def elsewhere(act):
    """What `act` gives in a thread, which has a database connection of its own."""

    def closing():
        try:
            with connection.cursor() as cursor:
                wait = f"{int(COMPILING * 1000)}"
                sqlite = connection.vendor == "sqlite"
                cursor.execute(f"PRAGMA busy_timeout={wait}" if sqlite else f"SET lock_timeout={wait}")
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(closing).result()


def verified(office, folder, head=None):
    """By the tool that shares no code with the writer; against a head that was kept elsewhere."""
    export, key = folder / "ledger.json", folder / "key"
    export.write_text(ledger.export(office), "utf-8")
    key.write_text(ledger.key(office), "utf-8")
    command = [sys.executable, str(VERIFIER), str(export), "--key", str(key)]
    if head is not None:
        (folder / "head").write_text(head, "utf-8")
        command += ["--against", str(folder / "head")]
    return subprocess.run(command, capture_output=True, text=True, check=False).returncode == 0


def states(office):
    return [(one.run, one.state) for one in runs.all_runs(office.tenant)]


class Interrupted(Exception):
    pass


def interrupt(office, out):
    """A run whose courier never came back."""

    def courier(files, *, to):
        raise Interrupted

    with pytest.raises(Interrupted):
        bring(office, out, courier)
    assert [state for _, state in states(office)] == [RunState.INTENT]
