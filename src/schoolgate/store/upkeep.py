"""What the database says of itself, and a copy of it."""

import sqlite3
import tempfile
from pathlib import Path

from django.db import connection

from schoolgate.store import guards


def faults() -> tuple[str, ...]:
    """Empty when the database is whole and keeps what it is told."""
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("SELECT 1")
            return ()
        found = [row[0] for row in cursor.execute("PRAGMA integrity_check").fetchall()]
    return tuple(one for one in found if one != "ok")


def missing_guards() -> tuple[str, ...]:
    return guards.missing(connection)


def copy_database() -> bytes:
    """SQLite only: the whole database at one moment, by SQLite's own online backup."""
    connection.ensure_connection()
    with tempfile.TemporaryDirectory(dir=Path(str(connection.settings_dict["NAME"])).parent) as folder:
        path = Path(folder) / "copy.sqlite3"
        copy = sqlite3.connect(path)
        try:
            connection.connection.backup(copy)
        finally:
            copy.close()
        return path.read_bytes()
