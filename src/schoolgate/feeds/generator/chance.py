"""Chance that is the same on every Python for the same seed."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

Thing = TypeVar("Thing")


class Chance:
    """Draws from `random.random()` alone: the only sequence that Python promises to keep."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed).random

    def happens(self, share: float) -> bool:
        return self._random() < share

    def below(self, end: int) -> int:
        return int(self._random() * end)

    def between(self, first: int, last: int) -> int:
        """A whole number, both ends counted."""
        return first + self.below(last - first + 1)

    def one_of(self, things: Sequence[Thing]) -> Thing:
        return things[self.below(len(things))]

    def weighed(self, weights: Sequence[tuple[Thing, float]]) -> Thing:
        left = self._random() * sum(weight for _, weight in weights)
        for thing, weight in weights:
            left -= weight
            if left < 0:
                return thing
        return weights[-1][0]

    def day(self, first: date, last: date) -> date:
        return first + timedelta(days=self.between(0, (last - first).days))

    def digits(self, count: int) -> str:
        return "".join(str(self.below(10)) for _ in range(count))
