"""Parcels of many schools, made and sent together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from schoolgate.domain.run import RunState


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One agreement over the schools of one authority: a parcel and an entry in the ledger for each school.

    key       of what it is made and on which day: begun again, it has the same
    entry     the ledger's number of its first intent; the others follow it without a gap
    digest    hex SHA-256 over every file of every parcel: made again, it has to come out the same
    members   who was in it, as feeds/bulk/members.py packs it; stays home
    """

    key: str
    slug: str
    version: int
    authority: str
    at: datetime
    state: RunState
    entry: int
    parcels: int
    rows: int
    digest: str
    known_as: str
    reach: Mapping[str, tuple[str, ...]]
    destination: str = field(repr=False)
    confirmed_by: str | None = None
    members: bytes = field(repr=False)
