"""DuckDB in memory: no file, no spilling, no way out. The only file here that knows how the engine is fed."""

import csv
import io
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache

import duckdb

from schoolgate.domain.roll import FieldType, fields_of
from schoolgate.feeds.packed import plain_cell
from schoolgate.feeds.tables import Cell, Table, Tables, cell_of, ordered

# Elsewhere DuckDB can't be handed bytes without a file on a disk, so rolls are packed as JSON there.
HAS_MEMORY_FILES = sys.platform == "linux"

# Decimals travel as text, so that 91.50 stays 91.50.
_TYPES = {
    FieldType.DATE: "DATE",
    FieldType.WHOLE: "BIGINT",
    FieldType.YES_NO: "BOOLEAN",
    FieldType.LIST: "VARCHAR[]",
}


def connect() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(":memory:", config={"temp_directory": "", "autoinstall_known_extensions": "false"})


def close_the_doors(connection: duckdb.DuckDBPyConnection) -> None:
    """From here on no statement reads or writes a file or a network, and none can undo that."""
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def _shape(table: str, columns: tuple[str, ...]) -> dict[str, str]:
    fields = fields_of(table)
    return {name: _TYPES.get(fields[name].type, "VARCHAR") for name in columns}


def json_of(table: Table) -> bytes:
    rows = [{name: plain_cell(cell) for name, cell in row.items()} for row in table.records()]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def create(connection: duckdb.DuckDBPyConnection, name: str, columns: tuple[str, ...], rows: bytes) -> None:
    """A table of these rows, given as JSON. The values travel as a parameter, never in the statement."""
    shape = json.dumps([_shape(name, columns)])
    connection.execute(
        f'CREATE TABLE "{name}" AS SELECT r.* FROM '
        f"(SELECT unnest(json_transform_strict($rows::JSON, '{shape}')) AS r)",
        {"rows": rows.decode()},
    )


def lines_of(table: Table) -> bytes:
    """CSV without headings, read by the engine on all its cores: a blank is nothing, a list is JSON."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, quoting=csv.QUOTE_ALL if len(table.columns) == 1 else csv.QUOTE_MINIMAL).writerows(
        zip(*_plain_columns(table), strict=True)
    )
    return buffer.getvalue().encode()


def _plain_columns(table: Table) -> Iterator[Sequence[object]]:
    whole = zip(*table.rows, strict=True) if table.rows else iter(())
    for column, cells in zip(table.columns, whole, strict=False):
        listed = fields_of(table.name)[column].type is FieldType.LIST
        yield [None if one is None else json.dumps(one) for one in cells] if listed else cells


def create_from_lines(
    connection: duckdb.DuckDBPyConnection, name: str, columns: tuple[str, ...], lines: bytes
) -> None:
    """As `create`, from `lines_of`. A value that is not of its column's type is an error."""
    kinds = {column: kind.replace("VARCHAR[]", "JSON") for column, kind in _shape(name, columns).items()}
    typed = ", ".join(f"'{column}': '{kind}'" for column, kind in kinds.items())
    shown = ", ".join(
        f'from_json("{column}", \'["VARCHAR"]\') AS "{column}"' if kind == "JSON" else f'"{column}"'
        for column, kind in kinds.items()
    )
    with _memory_file(lines) as (place, _):
        connection.execute(
            f"CREATE TABLE \"{name}\" AS SELECT {shown} FROM read_csv('{place}', header=false, "
            f"auto_detect=false, delim=',', quote='\"', escape='\"', columns={{{typed}}})"
        )


def create_empty(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    shape = _shape(name, tuple(fields_of(name)))
    connection.execute(f'CREATE TABLE "{name}" ({", ".join(f"{c} {t}" for c, t in shape.items())})')


def parquet_of(connection: duckdb.DuckDBPyConnection, name: str) -> bytes:
    with _memory_file(b"") as (place, descriptor):
        # DuckDB would else write beside the file and rename: there is no beside in memory.
        connection.execute(f"COPY \"{name}\" TO '{place}' (FORMAT parquet, USE_TMP_FILE false)")
        return os.pread(descriptor, os.fstat(descriptor).st_size, 0)


def create_from_parquet(connection: duckdb.DuckDBPyConnection, name: str, data: bytes) -> None:
    with _memory_file(data) as (place, _):
        connection.execute(f"CREATE TABLE \"{name}\" AS SELECT * FROM read_parquet('{place}')")


@contextmanager
def _memory_file(data: bytes) -> Iterator[tuple[str, int]]:
    descriptor = os.memfd_create("roll", os.MFD_CLOEXEC)
    try:
        with os.fdopen(os.dup(descriptor), "wb") as writer:
            writer.write(data)
        yield f"/proc/self/fd/{descriptor}", descriptor
    finally:
        os.close(descriptor)


def fetch(connection: duckdb.DuckDBPyConnection, columns: dict[str, tuple[str, ...]]) -> Tables:
    return Tables({name: _fetch(connection, name, held) for name, held in columns.items()})


def _fetch(connection: duckdb.DuckDBPyConnection, name: str, columns: tuple[str, ...]) -> Table:
    if not columns:
        return Table(name, (), ())
    listed = ", ".join(f'"{column}"' for column in columns)
    found = connection.execute(f'SELECT {listed} FROM "{name}"').fetchall()
    return ordered(name, columns, [*zip(*_cells(name, columns, found), strict=True)])


def _cells(name: str, columns: tuple[str, ...], rows: list[tuple[object, ...]]) -> Iterator[Sequence[Cell]]:
    """Column by column; few are given otherwise than the roll has them."""
    for column, cells in zip(columns, zip(*rows, strict=True), strict=False):
        key = f"{name}.{column}"
        strange = fields_of(name)[column].type in (FieldType.DECIMAL, FieldType.LIST)
        yield [cell_from(key, cell) for cell in cells] if strange else cells


@cache
def _is_decimal(field: str) -> bool:
    table, _, name = field.partition(".")
    return fields_of(table)[name].type is FieldType.DECIMAL


def cell_from(field: str, cell: object) -> Cell:
    """A cell as the engine gives it → as the roll has it."""
    if isinstance(cell, list):
        return tuple(cell)
    if isinstance(cell, str) and _is_decimal(field):
        return cell_of(cell, FieldType.DECIMAL)
    return cell  # type: ignore[return-value]
