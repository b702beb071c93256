"""Batches made a little before they are needed, while others are written down and put in place."""

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from schoolgate.domain.batch import Batch
from schoolgate.feeds.bulk.authority import Authority, open_authorities
from schoolgate.feeds.bulk.folder import Folder
from schoolgate.feeds.bulk.on_duckdb import OnDuckdb
from schoolgate.feeds.bulk.parcels import Asked
from schoolgate.feeds.bulk.work import Engine

AT_ONCE = 2

TOGETHER = 16  # authorities opened at once; how many are asked in one query, together.py says

Wanted = tuple[Asked, Authority, Batch | None]  # and the batch as an interrupted run wrote it down
Made = TypeVar("Made")


@contextmanager
def makers(engine: Engine) -> Iterator[ThreadPoolExecutor]:
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
    threads: ThreadPoolExecutor,
    make: Callable[[Sequence[Wanted]], Sequence[Made]],
    wanting: Iterable[Sequence[Wanted]],
    parcels: int,
) -> Iterator[Made]:
    """In their order. parcels  so many may be made or in the making at a time: memory holds them."""
    begun: deque[tuple[Future[Sequence[Made]], int]] = deque()
    try:
        for stretch in wanting:
            begun.append((threads.submit(make, stretch), sum(len(one.sizes) for _, one, _ in stretch)))
            while begun and sum(size for _, size in begun) > parcels:
                yield from begun.popleft()[0].result()
        while begun:
            yield from begun.popleft()[0].result()
    finally:
        for future, _ in begun:
            future.cancel()


def opened(
    folder: Folder, asked: Sequence[Asked], threads: ThreadPoolExecutor, keep: Path
) -> Iterator[Sequence[Authority]]:
    """The authorities of a folder, in order and a few at a time; none where nothing is asked.

    keep  for what is kept of a roll
    """
    reader, slugs = OnDuckdb(), [one.request.agreement.slug for one in asked]
    begun: deque[Future[list[Authority]]] = deque()
    names = folder.authorities if asked else ()
    for first in range(0, len(names), TOGETHER):
        some = names[first : first + TOGETHER]
        begun.append(threads.submit(open_authorities, folder, some, reader, slugs, keep))
        if len(begun) > AT_ONCE:
            yield begun.popleft().result()
    while begun:
        yield begun.popleft().result()
