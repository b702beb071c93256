"""names.toml as records."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a family's names come from, and what often goes with them."""

    name: str
    weight: float
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    surnames: tuple[str, ...]
    ethnicities: tuple[str, ...]
    languages: tuple[str, ...]
    religions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    origins: tuple[Origin, ...]
    school: Mapping[str, Any]  # lists of words, by what they name


@cache
def load_knowledge() -> Knowledge:
    found = tomllib.loads((files(__package__) / "names.toml").read_text("utf-8"))
    return Knowledge(origins=tuple(_origin(row) for row in found["origin"]), school=found["school"])


def _origin(row: dict[str, Any]) -> Origin:
    fields: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
    return Origin(**fields)
