"""DuckDB over a folder of Parquet: the first engine, and the one that needs nothing beside it."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
from sqlglot import exp

from schoolgate.feeds import engine
from schoolgate.feeds.bulk.folder import reading, types_of
from schoolgate.feeds.bulk.work import Row, Source, Work

BATCH = 50_000  # rows
LISTED = (
    "SELECT unnest($schools::VARCHAR[]) AS school, unnest($numbers::INTEGER[]) AS list, "
    "unnest($pupils::VARCHAR[]) AS pupil_id"
)


class OnDuckdb:
    """One engine in memory, opened once: to connect costs more than to ask for a school's pupils.

    memory  as DuckDB spells it. It spills nowhere: what does not fit is refused, not written to a disk.
    """

    name = "duckdb"

    def __init__(self, *, memory: str = "400MB", threads: int = 2) -> None:
        self._own = threading.local()
        self._engine = engine.connect()
        self._engine.execute(f"SET memory_limit = '{memory}'")
        self._engine.execute(f"SET threads = {threads}")

    def rows(self, work: Work) -> Iterator[tuple[str, Sequence[Row]]]:
        with self.opened(work) as connection:
            for table, tree in work.queries.items():
                cursor = connection.execute(tree.sql(dialect="duckdb", identify=True))
                while found := cursor.fetchmany(BATCH):
                    yield table, found

    def in_order(self) -> "OnDuckdb":
        """The caller's own, with one thread: what adds rows up then sees them in the order asked for."""
        if not hasattr(self._own, "engine"):
            self._own.engine = OnDuckdb(threads=1)
        found: OnDuckdb = self._own.engine
        return found

    @contextmanager
    def opened(self, work: Work, kept: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
        """The tables of the roll that are asked for and `listed`, under their names, for this caller alone.

        kept  a file with a row for each of the pupils' (kept.py): its columns are then theirs too
        """
        wanted = {table.name for tree in work.queries.values() for table in tree.find_all(exp.Table)}
        with self._engine.cursor() as connection:
            for source in work.sources.values():
                if source.table in wanted:
                    _show(connection, source, kept if source.table == "pupil" else None)
            _hand_over(connection, work.listed)
            yield connection

    def ask(self, told: str, given: Mapping[str, object] | None = None) -> list[tuple[Any, ...]]:
        with self._engine.cursor() as connection:
            return connection.execute(told, given).fetchall()

    def ask_of(self, work: Work, told: str, kept: Path, given: Mapping[str, object]) -> list[tuple[Any, ...]]:
        """As `opened` and then one question, in half the time: tables and question are one statement.

        The only query of `work` is a part of `told`.
        """
        (tree,) = work.queries.values()
        wanted = {table.name for table in tree.find_all(exp.Table)}
        shown = [
            f'"{one.table}" AS ({_showing(one, kept if one.table == "pupil" else None)})'
            for one in work.sources.values()
            if one.table in wanted
        ]
        shown.append(f"listed AS ({LISTED})")
        return self.ask(f"WITH {', '.join(shown)} {told}", {**given, **_as_columns(work.listed)})


def _show(connection: duckdb.DuckDBPyConnection, source: Source, kept: Path | None) -> None:
    connection.execute(f'CREATE TEMP VIEW "{source.table}" AS {_showing(source, kept)}')


def _showing(source: Source, kept: Path | None) -> str:
    if not source.files:
        nothing = {"school": "VARCHAR", **types_of(source.table)}
        columns = ", ".join(f'NULL::{kind} AS "{name}"' for name, kind in nothing.items())
        return f"SELECT {columns} WHERE false"
    wanted = ", ".join(f'rows."{name}"' for name in source.columns)
    beside = ""
    if kept is not None:
        wanted += ", kept.*"
        beside = f" POSITIONAL JOIN read_parquet('{str(kept).replace(chr(39), chr(39) * 2)}') AS kept"
    return f"SELECT school::VARCHAR AS school, {wanted} FROM {reading(source)} AS rows{beside}"


def _hand_over(connection: duckdb.DuckDBPyConnection, listed: Sequence[tuple[str, int, str]]) -> None:
    connection.execute(f"CREATE TEMP TABLE listed AS {LISTED}", _as_columns(listed))


def _as_columns(listed: Sequence[tuple[str, int, str]]) -> dict[str, list[object]]:
    columns = [list(one) for one in zip(*listed, strict=True)] if listed else [[], [], []]
    return dict(zip(("schools", "numbers", "pupils"), columns, strict=True))
