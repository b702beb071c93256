"""DuckDB in memory: no file, no spilling, no way out. The only file here that knows how the engine is fed."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from schoolgate.domain.roll import FieldType, fields_of
from schoolgate.feeds.tables import Cell, Table, Tables, cell_of, table_of

# Elsewhere DuckDB can't be handed bytes without a file on a disk, so rolls are packed as JSON there.
HAS_MEMORY_FILES = sys.platform == "linux"

# Decimals travel as text, so that 91.50 stays 91.50.
_TYPES = {
    FieldType.DATE: "DATE",
    FieldType.WHOLE: "BIGINT",
    FieldType.YES_NO: "BOOLEAN",
    FieldType.LIST: "VARCHAR[]",
}

AS_JSON = frozenset((FieldType.TEXT, FieldType.CODE, FieldType.WHOLE, FieldType.YES_NO))


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
    rows = [{name: _plain(cell) for name, cell in row.items()} for row in table.records()]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def _plain(cell: Cell) -> str | int | bool | list[str] | None:
    if cell is None or isinstance(cell, bool | int | str):
        return cell
    return list(cell) if isinstance(cell, tuple) else str(cell)


def create(connection: duckdb.DuckDBPyConnection, name: str, columns: tuple[str, ...], rows: bytes) -> None:
    """A table of these rows, given as JSON. The values travel as a parameter, never in the statement."""
    shape = json.dumps([_shape(name, columns)])
    connection.execute(
        f'CREATE TABLE "{name}" AS SELECT r.* FROM '
        f"(SELECT unnest(json_transform_strict($rows::JSON, '{shape}')) AS r)",
        {"rows": rows.decode()},
    )


def lines_of(table: Table) -> bytes:
    """As `json_of`, one row to a line, which the engine reads on all its cores."""
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    kinds = [fields_of(table.name)[column].type for column in table.columns]
    whole = zip(*table.rows, strict=True) if table.rows else iter(())
    columns = [
        cells if kind in AS_JSON else [*map(_plain, cells)] for cells, kind in zip(whole, kinds, strict=False)
    ]
    rows = (dict(zip(table.columns, row, strict=True)) for row in zip(*columns, strict=True))
    return "\n".join(map(encode, rows)).encode()


def create_from_lines(
    connection: duckdb.DuckDBPyConnection, name: str, columns: tuple[str, ...], lines: bytes
) -> None:
    """As `create`, from `lines_of`. A value that is not of its column's type is an error."""
    shape = ", ".join(f"'{column}': '{kind}'" for column, kind in _shape(name, columns).items())
    with _memory_file(lines) as (place, _):
        connection.execute(
            f'CREATE TABLE "{name}" AS SELECT * FROM '
            f"read_json('{place}', format='newline_delimited', columns={{{shape}}})"
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
    kinds = {column: fields_of(name)[column].type for column in columns}
    strange = [column for column, kind in kinds.items() if kind in (FieldType.DECIMAL, FieldType.LIST)]
    return table_of(name, [_record(name, columns, strange, row) for row in found], columns)


def _record(
    name: str, columns: tuple[str, ...], strange: list[str], row: tuple[object, ...]
) -> dict[str, Cell]:
    """strange  columns that the engine gives otherwise than the roll has them"""
    record: dict[str, Cell] = dict(zip(columns, row, strict=True))  # type: ignore[arg-type]
    for column in strange:
        record[column] = cell_from(f"{name}.{column}", record[column])
    return record


def cell_from(field: str, cell: object) -> Cell:
    """A cell as the engine gives it → as the roll has it."""
    table, _, name = field.partition(".")
    if isinstance(cell, list):
        return tuple(cell)
    if fields_of(table)[name].type is FieldType.DECIMAL and isinstance(cell, str):
        return cell_of(cell, FieldType.DECIMAL)
    return cell  # type: ignore[return-value]
