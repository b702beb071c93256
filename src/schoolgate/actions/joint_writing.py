"""Several callers at once, one commit: whoever gets the turn writes for everybody who waits by then."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(slots=True, eq=False)
class _Waiting(Generic[Item]):
    item: Item
    is_written: bool | None = None  # None: nobody has tried yet


class JointWriting(Generic[Item]):
    """write  is handed what waits and gives, in the same order, whether each was written durably. One call
    at a time. Where it raises, each caller it was handed by tries again by itself.
    """

    def __init__(self, write: Callable[[Sequence[Item]], Sequence[bool]]) -> None:
        self._write = write
        self._turn = Lock()
        self._door = Lock()
        self._queue: list[_Waiting[Item]] = []

    def written(self, item: Item) -> bool:
        """Comes back when this item is durable, or was turned away."""
        own = _Waiting(item)
        with self._door:
            self._queue.append(own)
        with self._turn:
            if own.is_written is None:
                self._write_all()
        return bool(own.is_written)

    def _write_all(self) -> None:
        with self._door:
            waiting, self._queue = self._queue, []
        try:
            found = self._write([one.item for one in waiting])
        except BaseException:
            for one in waiting:
                one.is_written = False
            raise
        for one, is_written in zip(waiting, found, strict=True):
            one.is_written = is_written
