"""PostgreSQL: the rows of a few authorities in tables of one session, which are gone with it.

Only the columns that the query names are copied there. Give it a server whose disk is an operator's own.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb
import psycopg
from psycopg import sql
from sqlglot import exp

from schoolgate.feeds.bulk.on_duckdb import BATCH, OnDuckdb
from schoolgate.feeds.bulk.work import Row, Work
from schoolgate.feeds.engines.errors import EngineFailed, EngineRefused

NAME = "postgresql"
_TYPES = {
    "VARCHAR": sql.SQL("text"),
    "VARCHAR[]": sql.SQL("text[]"),
    "DATE": sql.SQL("date"),
    "BOOLEAN": sql.SQL("boolean"),
    "BIGINT": sql.SQL("bigint"),
    "INTEGER": sql.SQL("integer"),
}
# As we write texts and dates in a statement, and read them in an answer, whatever the server's own ways are.
_SETTINGS = "SET standard_conforming_strings = on; SET datestyle = ISO; SET client_encoding = 'UTF8'"
Connection = psycopg.Connection[tuple[object, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class OnPostgresql:
    connection: Connection

    @property
    def name(self) -> str:
        return NAME

    def rows(self, work: Work) -> Iterator[tuple[str, Sequence[Row]]]:
        with _told_apart(self.connection.info.host), self.connection.transaction(force_rollback=True):
            with OnDuckdb().opened(work) as reader:
                for table in _named(work, exp.Table):
                    _copy(self.connection, reader, table, _named(work, exp.Column))
            for table, tree in work.queries.items():
                with self.connection.cursor(name="rows") as cursor:
                    cursor.execute(tree.sql(dialect="postgres", identify=True).encode())
                    while found := cursor.fetchmany(BATCH):
                        yield table, found


@contextmanager
def opened(master: str | None) -> Iterator[OnPostgresql]:
    """master  a connection string of libpq, which reads a password from ~/.pgpass."""
    if not master:
        raise EngineRefused(NAME, "it needs --master with its address, such as postgresql://host/rolls")
    with _told_apart("the server of --master"):
        connection = psycopg.connect(master, autocommit=True)
        connection.execute(_SETTINGS)
    with connection:
        yield OnPostgresql(connection=connection)


@contextmanager
def _told_apart(where: str) -> Iterator[None]:
    """Its errors quote the row that they are about: only their kind is told on."""
    try:
        yield
    except psycopg.Error as error:
        raise EngineFailed(NAME, where, type(error).__name__) from None


def _named(work: Work, kind: type[exp.Table | exp.Column]) -> frozenset[str]:
    return frozenset(one.name for tree in work.queries.values() for one in tree.find_all(kind))


def _copy(
    connection: Connection,
    reader: duckdb.DuckDBPyConnection,
    table: str,
    wanted: frozenset[str],
) -> None:
    described = reader.execute(f'DESCRIBE "{table}"').fetchall()
    types = {name: _TYPES[kind] for name, kind, *_ in described if name in wanted}
    shape = [sql.SQL("{} {}").format(sql.Identifier(name), kind) for name, kind in types.items()]
    into = sql.Identifier(table)
    connection.execute(sql.SQL("CREATE TEMP TABLE {} ({})").format(into, sql.SQL(", ").join(shape)))
    columns = ", ".join(f'"{name}"' for name in types)
    found = reader.execute(f'SELECT {columns} FROM "{table}"')
    with connection.cursor() as cursor, cursor.copy(sql.SQL("COPY {} FROM STDIN").format(into)) as copy:
        copy.set_types([kind.as_string() for kind in types.values()])
        while rows := found.fetchmany(BATCH):
            for row in rows:
                copy.write_row(row)
    connection.execute(sql.SQL("ANALYZE {}").format(into))
