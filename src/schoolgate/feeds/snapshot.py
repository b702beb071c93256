"""A roll, sealed: its tables in one file that only the school's key opens, and only in memory.

    b"SGROLL1\\n" · 12 bytes nonce · AES-256-GCM( zip of contents.json and a member for each table )

A table of few rows is <table>.columns.json (packed.py), any other <table>.parquet, or <table>.json where
this machine has no files in memory.

The associated data is "schoolgate.roll/1", NUL and the school's id: one school's roll does not open as
another's. Two seals of one roll differ, as the nonce is fresh; the digest is over the values alone
(tables.digest) and does not.
"""

import json
import os
from collections.abc import Mapping
from functools import cached_property

import duckdb
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from schoolgate.domain.errors import Invalid
from schoolgate.domain.roll import load_roll
from schoolgate.feeds import engine
from schoolgate.feeds.packed import PackedTable, can_be_packed, pack_table
from schoolgate.feeds.sources.archive import pack, unpack
from schoolgate.feeds.tables import Table, Tables, digest

MAGIC = b"SGROLL1\n"
NONCE = 12  # bytes
FORMAT = b"schoolgate.roll/1"
CONTENTS = "contents.json"
PACKED = ".columns.json"


class SnapshotRefused(Invalid):
    """A sealed roll that does not open."""


class Snapshot:
    """A roll opened. Tables of few rows are read as they lie; a query finds a table for each of the roll's.

    digest   hex SHA-256 of the values
    columns  what each table holds; a column that is not listed is not held at all
    packed   the tables of few rows that hold something
    """

    def __init__(
        self,
        members: Mapping[str, bytes],
        *,
        digest: str,
        columns: dict[str, tuple[str, ...]],
        rows: dict[str, int],
    ) -> None:
        self._members = members
        self.digest = digest
        self.columns = columns
        self.rows = rows
        self.packed = {
            name: PackedTable(name, members[name + PACKED]) for name in columns if name + PACKED in members
        }

    def __repr__(self) -> str:
        return f"Snapshot({self.digest[:12]}, {', '.join(f'{n} {t}' for t, n in self.rows.items())})"

    @cached_property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """An engine that holds the roll, started when it is first asked for: few rolls need one."""
        connection = engine.connect()
        for name in load_roll():
            self._create(connection, name)
        engine.close_the_doors(connection)
        return connection

    def _create(self, connection: duckdb.DuckDBPyConnection, name: str) -> None:
        columns = self.columns.get(name, ())
        if not columns:
            engine.create_empty(connection, name)
        elif name in self.packed:
            _create_from_packed(connection, self.packed[name].as_packed())
        elif f"{name}.json" in self._members:
            engine.create(connection, name, columns, self._members[f"{name}.json"])
        else:
            engine.create_from_parquet(connection, name, self._members[f"{name}.parquet"])

    def holds(self, field: str) -> bool:
        """Is this column there? `field` as items name it: "pupil.upn"."""
        table, _, name = field.partition(".")
        return name in self.columns.get(table, ())

    def is_packed(self, *tables: str) -> bool:
        """Can these be read without an engine? A table that holds nothing has nothing to be read."""
        return all(name in self.packed or not self.columns.get(name) for name in tables)

    def tables(self) -> Tables:
        return self._fetched(self.columns)

    def pupils(self) -> Tables:
        """As `tables`, of the one table."""
        return self._fetched({"pupil": self.columns.get("pupil", ())})

    def _fetched(self, columns: dict[str, tuple[str, ...]]) -> Tables:
        if self.is_packed(*columns):
            return Tables({name: self._table(name) for name in columns})
        return engine.fetch(self.connection, columns)

    def _table(self, name: str) -> Table:
        return self.packed[name].whole() if name in self.packed else Table(name, (), ())

    def close(self) -> None:
        if "connection" in self.__dict__:
            self.connection.close()


def _create_from_packed(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    if engine.HAS_MEMORY_FILES:
        engine.create_from_lines(connection, table.name, table.columns, engine.lines_of(table))
    else:
        engine.create(connection, table.name, table.columns, engine.json_of(table))


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
    members = {CONTENTS: json.dumps(contents).encode()}
    members |= {one.name + PACKED: pack_table(one) for one in tables.by_name.values() if can_be_packed(one)}
    held = [one for one in tables.by_name.values() if one.columns and one.name + PACKED not in members]
    if not engine.HAS_MEMORY_FILES:
        return members | {f"{table.name}.json": engine.json_of(table) for table in held}
    if not held:
        return members
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
    if not engine.HAS_MEMORY_FILES and any(name.endswith(".parquet") for name in members):
        raise SnapshotRefused(
            "The roll was not opened: it was sealed on Linux, and this machine can't read such a roll "
            "in memory. Load the roll again here."
        )
    contents = json.loads(members[CONTENTS])
    columns = {name: tuple(contents["columns"].get(name, ())) for name in load_roll()}
    return Snapshot(members, digest=contents["digest"], columns=columns, rows=contents["rows"])
