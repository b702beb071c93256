"""DuckDB over a folder of Parquet: the first engine, and the one that needs nothing beside it."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
from sqlglot import exp

from schoolgate.feeds import engine
from schoolgate.feeds.bulk.folder import reading, types_of
from schoolgate.feeds.bulk.work import Row, Source, Work

BATCH = 50_000  # rows


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

    def ask(self, told: str) -> list[tuple[Any, ...]]:
        with self._engine.cursor() as connection:
            return connection.execute(told).fetchall()


def _show(connection: duckdb.DuckDBPyConnection, source: Source, kept: Path | None) -> None:
    if not source.files:
        columns = ", ".join(f'"{name}" {kind}' for name, kind in types_of(source.table).items())
        connection.execute(f'CREATE TEMP TABLE "{source.table}" (school VARCHAR, {columns})')
        return
    wanted = ", ".join(f'rows."{name}"' for name in source.columns)
    beside = ""
    if kept is not None:
        wanted += ", kept.*"
        beside = f" POSITIONAL JOIN read_parquet('{str(kept).replace(chr(39), chr(39) * 2)}') AS kept"
    connection.execute(
        f'CREATE TEMP VIEW "{source.table}" AS SELECT school::VARCHAR AS school, {wanted} FROM '
        f"{reading(source)} AS rows{beside}"
    )


def _hand_over(connection: duckdb.DuckDBPyConnection, listed: Sequence[tuple[str, int, str]]) -> None:
    connection.execute("CREATE TEMP TABLE listed (school VARCHAR, list INTEGER, pupil_id VARCHAR)")
    if listed:
        schools, numbers, pupils = (list(one) for one in zip(*listed, strict=True))
        connection.execute(
            "INSERT INTO listed SELECT unnest($schools), unnest($numbers), unnest($pupils)",
            {"schools": schools, "numbers": numbers, "pupils": pupils},
        )
