"""Batches made a little before they are needed, while others are written down and put in place."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from schoolgate.domain.batch import Batch
from schoolgate.feeds.bulk.authority import Authority, open_authority
from schoolgate.feeds.bulk.folder import Folder
from schoolgate.feeds.bulk.on_duckdb import OnDuckdb
from schoolgate.feeds.bulk.parcels import Asked
from schoolgate.feeds.bulk.work import Engine

AT_ONCE = 2

Wanted = tuple[Asked, Authority, Batch | None]  # and the batch as an interrupted run wrote it down
Made = TypeVar("Made")


def makers(engine: Engine) -> ThreadPoolExecutor:
    """Another engine has its own cores, and need not bear being asked twice at once."""
    return ThreadPoolExecutor(AT_ONCE if isinstance(engine, OnDuckdb) else 1)


def ahead(
    threads: ThreadPoolExecutor, make: Callable[[Wanted], Made], wanting: Iterable[Wanted], parcels: int
) -> Iterator[Made]:
    """In their order. parcels  so many may be made or in the making at a time: memory holds them."""
    begun: deque[tuple[Future[Made], int]] = deque()
    try:
        for one in wanting:
            begun.append((threads.submit(make, one), len(one[1].sizes)))
            while begun and sum(size for _, size in begun) > parcels:
                yield begun.popleft()[0].result()
        while begun:
            yield begun.popleft()[0].result()
    finally:
        for future, _ in begun:
            future.cancel()


def opened(
    folder: Folder, asked: Sequence[Asked], threads: ThreadPoolExecutor, keep: Path
) -> Iterator[Authority]:
    """Each authority of a folder, in order; none where nothing is asked. keep  for what is kept of a roll"""
    reader, slugs = OnDuckdb(), [one.request.agreement.slug for one in asked]
    begun: deque[Future[Authority]] = deque()
    for name in folder.authorities if asked else ():
        begun.append(threads.submit(open_authority, folder, name, reader, slugs, keep))
        if len(begun) > AT_ONCE:
            yield begun.popleft().result()
    while begun:
        yield begun.popleft().result()
