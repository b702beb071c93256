"""The working papers of a feed: the roll it was made from, the run, and what we ask to be deleted after."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class RunState(StrEnum):
    """INTENT until it is known what became of the parcel. UNKNOWN counts as disclosed."""

    INTENT = "intent"
    DELIVERED = "delivered"
    FAILED = "failed"
    UNKNOWN = "unknown"


class DeletionState(StrEnum):
    OPEN = "open"  # not asked yet
    ASKED = "asked"
    DONE = "done"  # the recipient says it is deleted


@dataclass(frozen=True, slots=True, kw_only=True)
class RollSnapshot:
    """One load of the roll. The sealed tables are the file at `path`; this is what is known of it."""

    digest: str  # hex
    loaded_at: datetime
    source: str  # the name of the file that was loaded
    path: str
    counts: Mapping[str, int]  # table → rows
    report: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRun:
    """One attempt to send one agreement's feed.

    decisions     the school's decision sequence when the intent was written
    fields        headings of what left
    destination   where the courier took it: a folder's path
    known_as      the name that the pupils' keys were made under; the next run uses it again
    reach         field and transform → of whom, for telling a widening from a repeat
    staff         where the format tells who is gone: the recipient's keys of the members of staff in it
    classes       where the format tells what is gone: the recipient's keys of the classes in it
    places        likewise, of each place in a class: its key, the class's, the person's, what that one is;
                  forgotten once a later run arrived
    troubles      where a door takes people one by one: their key there → a code, of those it did not take
    confirmed_by  the second person, where a first send or a widening asked for one
    """

    run: str
    slug: str
    version: int
    clauses: tuple[str, ...]
    snapshot: str
    decisions: int
    profile: str
    courier: str
    state: RunState
    files: Mapping[str, str]  # name → hex SHA-256
    rows: int
    fields: tuple[str, ...]
    created_at: datetime
    confirmed_by: str | None = None
    destination: str = field(repr=False)
    known_as: str
    reach: Mapping[str, tuple[str, ...]] = field(repr=False)
    staff: tuple[str, ...] = field(default=(), repr=False)
    classes: tuple[str, ...] = field(default=(), repr=False)
    places: tuple[str, ...] = field(default=(), repr=False)
    troubles: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """Who was in a run, as commitments; stays home. `root` is what the ledger holds of it."""

    run: str
    root: str  # hex
    record: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PleaseDelete:
    """A pupil whose data a recipient is to delete."""

    slug: str
    pupil_id: str = field(repr=False)
    asked_at: datetime
    why: str
    state: DeletionState
