"""What a server's REST interface is called, asked for, and read as: dialects/*.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

DIALECTS = ("oneroster_1p2", "oneroster_1p1", "xporter", "wonde")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Where an object has a cell. `of` is a path; one that begins with ^ starts at the object around it.

    pair    two names: each of a list is written "{first:second}"
    within  where an object stands at the end of the path: its cell of this name
    fixed   the same text in every row
    """

    heading: str
    of: str = ""
    pair: tuple[str, ...] = ()
    within: str | None = None
    fixed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A CSV file of the same standard. each  path to the list of an object of which each has a row"""

    file: str
    columns: tuple[Column, ...]
    each: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """One address.

    without  what a roll lacks where a server does not give it; None: without it there is no roll
    asks     parameters of its first page, beside the dialect's
    """

    path: str
    files: tuple[File, ...]
    without: str | None = None
    asks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """limit  objects asked for at once.

    scopes   asked for in this order, until a server grants one
    bearer   the secret is the token; else one is asked for, with the credentials spelled as in a form
             (RFC 6749 §2.3.1) or as they are
    rows     the name of the list in an answer; None: the collection's own
    key      the name of an object's number
    next     path to the address of the next page, and `more` to whether there is one; None: headers say it
    asks     parameters of a first page; None: limit and offset
    sorts    can pages be asked for in the order of the key?
    """

    name: str
    source: str
    limit: int
    collections: tuple[Collection, ...]
    scopes: tuple[str, ...] = ()
    bearer: bool = False
    spells_credentials: bool = True
    rows: str | None = None
    key: str = "sourcedId"
    next: str | None = None
    more: str | None = None
    asks: Mapping[str, str] | None = None
    sorts: bool = True

    def collection(self, path: str) -> Collection:
        return next(one for one in self.collections if one.path == path)


@cache
def load_dialect(name: str) -> Dialect:
    told: dict[str, Any] = tomllib.loads(
        (files(__package__) / "dialects" / f"{name}.toml").read_text("utf-8")
    )
    collections = tuple(_collection(one) for one in told.pop("collections"))
    return Dialect(**{**told, "scopes": tuple(told.get("scopes", ())), "collections": collections})


def _collection(told: dict[str, Any]) -> Collection:
    made = tuple(
        File(file=one["file"], each=one.get("each"), columns=tuple(_columns(one["columns"])))
        for one in told["files"]
    )
    return Collection(**{**told, "files": made})


def _columns(told: dict[str, Any]) -> list[Column]:
    return [
        Column(heading=heading, of=of)
        if isinstance(of, str)
        else Column(heading=heading, **{**of, "pair": tuple(of.get("pair", ()))})
        for heading, of in told.items()
    ]
