"""The checks' data files, loaded once: wordings, dates of law, special categories, countries."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Words that stand for a country."""

    words: re.Pattern[str]
    country: str
    code: str  # ISO 3166; "??": somewhere abroad


@dataclass(frozen=True, slots=True, kw_only=True)
class Mechanism:
    """What may carry data abroad, and from when to when it may."""

    words: re.Pattern[str]
    since: date | None
    until: date | None

    def holds(self, on: date) -> bool:
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


@cache
def table(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text("utf-8"))


@cache
def wording(section: str, key: str) -> re.Pattern[str]:
    """The patterns of words.toml at this place, as one."""
    patterns = table("words")[section][key]
    return one_of([patterns] if isinstance(patterns, str) else patterns)


@cache
def places(key: str) -> tuple[Place, ...]:
    """`form`: of a company's name; `place`: where data is kept."""
    return tuple(
        Place(words=one_of([row["words"]]), country=row["country"], code=row["code"])
        for row in table("transfers")[key]
    )


@cache
def mechanisms() -> tuple[Mechanism, ...]:
    return tuple(
        Mechanism(words=one_of([row["words"]]), since=row.get("since"), until=row.get("until"))
        for row in table("transfers")["mechanism"]
    )


def is_adequate(code: str, on: date) -> bool:
    """May data go to this country on this day without more? Home is."""
    rows = table("transfers")["adequate"]
    return code == table("transfers")["home"] or any(
        code in row["codes"] and row["since"] <= on for row in rows
    )


def one_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
