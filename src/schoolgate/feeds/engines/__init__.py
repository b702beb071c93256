"""Who runs the query of a feed over many schools. One file for each, loaded when it is asked for."""

from contextlib import AbstractContextManager
from importlib import import_module

from schoolgate.feeds.bulk.work import Engine

ENGINES = ("duckdb", "postgresql", "spark")


def opened(name: str, master: str | None = None) -> AbstractContextManager[Engine]:
    """master  the address of the engine, where it is not in this process.

    Raises  EngineMissing, EngineRefused, EngineFailed; the engine's `rows` raise them too.
    """
    found: AbstractContextManager[Engine] = import_module(f"{__name__}.{name}").opened(master)
    return found
