"""What left, or may have left: written down before it goes, and again when it is known to have arrived."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Delivery(StrEnum):
    DELIVERED = "delivered"
    FAILED = "failed"  # known not to have left
    UNKNOWN = "unknown"  # may have left, so it counts as disclosed


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelFile:
    """One file of a parcel, as it leaves."""

    name: str
    sha256: str  # hex
    bytes: int
    rows: int  # without the heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """What is about to leave. Durable before the first byte does.

    people_root  hex; the root over one salted commitment for each person (ledger/commitment.py)
    decisions    the sequence number of the school's last family decision when this was written
    snapshot     hex SHA-256 of the roll it was made from
    """

    run: str
    at: datetime  # UTC
    school: str
    controller: str
    agreement: str  # its slug
    version: int
    service: str
    recipient: str | None  # the legal entity; None: the register does not name one
    clauses: tuple[str, ...]
    items: tuple[str, ...]
    fields: tuple[str, ...]
    people: int
    people_root: str
    files: tuple[ParcelFile, ...]
    decisions: int
    snapshot: str
    profile: str  # the feed format and its version, "ttrockstars/1"
    courier: str  # a name in couriers


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one run. `detail` is a short code such as "disk-full", never words about a person."""

    run: str
    at: datetime  # UTC, not before its intent's
    delivery: Delivery
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """One run as the ledger tells it. Entries count from 1."""

    entry: int
    intent: Intent
    outcome_entry: int | None = None
    outcome: Outcome | None = None  # None: interrupted, or still under way

    def counts_as_disclosed(self) -> bool:
        """True unless it is known that nothing left: the ledger may report too much, never too little."""
        return self.outcome is None or self.outcome.delivery is not Delivery.FAILED
