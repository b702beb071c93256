"""What a recipient is asked to do with data of pupils who have left it, and what became of that."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from schoolgate.domain.agreement import WhenEnded


class Asking(StrEnum):
    """In what form the recipient is told. Of the last two nothing is written: the feed itself says it."""

    LEAVERS_FILE = "leavers-file"  # a CSV of the keys that it knows
    LETTER = "letter"  # plain text with the same keys
    DELTA = "delta"  # the next OneRoster delta names them as to be deleted
    SCIM = "scim"  # inactive at once, deleted once the recipient has answered
    BY_HAND = "by-hand"  # in the school's own words; nothing is written here


class Answered(StrEnum):
    """What the recipient said."""

    DONE = "done"
    REFUSED = "refused"  # it may or will not: the reason stands in the answer's words


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletionRequest:
    """One request to one recipient. Never changed: what follows is a DeletionStep.

    number     the order of requests within one school, from 1; the store gives it
    wanted     return, transfer or delete, as the agreement said that day
    hold_ruled_out_by   who looked whether anything has to be kept for a claim, an inquiry or a complaint
    run        of the ledger's entry for what was written; None: the feed itself says it
    """

    number: int
    slug: str
    version: int
    wanted: WhenEnded
    asking: Asking
    pupils: tuple[str, ...] = field(repr=False)
    why: str
    hold_ruled_out_by: str
    made_by: str
    made_at: datetime
    due_on: date
    run: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletionStep:
    """A reminder or an answer. answered None: a reminder, and `due_on` is then the new last day."""

    request: int
    answered: Answered | None
    said: str  # how it was chased, or what the recipient wrote
    by: str
    at: datetime
    due_on: date | None = None
