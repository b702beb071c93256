"""When a feed runs by itself, and what became of each turn."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Rhythm(StrEnum):
    NIGHTLY = "nightly"
    TERM_TIME = "term-time"  # on school days: not at weekends, on bank holidays or between terms
    ON_CHANGE = "on-change"  # when the roll, the agreement or a family's answer has changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """`at` is the school's own time of day, "02:00"; ON_CHANGE does not look at it."""

    slug: str
    rhythm: Rhythm
    at: str
    set_by: str
    set_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolTerm:
    """Days on which the school is open, from the first to the last; a half-term break ends one."""

    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    terms: tuple[SchoolTerm, ...]
    set_by: str
    set_at: datetime

    def are_known_for(self, day: date) -> bool:
        return bool(self.terms) and day <= max(one.last for one in self.terms)

    def has(self, day: date) -> bool:
        return any(one.first <= day <= one.last for one in self.terms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One run that fell due, taken once. `outcome` is "" until it has ended."""

    slug: str
    due_at: datetime
    started_at: datetime
    ended_at: datetime | None = None
    outcome: str = ""
