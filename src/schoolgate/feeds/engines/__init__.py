"""Who runs the query of a feed over many schools: one file for each engine that is not in this process."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from schoolgate.feeds.bulk.on_duckdb import OnDuckdb
from schoolgate.feeds.bulk.work import Engine
from schoolgate.feeds.engines.errors import EngineRefused
from schoolgate.feeds.engines.postgresql import on_postgresql
from schoolgate.feeds.engines.spark import on_spark


def on_duckdb(master: str | None) -> AbstractContextManager[Engine]:
    if master is not None:
        raise EngineRefused("duckdb", "it runs in this process and has no --master; leave that out")
    return nullcontext(OnDuckdb())


# Opened with the address of its master, or with None for an engine that can do without.
ENGINES: dict[str, Callable[[str | None], AbstractContextManager[Engine]]] = {
    "duckdb": on_duckdb,
    "postgresql": on_postgresql,
    "spark": on_spark,
}
