"""Who makes batches: threads of this process or, where there is much to make, processes of their own.

Threads have one interpreter between them and wait for it: a core is idle for a third of a nation's night.
A process has its own, and its own engine, and hands back what has to be known of a batch. It writes nothing
into the register or the ledger: that is left to the one who asked.
"""

import gc
import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from schoolgate.actions.ahead import AT_ONCE, Wanted, threads_for
from schoolgate.actions.batch import Making, Parcels
from schoolgate.confine.lifetime import can_be_forked, end_with
from schoolgate.domain.batch import Batch
from schoolgate.domain.errors import Refused
from schoolgate.feeds.bulk.authority import Authority, open_authorities
from schoolgate.feeds.bulk.folder import Folder
from schoolgate.feeds.bulk.on_duckdb import OnDuckdb
from schoolgate.feeds.bulk.parcels import Asked

MUCH = 8_000_000  # bytes of the pupils' files
ENDED = (
    "a process that made parcels ended before its time, as where memory runs out; what was delivered stays "
    "so, and the same run again brings the rest"
)


class MakerEnded(Refused):
    def __init__(self) -> None:
        super().__init__(
            "The run was broken off.",
            [ENDED],
        )


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Task:
    """What all batches of a run are made of."""

    folder: Folder
    asked: Sequence[Asked]
    making: Making
    reader: OnDuckdb

    def open(self, names: Sequence[str]) -> list[Authority]:
        slugs = [one.request.agreement.slug for one in self.asked]
        return open_authorities(self.folder, names, self.reader, slugs, self.making.keep)

    def make(self, wanted: Sequence[Wanted]) -> list[Parcels]:
        return self.making.batches(wanted)


class Makers:
    """Threads."""

    def __init__(self, task: Task, executor: Executor) -> None:
        self._task, self._executor = task, executor

    def open(self, names: Sequence[str]) -> Future[list[Authority]]:
        return self._executor.submit(self._task.open, names)

    def make(self, wanted: Sequence[Wanted]) -> Future[list[Parcels]]:
        return self._executor.submit(self._task.make, wanted)


class _Apart(Makers):
    """Processes. They were begun with the task: an agreement travels as its place in it, and its moment."""

    def open(self, names: Sequence[str]) -> Future[list[Authority]]:
        return self._executor.submit(_open, names)

    def make(self, wanted: Sequence[Wanted]) -> Future[list[Parcels]]:
        places = {one.request.agreement.slug: place for place, one in enumerate(self._task.asked)}
        told = [
            (places[slug], asked.request.at, authority.saying(slug), before)
            for asked, authority, before in wanted
            for slug in (asked.request.agreement.slug,)
        ]
        return self._executor.submit(_make, told)


@contextmanager
def makers(task: Task, much: int = MUCH) -> Iterator[Makers]:
    """much  bytes of the pupils' files from which processes are worth their start

    Raises  MakerEnded.
    """
    with threads_for(task.making.engine) as threads:
        if not _is_much(task, much):
            yield Makers(task, threads)
            return
        with _processes(task) as processes:
            try:
                yield _Apart(task, processes)
            except BrokenProcessPool:
                raise MakerEnded from None


def _is_much(task: Task, much: int) -> bool:
    """And whether this process may be doubled: of one with several threads the double might never wake."""
    return isinstance(task.making.engine, OnDuckdb) and task.folder.size() >= much and can_be_forked()


@contextmanager
def _processes(task: Task) -> Iterator[ProcessPoolExecutor]:
    processes = ProcessPoolExecutor(
        AT_ONCE,
        mp_context=multiprocessing.get_context("fork"),
        initializer=_begin,
        initargs=(task, os.getpid()),
    )
    try:
        yield processes
    finally:
        processes.shutdown(cancel_futures=True)


_begun: list[Task] = []  # of a maker's own process; elsewhere it stays empty


def _begin(task: Task, parent: int) -> None:
    """Of what it got with the fork the parent's connections are never touched: the process ends without."""
    end_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # is for the one who asked, and stops this one too
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.freeze()
    alone = task.reader.alone()
    _begun.append(replace(task, reader=alone, making=replace(task.making, engine=alone)))


def _open(names: Sequence[str]) -> list[Authority]:
    (task,) = _begun
    return task.open(names)


def _make(told: Sequence[tuple[int, datetime, Authority, Batch | None]]) -> list[Parcels]:
    (task,) = _begun
    return task.make(
        [
            (_at(task.asked[place], at), replace(authority, reader=task.reader), before)
            for place, at, authority, before in told
        ]
    )


def _at(asked: Asked, at: datetime) -> Asked:
    return replace(asked, request=replace(asked.request, at=at))
