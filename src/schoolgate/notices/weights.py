"""Weights of signs, learnt from our own answered notices by tools/learn_*.py; their sum gives a chance."""

import json
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from math import exp
from typing import Any

BIAS = ""  # the weight that is always there
REMEMBERED = 5_000  # groups: many candidates of a page share theirs


def chance(of: str, groups: Iterable[frozenset[str]]) -> float:
    """Between 0 and 1: how likely it is by the weights in `of`.json. A sign not learnt weighs nothing."""
    return chance_of(load_weights(of)[BIAS] + sum(weight(of, group) for group in groups))


def chance_of(total: float) -> float:
    return 1 / (1 + exp(-total))


@lru_cache(maxsize=REMEMBERED)
def weight(of: str, group: frozenset[str]) -> float:
    weights: Mapping[str, float] = load_weights(of)
    return sum(weights[sign] for sign in group if sign in weights)


@cache
def load_weights(of: str) -> Any:
    """Sign → weight; of flows where a word stands → the word → flow → weight."""
    return json.loads((files(__package__) / f"{of}.json").read_text("utf-8"))["weights"]
