"""DuckDB over a folder of Parquet: the first engine, and the one that needs nothing beside it."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, cached_property, partial
from typing import Any

import duckdb
from sqlglot import exp

from schoolgate.feeds import engine
from schoolgate.feeds.bulk.columns import Batch, batches_of
from schoolgate.feeds.bulk.folder import reading, types_of
from schoolgate.feeds.bulk.work import Row, Source, Work

BATCH = 50_000  # rows
IN_ORDER = "800MB"  # the lines of as many pupils as are asked for together (together.py), twice
LISTED = (
    "SELECT unnest($schools::{school}[]) AS school, unnest($numbers::INTEGER[]) AS list, "
    "unnest($pupils::VARCHAR[]) AS pupil_id"
)


ASYNC = "async_threads"  # eight more, in later versions, to read files that lie in memory already


@cache
def is_known(setting: str) -> bool:
    with engine.connect() as connection:
        told = "SELECT count(*) FROM duckdb_settings() WHERE name = $name"
        return connection.execute(told, {"name": setting}).fetchall() == [(1,)]


class OnDuckdb:
    """One engine in memory, opened once, when it is first asked: to connect costs more than to ask for a
    school's pupils.

    memory  as DuckDB spells it. It spills nowhere: what does not fit is refused, not written to a disk.
    """

    name = "duckdb"

    def __init__(self, *, memory: str = "400MB", threads: int = 2) -> None:
        self._own, self._lock = threading.local(), threading.Lock()
        self._memory, self._threads = memory, threads

    def __reduce__(self) -> tuple[Callable[[], "OnDuckdb"], tuple[()]]:
        """Whoever it is handed to in another process opens their own."""
        return partial(OnDuckdb, memory=self._memory, threads=self._threads), ()

    def alone(self) -> "OnDuckdb":
        """Another, with one thread."""
        return OnDuckdb(memory=self._memory, threads=1)

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        with self._lock:
            return self._engine.cursor()

    @cached_property
    def _engine(self) -> duckdb.DuckDBPyConnection:
        opened = engine.connect()
        opened.execute(f"SET memory_limit = '{self._memory}'")
        opened.execute(f"SET threads = {self._threads}")
        if is_known(ASYNC):
            opened.execute(f"SET {ASYNC} = 0")
        return opened

    def rows(self, work: Work) -> Iterator[tuple[str, Sequence[Row]]]:
        with self.opened(work) as connection:
            for table, tree in work.queries.items():
                cursor = connection.execute(tree.sql(dialect="duckdb", identify=True))
                while found := cursor.fetchmany(BATCH):
                    yield table, found

    def in_order(self) -> "OnDuckdb":
        """The caller's own, with one thread: several callers have a core each, and nothing to agree on."""
        if not hasattr(self._own, "engine"):
            self._own.engine = OnDuckdb(memory=IN_ORDER, threads=1)
        found: OnDuckdb = self._own.engine
        return found

    @contextmanager
    def opened(self, work: Work) -> Iterator[duckdb.DuckDBPyConnection]:
        """The tables of the roll that are asked for and `listed`, by their names, for this caller alone."""
        wanted = {table.name for tree in work.queries.values() for table in tree.find_all(exp.Table)}
        with self._cursor() as connection:
            for source in work.sources.values():
                if source.table in wanted:
                    _show(connection, source)
            _hand_over(connection, work.listed)
            yield connection

    def ask(self, told: str, given: Mapping[str, object] | None = None) -> list[tuple[Any, ...]]:
        with self._cursor() as connection:
            return connection.execute(told, given).fetchall()

    def columns(self, told: str, formats: str, given: Mapping[str, object] | None = None) -> Iterator[Batch]:
        """formats  columns.py"""
        with self._cursor() as connection:
            yield from batches_of(connection.sql(told, params=given), formats)


def _show(connection: duckdb.DuckDBPyConnection, source: Source) -> None:
    connection.execute(f'CREATE TEMP VIEW "{source.table}" AS {_showing(source)}')


def _showing(source: Source) -> str:
    if not source.files:
        return empty(source.table, "VARCHAR")
    wanted = ", ".join(f'"{name}"' for name in source.columns)
    return f"SELECT school::VARCHAR AS school, {wanted} FROM {reading(source)}"


def empty(table: str, school: str) -> str:
    """No row, of all columns that the roll knows. school  the type of that column"""
    columns = {"school": school, **types_of(table)}
    told = ", ".join(f'NULL::{kind} AS "{name}"' for name, kind in columns.items())
    return f"SELECT {told} WHERE false"


def _hand_over(connection: duckdb.DuckDBPyConnection, listed: Sequence[tuple[str, int, str]]) -> None:
    told = LISTED.format(school="VARCHAR")
    connection.execute(f"CREATE TEMP TABLE listed AS {told}", as_columns(listed))


def as_columns(listed: Sequence[tuple[object, int, str]]) -> dict[str, list[object]]:
    columns = [list(one) for one in zip(*listed, strict=True)] if listed else [[], [], []]
    return dict(zip(("schools", "numbers", "pupils"), columns, strict=True))
