"""Many documents, read on all cores; one that can't be read stops none of the others."""

import json
import subprocess
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from types import TracebackType
from typing import Any

from schoolgate.confine import process
from schoolgate.domain.reading import Reading
from schoolgate.notices.errors import NoticeError, ReadingStopped
from schoolgate.notices.isolate import reading_of
from schoolgate.notices.size import refuse_by_size

COMMAND = process.module("schoolgate.notices.reader_nursery")
AHEAD = 2  # documents that wait for each process: more would only take memory
Answer = Reading | NoticeError


class Nursery:
    """One long-lived process; each document is read in a child of its own that is gone afterwards."""

    def __init__(self) -> None:
        self._process = self._start()

    def _start(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a traceback may quote the document
            env={},
            start_new_session=True,
        )

    def read(self, data: bytes, name: str, *, unprotected: bool = False) -> Reading:
        """Raises  a NoticeError."""
        refuse_by_size(data, name)
        return reading_of(self._ask(data, name), name, unprotected=unprotected)

    def _ask(self, data: bytes, name: str) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(json.dumps({"name": name, "size": len(data)}).encode() + b"\n" + data)
            self._process.stdin.flush()
            answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        except (OSError, ValueError):
            self.close()
            self._process = self._start()
            raise ReadingStopped(name, "its reading broke off") from None
        if "stopped" in answer:
            raise ReadingStopped(name, answer["stopped"])
        return answer

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()

    def __enter__(self) -> "Nursery":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def read_many(
    documents: Iterable[tuple[str, bytes]], *, workers: int, unprotected: bool = False
) -> Iterator[tuple[str, Answer]]:
    """Name and reading of each, or what was wrong with it; in the order given.

    documents  taken as they are needed, so that not all of them are in memory at once
    """
    nurseries: SimpleQueue[Nursery] = SimpleQueue()
    for _ in range(workers):
        nurseries.put(Nursery())
    try:
        with ThreadPoolExecutor(workers) as pool:
            yield from _in_order(documents, pool, nurseries, workers * AHEAD, unprotected)
    finally:
        for _ in range(workers):
            nurseries.get().close()


def _in_order(
    documents: Iterable[tuple[str, bytes]],
    pool: ThreadPoolExecutor,
    nurseries: "SimpleQueue[Nursery]",
    most: int,
    unprotected: bool,
) -> Iterator[tuple[str, Answer]]:
    waiting: deque[tuple[str, Future[Answer]]] = deque()
    for name, data in documents:
        waiting.append((name, pool.submit(_read, nurseries, data, name, unprotected)))
        if len(waiting) >= most:
            first, future = waiting.popleft()
            yield first, future.result()
    for name, future in waiting:
        yield name, future.result()


def _read(nurseries: "SimpleQueue[Nursery]", data: bytes, name: str, unprotected: bool) -> Answer:
    nursery = nurseries.get()
    try:
        return nursery.read(data, name, unprotected=unprotected)
    except NoticeError as error:
        return error
    finally:
        nurseries.put(nursery)
