"""What a server's REST interface is called, asked for, and read as: dialects/*.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

DIALECTS = ("oneroster_1p2", "oneroster_1p1", "xporter")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Where an object has a cell. `of` is a path; one that begins with ^ starts at the object around it.

    pair  two names: each of a list is written "{first:second}"
    """

    heading: str
    of: str
    pair: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A CSV file of the same standard. each  the list of an object that has a row for each of its own"""

    file: str
    columns: tuple[Column, ...]
    each: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """One address and the name of its list. without  what a roll lacks where a server does not give it

    None: without it there is no roll.
    """

    path: str
    files: tuple[File, ...]
    without: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """limit  objects asked for at once. spells_credentials  as in a form (RFC 6749 §2.3.1), or as they are"""

    name: str
    source: str
    limit: int
    scopes: tuple[str, ...]
    collections: tuple[Collection, ...]
    spells_credentials: bool = True

    def collection(self, path: str) -> Collection:
        return next(one for one in self.collections if one.path == path)


@cache
def load_dialect(name: str) -> Dialect:
    told: dict[str, Any] = tomllib.loads(
        (files(__package__) / "dialects" / f"{name}.toml").read_text("utf-8")
    )
    collections = tuple(_collection(one) for one in told.pop("collections"))
    return Dialect(**{**told, "scopes": tuple(told["scopes"]), "collections": collections})


def _collection(told: dict[str, Any]) -> Collection:
    made = tuple(
        File(file=one["file"], each=one.get("each"), columns=tuple(_columns(one["columns"])))
        for one in told["files"]
    )
    return Collection(path=told["path"], files=made, without=told.get("without"))


def _columns(told: dict[str, Any]) -> list[Column]:
    return [
        Column(heading=heading, of=of)
        if isinstance(of, str)
        else Column(heading=heading, of=of["of"], pair=tuple(of["pair"]))
        for heading, of in told.items()
    ]
