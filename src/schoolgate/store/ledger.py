"""The ledger's leaves and signed heads, as bytes and words: what they mean is the ledger room's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from schoolgate.domain.errors import Refused
from schoolgate.store import guards
from schoolgate.store.models import LedgerCheckpoint, LedgerEntry
from schoolgate.store.tenancy import Tenant, add, as_school, of_school, rows
from schoolgate.store.transactions import change_of_school

MOST_VALUES = 980  # SQLite, as it may be built, takes 999 in a statement


class GuardsMissing(Refused):
    def __init__(self, missing: tuple[str, ...]) -> None:
        reason = (
            f"the database would let what was written be changed, since {len(missing)} of its guards are "
            f"missing or altered ({', '.join(missing)}); run 'schoolgate doctor', and find out who did it"
        )
        super().__init__("Nothing was added to the ledger, and so nothing was sent.", [reason])


class OutsideTransaction(Exception):
    """A leaf must be committed with what it tells of. Reached only by a mistake in our own code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tip:
    """The end of the ledger. `frontier`: the tree's peaks as they were handed in with the last leaf."""

    size: int
    frontier: bytes


@of_school
def tip(tenant: Tenant) -> Tip:
    last = rows(tenant, LedgerEntry).order_by("seq").last()
    return Tip(size=last.seq + 1, frontier=bytes(last.frontier)) if last else Tip(size=0, frontier=b"")


class NewLeaf(NamedTuple):
    leaf: bytes
    leaf_hash: bytes


def append(tenant: Tenant, leaf: bytes, *, leaf_hash: bytes, frontier: bytes, at: datetime) -> int:
    """Inside the caller's `durable` or `together`; gives the leaf's place, from 0, without gaps.

    Raises  GuardsMissing where the database no longer refuses changes to what was written.
    """
    return append_all(tenant, [NewLeaf(leaf, leaf_hash)], frontier=frontier, at=at)


def append_all(tenant: Tenant, made: Sequence[NewLeaf], *, frontier: bytes, at: datetime) -> int:
    """As `append`, of several in their order; gives the first one's place.

    frontier  the tree's peaks with all of them in it: kept with the last one, where the next append begins
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction
    if missing := guards.missing(connection):
        raise GuardsMissing(missing)
    seq = tip(tenant).size
    with as_school(tenant):
        peaks = [*[b""] * (len(made) - 1), frontier]
        _insert(tenant, at, [(seq + n, *one, peaks[n]) for n, one in enumerate(made)])
    return seq


def _insert(tenant: Tenant, at: datetime, leaves: Sequence[tuple[int, bytes, bytes, bytes]]) -> None:
    """A statement for as many as it takes: one for each holds up whoever makes parcels at the same time."""
    named = {"controller_id": tenant.controller_id, "school_id": tenant.school_id, "appended_at": at}
    fields = {one.attname: one for one in LedgerEntry._meta.concrete_fields}
    same = [fields[name].get_db_prep_save(value, connection) for name, value in named.items()]
    wanted = [fields[name] for name in (*named, "seq", "leaf", "leaf_hash", "frontier")]
    columns = ", ".join(connection.ops.quote_name(str(one.column)) for one in wanted)
    signs = ", ".join(["%s"] * len(wanted))
    told = f"INSERT INTO {connection.ops.quote_name(LedgerEntry._meta.db_table)} ({columns}) VALUES "
    most = MOST_VALUES // len(wanted)
    with connection.cursor() as cursor:
        for first in range(0, len(leaves), most):
            some = leaves[first : first + most]
            values = [value for one in some for value in (*same, *one)]
            cursor.execute(told + ", ".join([f"({signs})"] * len(some)), values)


@of_school
def leaf(tenant: Tenant, seq: int) -> bytes | None:
    row = rows(tenant, LedgerEntry).filter(seq=seq).first()
    return bytes(row.leaf) if row else None


@of_school
def leaves(tenant: Tenant) -> tuple[bytes, ...]:
    """In order."""
    return tuple(
        bytes(one) for one in rows(tenant, LedgerEntry).order_by("seq").values_list("leaf", flat=True)
    )


@of_school
def leaves_from(tenant: Tenant, place: int, count: int) -> tuple[bytes, ...]:
    """So many in order, from this place."""
    found = rows(tenant, LedgerEntry).filter(seq__gte=place, seq__lt=place + count).order_by("seq")
    return tuple(bytes(one) for one in found.values_list("leaf", flat=True))


@of_school
def leaf_hashes(tenant: Tenant) -> tuple[bytes, ...]:
    """In order."""
    found = rows(tenant, LedgerEntry).order_by("seq").values_list("leaf_hash", flat=True)
    return tuple(bytes(one) for one in found)


@change_of_school
def add_checkpoint(tenant: Tenant, note: str, *, size: int, at: datetime) -> None:
    add(tenant, LedgerCheckpoint, size=size, note=note, at=at)


@of_school
def checkpoints(tenant: Tenant) -> tuple[str, ...]:
    """The signed notes, oldest first."""
    return tuple(rows(tenant, LedgerCheckpoint).order_by("id").values_list("note", flat=True))


@of_school
def last_checkpoint(tenant: Tenant) -> str | None:
    return rows(tenant, LedgerCheckpoint).order_by("id").values_list("note", flat=True).last()
