"""Spark SQL over Spark Connect: on a cluster of Apache Spark or Sail, or on a Sail in this process.

Rows come back as Arrow. Nothing but the query, the names of files and the ids in `listed` goes there: no key,
no name of a school or a recipient. A cluster reads the Parquet files itself, under the paths they have here.
"""

import os
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import PurePath
from typing import Any
from urllib.parse import urlsplit

from sqlglot import exp

from schoolgate.domain.roll import FieldType, fields_of
from schoolgate.feeds.bulk.work import Row, Source, Work
from schoolgate.feeds.engines.errors import EngineFailed, EngineMissing, EngineRefused

NAME = "spark"
HERE = "this machine"
RETRIES = 4  # of a lost connection; the fourth comes after some five seconds
_SETTINGS = {
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",  # a school '007' is not the number 7
    "spark.sql.parser.escapedStringLiterals": "false",  # as we write texts in a statement
}
# Spark passes over files that begin with these, and reads these signs in a path as a pattern; Sail then reads
# no file at all and says nothing.
_PASSED_OVER = ("_", ".")
_PATTERN = re.compile(r"[\[\]{}*?\\:]")
_TYPES = {
    FieldType.DATE: "DATE",
    FieldType.WHOLE: "BIGINT",
    FieldType.YES_NO: "BOOLEAN",
    FieldType.LIST: "ARRAY<STRING>",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OnSpark:
    """session  of Spark Connect, this engine's alone: its views have fixed names"""

    session: Any
    where: str

    @property
    def name(self) -> str:
        return NAME

    def rows(self, work: Work) -> Iterator[tuple[str, Sequence[Row]]]:
        self.show(work)
        for table, tree in work.queries.items():
            with self._told_apart():
                found = self.session.sql(tree.sql(dialect="spark", identify=True)).toArrow()
            for batch in found.to_batches():
                yield table, [*zip(*(column.to_pylist() for column in batch.columns), strict=True)]

    def show(self, work: Work) -> None:
        """The tables that are asked for, under their names, in place of any other work's."""
        asked = {one.name for tree in work.queries.values() for one in tree.find_all(exp.Table)}
        with self._told_apart():
            for source in [one for table, one in work.sources.items() if table in asked]:
                _show(self.session, source)
            _hand_over(self.session, work.listed)

    @contextmanager
    def _told_apart(self) -> Iterator[None]:
        """Its errors quote statements and values: only their kind is told on."""
        try:
            with _without_its_warnings():
                yield
        except _library("pyspark.errors").PySparkException as error:
            raise EngineFailed(NAME, self.where, type(error).__name__) from None


@contextmanager
def opened(master: str | None) -> Iterator[OnSpark]:
    """master  such as "sc://host:15002"; None starts a Sail here, which ends with this."""
    if master is None:
        with sail() as address, _session(address, HERE) as found:
            yield found
    else:
        with _session(master, _host(master)) as found:
            yield found


def _host(master: str) -> str:
    told = urlsplit(master)
    if told.scheme != "sc" or not told.hostname:
        raise EngineRefused(
            NAME, "its address begins with sc:// and names a host, such as sc://spark.example:15002"
        )
    return f"{told.hostname}:{told.port or 15002}"


@contextmanager
def _session(address: str, where: str) -> Iterator[OnSpark]:
    builder = _library("pyspark.sql").SparkSession.builder
    retry = _library("pyspark.sql.connect.client.retries").DefaultPolicy
    with _without_its_warnings():
        session = builder.remote(address).create()
    session.client.set_retry_policies([retry(max_retries=RETRIES)])
    found = OnSpark(session=session, where=where)
    try:
        with found._told_apart():
            for name, value in _SETTINGS.items():
                session.conf.set(name, value)
        yield found
    finally:
        with _without_its_warnings():
            session.stop()


@contextmanager
def sail() -> Iterator[str]:
    """A Sail in this process, for as long as this lasts. Gives its address, for this machine alone."""
    # It would else tell the life of each statement on stderr; what fails is told to us.
    os.putenv("RUST_LOG", "off")
    server = _library("pysail.spark").SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    try:
        host, port = server.listening_address
        yield f"sc://{host}:{port}"
    finally:
        server.stop()


def _show(session: Any, source: Source) -> None:
    if not source.files:
        kinds = {name: _TYPES.get(one.type, "STRING") for name, one in fields_of(source.table).items()}
        found = _empty(session, {"school": "STRING", **kinds})
    else:
        paths, base = _places(source.files)
        wanted = ("CAST(school AS STRING) AS school", *(f"`{name}`" for name in source.columns))
        found = session.read.option("basePath", base).parquet(*paths).selectExpr(*wanted)
    found.createOrReplaceTempView(source.table)


def _empty(session: Any, kinds: Mapping[str, str]) -> Any:
    cells = [f"CAST(NULL AS {kind}) AS `{name}`" for name, kind in kinds.items()]
    return session.sql(f"SELECT {', '.join(cells)} WHERE false")


def _places(files: Sequence[str]) -> tuple[list[str], str]:
    """What to read, and below which folder "name=value" is a column.

    Sail sees such a column only where the folder above it is named, so whole authorities are.
    """
    base, _, _ = files[0].partition("/authority=")
    below = [PurePath(one).relative_to(base).parts for one in files]
    if strange := [one for one in below if not _is_plain(one)] or _PATTERN.search(base):
        told = base if not isinstance(strange, list) else "/".join(strange[0])
        raise EngineRefused(NAME, f"it would not read {told!r}, for a sign in its name; rename it")
    in_folders = any(part.startswith("school=") for one in below for part in one)
    return ([*dict.fromkeys(f"{base}/{one[0]}" for one in below)] if in_folders else list(files)), base


def _is_plain(parts: Sequence[str]) -> bool:
    return not any(part.startswith(_PASSED_OVER) or _PATTERN.search(part) for part in parts)


def _hand_over(session: Any, listed: Sequence[tuple[str, int, str]]) -> None:
    if listed:
        arrow = _library("pyarrow")
        types = {"school": arrow.string(), "list": arrow.int32(), "pupil_id": arrow.string()}
        columns = [list(cells) for cells in zip(*listed, strict=True)]
        found = session.createDataFrame(arrow.table(columns, schema=arrow.schema(types.items())))
    else:
        found = _empty(session, {"school": "STRING", "list": "INT", "pupil_id": "STRING"})
    found.createOrReplaceTempView("listed")


@cache
def _library(name: str) -> Any:
    """Their 500 MB are not part of a plain installation."""
    try:
        with _without_its_warnings():
            return import_module(name)
    except ImportError as error:
        raise EngineMissing(NAME, NAME) from error


@contextmanager
def _without_its_warnings() -> Iterator[None]:
    """It fears the newest pandas, of which we use nothing, and tells of each retry."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module="pyspark")
        yield
