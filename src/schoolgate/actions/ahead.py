"""Batches made a little before they are needed, while others are written down and put in place."""

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from schoolgate.domain.batch import Batch
from schoolgate.feeds.bulk.authority import Authority
from schoolgate.feeds.bulk.on_duckdb import OnDuckdb
from schoolgate.feeds.bulk.parcels import Asked
from schoolgate.feeds.bulk.work import Engine

AT_ONCE = 2

TOGETHER = 16  # authorities opened at once; how many are asked in one query, together.py says

Wanted = tuple[Asked, Authority, Batch | None]  # and the batch as an interrupted run wrote it down
Made = TypeVar("Made")


@contextmanager
def threads_for(engine: Engine) -> Iterator[ThreadPoolExecutor]:
    """Another engine has its own cores, and need not bear being asked twice at once.

    Parcels hold nothing that points back at them. To look for that all the same, over and over, in all that a
    night has made, would be a tenth of it.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        with ThreadPoolExecutor(AT_ONCE if isinstance(engine, OnDuckdb) else 1) as threads:
            yield threads
    finally:
        if was_enabled:
            gc.enable()


def ahead(
    begin: Callable[[Sequence[Wanted]], Future[list[Made]]],
    wanting: Iterable[Sequence[Wanted]],
    parcels: int,
) -> Iterator[tuple[Wanted, Made]]:
    """In their order, and each as soon as it may be. parcels  so many may be in the making at a time"""
    begun: deque[tuple[Sequence[Wanted], Future[list[Made]], int]] = deque()

    def finished() -> Iterator[tuple[Wanted, Made]]:
        stretch, future, _ = begun.popleft()
        return zip(stretch, future.result(), strict=True)

    try:
        for stretch in wanting:
            begun.append((stretch, begin(stretch), sum(len(one.sizes) for _, one, _ in stretch)))
            while begun and (begun[0][1].done() or sum(size for *_, size in begun) > parcels):
                yield from finished()
        while begun:
            yield from finished()
    finally:
        for _, future, _ in begun:
            future.cancel()


def opened(
    names: Sequence[str], begin: Callable[[Sequence[str]], Future[list[Authority]]]
) -> Iterator[Sequence[Authority]]:
    """Authorities in order and a few at a time. names  of them"""
    begun: deque[Future[list[Authority]]] = deque()
    for first in range(0, len(names), TOGETHER):
        begun.append(begin(names[first : first + TOGETHER]))
        if len(begun) > AT_ONCE:
            yield begun.popleft().result()
    while begun:
        yield begun.popleft().result()
