"""How often one caller may ask: a full minute's worth at once, then as it flows back."""

from collections.abc import Callable
from threading import Lock


class Rate:
    """a_minute  0: no limit. clock  seconds, never going back."""

    def __init__(self, a_minute: int, clock: Callable[[], float]) -> None:
        self.a_minute = a_minute
        self.clock = clock
        self._left: dict[str, tuple[float, float]] = {}
        self._lock = Lock()

    def takes(self, caller: str) -> bool:
        if not self.a_minute:
            return True
        now = self.clock()
        with self._lock:
            if len(self._left) > 10_000:
                self._left.clear()
            left, then = self._left.get(caller, (float(self.a_minute), now))
            left = min(float(self.a_minute), left + (now - then) * self.a_minute / 60)
            self._left[caller] = (left - 1 if left >= 1 else left, now)
            return left >= 1
