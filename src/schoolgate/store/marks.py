"""Whether anything was committed since a moment; if not, what was read after it still stands."""

import sqlite3
from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mark:
    """SQLite counts what others committed (version) and what this connection itself changed."""

    line: sqlite3.Connection
    version: int
    changes: int


def mark() -> Mark | None:
    """None where the database can't tell: then everything has to be read again."""
    if connection.vendor != "sqlite":
        return None
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA data_version")
        (version,) = cursor.fetchone()
    line = connection.connection
    return Mark(line=line, version=version, changes=line.total_changes)


def is_unchanged_since(then: Mark | None) -> bool:
    """False also where nobody can tell. Inside a `durable` it stays true until the `durable` ends."""
    if then is None:
        return False
    now = mark()
    return now is not None and (now.line, now.version, now.changes) == (then.line, then.version, then.changes)
