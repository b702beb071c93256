"""A folder of Parquet, one roll of many schools, as an authority or a ministry hands it on.

    FOLDER/pupil/authority=201/….parquet      and the same of contact, class, enrolment, staff and answer

A table's columns are those of domain/roll.toml, beside `school`: a column, or a folder `school=…` below the
authority's. Nothing in it is encrypted: it belongs on a volume that is.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import duckdb

from schoolgate.domain.errors import Invalid
from schoolgate.domain.roll import load_roll
from schoolgate.feeds import engine
from schoolgate.feeds.bulk.work import Source

ANSWER = "answer"
ANSWER_COLUMNS = {
    "pupil_id": "VARCHAR",
    "slug": "VARCHAR",
    "clause": "VARCHAR",
    "answer": "VARCHAR",  # domain.decision.Answer
    "sequence": "BIGINT",
    "by": "VARCHAR",
    "capacity": "VARCHAR",  # domain.decision.Capacity
    "made_at": "TIMESTAMP",  # UTC
    "withdrawn_at": "TIMESTAMP",  # UTC; null while the answer stands
}
SIZE = 1  # place in a stamp
_UTC = "TIMESTAMP WITH TIME ZONE"
_AGAIN = "put it there whole, and run the same again: what has been delivered stays so"


class FolderRefused(Invalid):
    """A folder of Parquet that can't be read as a roll."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(f"No feed was made from the folder: {why}.")

    def __reduce__(self) -> tuple[type["FolderRefused"], tuple[str]]:
        return type(self), (self.why,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """files    table → authority → its Parquet files, relative to `path`
    columns  table → the roll's columns that every file of it has; a table that is not there has none
    stamps   file → what tells whether it is still the one that was opened
    digests  ("rolls" or "answers", authority) → what `digest` says, once it was asked for
    """

    path: Path
    files: Mapping[str, Mapping[str, tuple[str, ...]]]
    columns: Mapping[str, tuple[str, ...]]
    stamps: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    digests: dict[tuple[str, str], str] = field(default_factory=dict, compare=False)

    @property
    def authorities(self) -> tuple[str, ...]:
        return tuple(sorted(self.files["pupil"]))

    def size(self) -> int:
        """Bytes of the pupils' files."""
        names = (name for of in self.files["pupil"].values() for name in of)
        return sum(self.stamps[name][SIZE] for name in names if self.stamps.get(name))

    def sources(self, authorities: Sequence[str]) -> dict[str, Source]:
        return {table: self.source(table, authorities) for table in load_roll()}

    def source(self, table: str, authorities: Sequence[str]) -> Source:
        there = self.files.get(table, {})
        found = tuple(str(self.path / one) for name in authorities for one in there.get(name, ()))
        return Source(table=table, files=found, columns=self.columns.get(table, ()))

    def refuse_changed(self, authorities: Iterable[str]) -> None:
        """To be asked when all is read and before anything is written down. Raises FolderRefused."""
        for authority in authorities:
            for there in self.files.values():
                for name in there.get(authority, ()):
                    if self.stamps.get(name) != _stamp(self.path / name):
                        raise FolderRefused(f"{name} was changed while it was read; {_AGAIN}")

    def digest(self, authority: str) -> str:
        """Hex SHA-256 over the names and bytes of all files of an authority, answers aside."""
        return self._once("rolls", [*load_roll()], authority)

    def digest_of_answers(self, authority: str) -> str:
        return self._once("answers", [ANSWER], authority)

    def know(self, authority: str, digest: str) -> None:
        """What `digest` said to somebody else."""
        self.digests["rolls", authority] = digest

    def _once(self, what: str, tables: Sequence[str], authority: str) -> str:
        if (what, authority) not in self.digests:
            self.digests[what, authority] = self._digest(tables, authority)
        return self.digests[what, authority]

    def _digest(self, tables: Sequence[str], authority: str) -> str:
        told = hashlib.sha256()
        for table in tables:
            for name in self.files.get(table, {}).get(authority, ()):
                with (self.path / name).open("rb") as file:
                    told.update(name.encode() + b"\0" + hashlib.file_digest(file, "sha256").digest())
        return told.hexdigest()


def reading(source: Source, file: str | None = None) -> str:
    """What stands after FROM in DuckDB's SQL. file  a column more: the path that the row is read from"""
    files = ", ".join("'" + one.replace("'", "''") + "'" for one in source.files)
    more = f", filename = '{file}'" if file else ""
    return f"read_parquet([{files}], hive_partitioning = true, hive_types_autocast = false{more})"


def open_folder(path: Path) -> Folder:
    """Reads names and headings, no row. Raises FolderRefused."""
    files = {table: _files(path, table) for table in (*load_roll(), ANSWER)}
    if not files["pupil"]:
        raise FolderRefused(
            f"{path} has no pupils; they are looked for in pupil/authority=…/ as files ending in .parquet"
        )
    stamps = {name: _stamp(path / name) for of in files.values() for some in of.values() for name in some}
    with engine.connect() as connection:
        try:
            columns = {table: _columns(connection, path, table, found) for table, found in files.items()}
        except duckdb.Error:
            name = _first_broken(connection, path, stamps)
            raise FolderRefused(f"{name} is no whole Parquet file; {_AGAIN}") from None
    return Folder(path=path, files=files, columns=columns, stamps=stamps)


@contextmanager
def read_through(path: Path) -> Iterator[None]:
    """What turns out only while rows are read is told of without them: an engine likes to quote a cell.

    Raises  FolderRefused.
    """
    try:
        yield
    except duckdb.OutOfMemoryException:  # says nothing of the file
        raise
    except duckdb.Error as error:
        kind = type(error).__name__
        raise FolderRefused(
            f"a file in {path} is half written, or was changed while it was read ({kind}); {_AGAIN}"
        ) from None


def _stamp(path: Path) -> tuple[int, ...]:
    """Empty where it is not there any more."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return (found.st_ino, found.st_size, found.st_mtime_ns)


def _first_broken(connection: duckdb.DuckDBPyConnection, path: Path, names: Iterable[str]) -> str:
    for name in names:
        try:
            connection.execute("SELECT count(*) FROM parquet_schema(?)", [str(path / name)])
        except duckdb.Error:
            return name
    return str(path)


def _files(path: Path, table: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for one in sorted((path / table).glob("authority=*/**/*.parquet")):
        name = one.relative_to(path)
        found.setdefault(name.parts[1].partition("=")[2], []).append(name.as_posix())
    return {authority: tuple(names) for authority, names in found.items()}


def _columns(
    connection: duckdb.DuckDBPyConnection, path: Path, table: str, files: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    if not files:
        return ()
    wanted = ANSWER_COLUMNS if table == ANSWER else types_of(table)
    names = [str(path / one) for found in files.values() for one in found]
    shapes = {_shape_of(connection, [name]) for name in _one_of_each(connection, names)}
    if len(shapes) > 1:
        raise FolderRefused(f"the files of the table {table} have different columns or types")
    there = dict(shapes.pop())
    if "school" not in there:
        raise FolderRefused(f"the table {table} has no column 'school' to tell whose each row is")
    wrong = [
        name for name, kind in wanted.items() if there.get(name, kind).replace(_UTC, "TIMESTAMP") != kind
    ]
    if wrong:
        told = ", ".join(f"{name} has to be {wanted[name]} and is {there[name]}" for name in wrong)
        raise FolderRefused(f"in the table {table}, {told}")
    if missing := [one for one in ("id", "pupil_id") if one in _needed(table) and one not in there]:
        raise FolderRefused(f"the table {table} has no column '{missing[0]}'")
    return tuple(name for name in wanted if name in there)


@cache
def types_of(table: str) -> dict[str, str]:
    """Column → type, of every column that the roll knows, as DuckDB calls it."""
    with engine.connect() as connection:
        engine.create_empty(connection, table)
        found = connection.execute(f'DESCRIBE "{table}"').fetchall()
    return {str(name): str(kind) for name, kind, *_ in found}


def _needed(table: str) -> tuple[str, ...]:
    of_a_pupil = dict.fromkeys(("attendance", "assessment", ANSWER), ("pupil_id",))
    return {"contact": ("id", "pupil_id"), "enrolment": (), **of_a_pupil}.get(table, ("id",))


def _one_of_each(connection: duckdb.DuckDBPyConnection, names: list[str]) -> Iterable[str]:
    """One file of each different shape: most have the same, and asking each by name would be slow."""
    found = connection.execute(
        "SELECT min(file_name) FROM (SELECT file_name, string_agg(name || ' ' || coalesce(type, ''), ',' "
        "ORDER BY name) AS shape FROM parquet_schema($names) GROUP BY file_name) GROUP BY shape",
        {"names": names},
    )
    return [str(name) for (name,) in found.fetchall()]


def _shape_of(connection: duckdb.DuckDBPyConnection, names: list[str]) -> tuple[tuple[str, str], ...]:
    found = connection.execute(
        "DESCRIBE SELECT * FROM read_parquet($names, hive_partitioning = true, hive_types_autocast = false)",
        {"names": names},
    )
    return tuple(sorted((str(name), str(kind)) for name, kind, *_ in found.fetchall()))
