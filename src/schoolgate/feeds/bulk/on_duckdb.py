"""DuckDB over a folder of Parquet: the first engine, and the one that needs nothing beside it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb

from schoolgate.feeds import engine
from schoolgate.feeds.bulk.folder import reading
from schoolgate.feeds.bulk.work import Row, Source, Work

BATCH = 50_000  # rows


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDuckdb:
    """memory  as DuckDB spells it. It spills nowhere: what does not fit is refused, not written to a disk."""

    memory: str = "400MB"
    threads: int = 2

    @property
    def name(self) -> str:
        return "duckdb"

    def rows(self, work: Work) -> Iterator[tuple[str, Sequence[Row]]]:
        with self.opened(work) as connection:
            for table, tree in work.queries.items():
                cursor = connection.execute(tree.sql(dialect="duckdb", identify=True))
                while found := cursor.fetchmany(BATCH):
                    yield table, found

    @contextmanager
    def opened(self, work: Work) -> Iterator[duckdb.DuckDBPyConnection]:
        """The tables of the roll and `listed`, under their names. No order of rows is kept."""
        connection = engine.connect()
        try:
            connection.execute(f"SET memory_limit = '{self.memory}'")
            connection.execute(f"SET threads = {self.threads}")
            connection.execute("SET preserve_insertion_order = false")
            for source in work.sources.values():
                _show(connection, source)
            _hand_over(connection, work.listed)
            yield connection
        finally:
            connection.close()


def _show(connection: duckdb.DuckDBPyConnection, source: Source) -> None:
    if not source.files:
        engine.create_empty(connection, source.table)
        connection.execute(f'ALTER TABLE "{source.table}" ADD COLUMN school VARCHAR')
        return
    wanted = ", ".join(f'"{name}"' for name in source.columns)
    connection.execute(
        f'CREATE TEMP VIEW "{source.table}" AS SELECT school::VARCHAR AS school, {wanted} FROM '
        f"{reading(source)}"
    )


def _hand_over(connection: duckdb.DuckDBPyConnection, listed: Sequence[tuple[str, int, str]]) -> None:
    connection.execute("CREATE TEMP TABLE listed (school VARCHAR, list INTEGER, pupil_id VARCHAR)")
    if listed:
        schools, numbers, pupils = (list(one) for one in zip(*listed, strict=True))
        connection.execute(
            "INSERT INTO listed SELECT unnest($schools), unnest($numbers), unnest($pupils)",
            {"schools": schools, "numbers": numbers, "pupils": pupils},
        )
