"""A large file written once: past the system's cache, where it can be, and hashed while it is written.

Nobody reads it again here, so to keep it in memory too would cost more than all else that is done with it.
"""

import errno
import fcntl
import hashlib
import mmap
import os
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from schoolgate.couriers.folder import ONLY_OURS

PART = 4 << 20  # bytes; a multiple of what any disk writes at once, in memory that begins where a page does
PAST_THE_CACHE = getattr(os, "O_DIRECT", 0)  # not every system knows it, and not every disk


class LaidOut:
    """The file under a name of its own. After `finish`, and only then, it outlasts a power cut."""

    def __init__(self, path: Path) -> None:
        """Raises  OSError: also where the name is there already."""
        self._handle = _opened(path)
        self._full, self._free = mmap.mmap(-1, PART), mmap.mmap(-1, PART)
        self._filled, self.size, self._digest = 0, 0, hashlib.sha256()
        self._thread = ThreadPoolExecutor(1)
        self._under_way: Future[None] | None = None

    def __enter__(self) -> "LaidOut":
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.shutdown()
        os.close(self._handle)

    def write(self, content: bytes | memoryview) -> None:
        """Raises  OSError, perhaps one of an earlier write."""
        rest = memoryview(content)
        while rest:
            some = rest[: PART - self._filled]
            self._free[self._filled : self._filled + len(some)] = some
            self._filled, rest = self._filled + len(some), rest[len(some) :]
            if self._filled == PART:
                self._put_down()

    def finish(self) -> str:
        """Its SHA-256, in hex. Raises OSError."""
        self._put_down()
        self._wait()
        os.fsync(self._handle)
        return self._digest.hexdigest()

    def _put_down(self) -> None:
        """What is filled, while the other part is filled."""
        self._wait()
        self._full, self._free = self._free, self._full
        self._under_way = self._thread.submit(self._write_and_hash, self._filled)
        self.size, self._filled = self.size + self._filled, 0

    def _wait(self) -> None:
        if self._under_way:
            self._under_way.result()

    def _write_and_hash(self, size: int) -> None:
        with memoryview(self._full) as whole:
            content = whole[:size]
            self._digest.update(content)
            if size < PART:
                _through_the_cache(self._handle)
            _write(self._handle, content)


def _opened(path: Path) -> int:
    how = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        return os.open(path, how | PAST_THE_CACHE, ONLY_OURS)
    except OSError as failure:
        if failure.errno != errno.EINVAL:
            raise
    path.unlink(missing_ok=True)  # some disks say no when the name is there
    return os.open(path, how, ONLY_OURS)


def _through_the_cache(handle: int) -> None:
    """From here on any number of bytes may be written."""
    fcntl.fcntl(handle, fcntl.F_SETFL, fcntl.fcntl(handle, fcntl.F_GETFL) & ~PAST_THE_CACHE)


def _write(handle: int, content: memoryview) -> None:
    while content:
        try:
            content = content[os.write(handle, content) :]
        except OSError as failure:
            if failure.errno != errno.EINVAL or not fcntl.fcntl(handle, fcntl.F_GETFL) & PAST_THE_CACHE:
                raise
            _through_the_cache(handle)
        if len(content) % mmap.PAGESIZE:
            _through_the_cache(handle)  # the disk took a part of it
