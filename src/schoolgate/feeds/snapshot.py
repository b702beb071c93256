"""A roll, sealed: its tables in one file that only the school's key opens, and only in memory.

    b"SGROLL1\\n" · 12 bytes nonce · AES-256-GCM( zip of columns.json and <table>.parquet or <table>.json )

The associated data is "schoolgate.roll/1", NUL and the school's id: one school's roll does not open as
another's. Two seals of one roll differ, as the nonce is fresh; the digest is over the values alone
(tables.digest) and does not.
"""

import json
import os
from dataclasses import dataclass

import duckdb
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from schoolgate.domain.errors import Invalid
from schoolgate.domain.roll import load_roll
from schoolgate.feeds import engine
from schoolgate.feeds.sources.archive import pack, unpack
from schoolgate.feeds.tables import Tables, digest

MAGIC = b"SGROLL1\n"
NONCE = 12  # bytes
FORMAT = b"schoolgate.roll/1"
CONTENTS = "contents.json"


class SnapshotRefused(Invalid):
    """A sealed roll that does not open."""


@dataclass(frozen=True, slots=True, repr=False)
class Snapshot:
    """A roll opened: `connection` holds a table for each of the roll's.

    digest   hex SHA-256 of the values
    columns  what each table holds; a column that is not listed is not held at all
    """

    connection: duckdb.DuckDBPyConnection
    digest: str
    columns: dict[str, tuple[str, ...]]
    rows: dict[str, int]

    def __repr__(self) -> str:
        return f"Snapshot({self.digest[:12]}, {', '.join(f'{n} {t}' for t, n in self.rows.items())})"

    def holds(self, field: str) -> bool:
        """Is this column there? `field` as items name it: "pupil.upn"."""
        table, _, name = field.partition(".")
        return name in self.columns.get(table, ())

    def tables(self) -> Tables:
        return engine.fetch(self.connection, self.columns)

    def pupils(self) -> Tables:
        """As `tables`, of the one table."""
        return engine.fetch(self.connection, {"pupil": self.columns.get("pupil", ())})

    def close(self) -> None:
        self.connection.close()


def seal(tables: Tables, *, key: bytes, school_id: str, told: str | None = None) -> bytes:
    """key  32 bytes, the school's own. told  the digest of the tables, where it is known."""
    nonce = os.urandom(NONCE)
    sealed = AESGCM(key).encrypt(nonce, pack(_members(tables, told)), _associated(school_id))
    return MAGIC + nonce + sealed


def _associated(school_id: str) -> bytes:
    return FORMAT + b"\0" + school_id.encode()


def _members(tables: Tables, told: str | None = None) -> dict[str, bytes]:
    contents = {
        "digest": told or digest(tables),
        "columns": tables.columns(),
        "rows": {table.name: len(table.rows) for table in tables.by_name.values()},
    }
    held = [table for table in tables.by_name.values() if table.columns]
    members = {CONTENTS: json.dumps(contents).encode()}
    if not engine.HAS_MEMORY_FILES:
        return members | {f"{table.name}.json": engine.json_of(table) for table in held}
    with engine.connect() as connection:
        for table in held:
            engine.create_from_lines(connection, table.name, table.columns, engine.lines_of(table))
            members[f"{table.name}.parquet"] = engine.parquet_of(connection, table.name)
    return members


def open_snapshot(sealed: bytes, *, key: bytes, school_id: str) -> Snapshot:
    """Raises SnapshotRefused where the key, the school or a single byte is not the one it was sealed with."""
    if not sealed.startswith(MAGIC) or len(sealed) <= len(MAGIC) + NONCE:
        raise SnapshotRefused("The roll was not opened: this is not a sealed roll. Load the roll again.")
    nonce, body = sealed[len(MAGIC) : len(MAGIC) + NONCE], sealed[len(MAGIC) + NONCE :]
    try:
        packed = AESGCM(key).decrypt(nonce, body, _associated(school_id))
    except InvalidTag as error:
        raise SnapshotRefused(
            "The roll was not opened: it was sealed with another key or for another school, or "
            "it was changed. Bring back the key it was sealed with, or load the roll again."
        ) from error
    return _opened(unpack(packed, "the sealed roll"))


def snapshot_of(tables: Tables) -> Snapshot:
    """A roll opened that was never sealed."""
    return _opened(_members(tables))


def _opened(members: dict[str, bytes]) -> Snapshot:
    contents = json.loads(members[CONTENTS])
    columns = {name: tuple(contents["columns"].get(name, ())) for name in load_roll()}
    connection = engine.connect()
    for name in load_roll():
        _create(connection, name, columns.get(name, ()), members)
    engine.close_the_doors(connection)
    return Snapshot(connection, contents["digest"], columns, contents["rows"])


def _create(
    connection: duckdb.DuckDBPyConnection, name: str, columns: tuple[str, ...], members: dict[str, bytes]
) -> None:
    if not columns:
        engine.create_empty(connection, name)
    elif f"{name}.json" in members:
        engine.create(connection, name, columns, members[f"{name}.json"])
    elif engine.HAS_MEMORY_FILES:
        engine.create_from_parquet(connection, name, members[f"{name}.parquet"])
    else:
        raise SnapshotRefused(
            "The roll was not opened: it was sealed on Linux, and this machine can't read such a roll "
            "in memory. Load the roll again here."
        )
