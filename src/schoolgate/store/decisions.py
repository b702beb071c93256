"""Families' answers, numbered in the order committed. A withdrawal is a row with a number of its own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet

from schoolgate.domain import decision as domain
from schoolgate.domain.decision import Answer, Capacity
from schoolgate.domain.errors import NotFound, Refused
from schoolgate.store.models import Decision
from schoolgate.store.tenancy import Tenant, add, of_school, one, rows
from schoolgate.store.transactions import change_of_school


@of_school
def sequence(tenant: Tenant) -> int:
    """The number of the last decision or withdrawal; 0 before the first."""
    return rows(tenant, Decision).aggregate(last=Max("sequence"))["last"] or 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An answer before it has its number."""

    pupil_id: str = field(repr=False)
    slug: str
    clause: str
    answer: Answer
    by: str = field(repr=False)
    capacity: Capacity
    made_at: datetime
    wording: str | None = None


def record(tenant: Tenant, given: Given) -> domain.Decision:
    return record_all(tenant, [given])[0]


@change_of_school
def record_all(tenant: Tenant, given: Iterable[Given]) -> tuple[domain.Decision, ...]:
    """Numbered in this order, one after the other."""
    first = sequence(tenant) + 1
    made = [_answer(tenant, number, one) for number, one in enumerate(given, first)]
    Decision.objects.bulk_create(made, batch_size=500)
    return tuple(_record(row, None) for row in made)


def _answer(tenant: Tenant, number: int, given: Given) -> Decision:
    return Decision(
        controller_id=tenant.controller_id,
        school_id=tenant.school_id,
        sequence=number,
        kind="answer",
        pupil_id=given.pupil_id,
        slug=given.slug,
        clause=given.clause,
        answer=given.answer.value,
        by=given.by,
        capacity=given.capacity.value,
        made_at=given.made_at,
        wording=given.wording,
    )


@change_of_school
def withdraw(
    tenant: Tenant, number: int, *, by: str, capacity: Capacity, made_at: datetime
) -> domain.Decision:
    """Ends the answer with this sequence number. Gives it as it now stands.

    Raises  NotFound: no answer has that number. Refused: it was withdrawn before.
    """
    ended = one(tenant, Decision, sequence=number, kind="answer")
    if ended is None:
        raise NotFound(f"Nothing was withdrawn: there is no answer number {number}. List the decisions.")
    if one(tenant, Decision, ends=number):
        raise Refused("Nothing was withdrawn.", [f"answer number {number} was withdrawn before"])
    row = add(
        tenant,
        Decision,
        sequence=sequence(tenant) + 1,
        kind="withdrawal",
        ends=number,
        pupil_id=ended.pupil_id,
        slug=ended.slug,
        clause=ended.clause,
        answer="",
        by=by,
        capacity=capacity.value,
        made_at=made_at,
    )
    return _record(ended, row)


@of_school
def for_clause(tenant: Tenant, slug: str, clause: str) -> tuple[domain.Decision, ...]:
    """In order of sequence."""
    return _records(rows(tenant, Decision).filter(slug=slug, clause=clause).order_by("sequence"))


@of_school
def for_agreement(tenant: Tenant, slug: str) -> Mapping[str, Mapping[str, tuple[domain.Decision, ...]]]:
    """Clause → pupil id → that pupil's decisions for it, in order of sequence."""
    found: dict[str, dict[str, tuple[domain.Decision, ...]]] = {}
    for one_ in _records(rows(tenant, Decision).filter(slug=slug).order_by("sequence")):
        pupils = found.setdefault(one_.clause, {})
        pupils[one_.pupil_id] = (*pupils.get(one_.pupil_id, ()), one_)
    return found


@of_school
def by_agreement(tenant: Tenant) -> Mapping[str, Mapping[str, Mapping[str, tuple[domain.Decision, ...]]]]:
    """As `for_agreement`, of every agreement by its slug."""
    found: dict[str, dict[str, dict[str, tuple[domain.Decision, ...]]]] = {}
    for one_ in _records(rows(tenant, Decision).order_by("sequence")):
        pupils = found.setdefault(one_.slug, {}).setdefault(one_.clause, {})
        pupils[one_.pupil_id] = (*pupils.get(one_.pupil_id, ()), one_)
    return found


@of_school
def for_pupil(tenant: Tenant, pupil_id: str) -> tuple[domain.Decision, ...]:
    """In order of sequence."""
    return _records(rows(tenant, Decision).filter(pupil_id=pupil_id).order_by("sequence"))


@of_school
def all_decisions(tenant: Tenant) -> tuple[domain.Decision, ...]:
    """In order of sequence."""
    return _records(rows(tenant, Decision).order_by("sequence"))


def _records(found: QuerySet[Decision]) -> tuple[domain.Decision, ...]:
    """A withdrawal carries its answer's pupil, slug and clause, so it is found beside it."""
    everything: list[Any] = [*found.values_list(named=True)]
    withdrawals = {row.ends: row for row in everything if row.kind == "withdrawal"}
    return tuple(_record(row, withdrawals.get(row.sequence)) for row in everything if row.kind == "answer")


def _record(row: Any, withdrawal: Any) -> domain.Decision:
    return domain.Decision(
        sequence=row.sequence,
        pupil_id=row.pupil_id,
        slug=row.slug,
        clause=row.clause,
        answer=Answer(row.answer),
        by=row.by,
        capacity=Capacity(row.capacity),
        made_at=row.made_at,
        wording=row.wording,
        withdrawn_at=withdrawal.made_at if withdrawal else None,
        withdrawn_sequence=withdrawal.sequence if withdrawal else None,
    )
