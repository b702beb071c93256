"""DuckDB in this process, which needs nothing beside it."""

from contextlib import AbstractContextManager, nullcontext

from schoolgate.feeds.bulk.on_duckdb import OnDuckdb
from schoolgate.feeds.engines.errors import EngineRefused


def opened(master: str | None) -> AbstractContextManager[OnDuckdb]:
    if master is not None:
        raise EngineRefused("duckdb", "it runs in this process and has no --master; leave that out")
    return nullcontext(OnDuckdb())
