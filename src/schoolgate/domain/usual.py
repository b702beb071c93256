"""What services are usually told: how many notices declare each item, counted and not judged."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from schoolgate.domain.catalogue import known


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """A service in the notices that were counted. A notice counts once, however often it names it."""

    named: int = 0  # notices that name it
    by_schools: int = 0  # those of them that a real school wrote; the others were written to practise on
    items: Mapping[str, int] = field(default_factory=dict)  # item → notices that declare it, most first


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many notices the counts are of."""

    notices: int
    by_schools: int


def usual(name: str) -> Usual:
    """Of a service by any of its names; one that no notice names has no counts."""
    service = known(name)
    row = _file()["service"].get(service.name) if service else None
    return Usual(**row) if row else Usual()


def counted() -> Counted:
    return Counted(**_file()["counted"])


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "usual.toml").read_text("utf-8"))
