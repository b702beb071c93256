"""When feeds run by themselves, the turns that were taken, and when the worker was last awake."""

from datetime import datetime

from django.db import IntegrityError, transaction

from schoolgate.domain import schedule as domain
from schoolgate.store.codec import from_text, to_text
from schoolgate.store.door_models import Heartbeat, ScheduleSetting, TermDates, Turn
from schoolgate.store.tenancy import Tenant, add, of_school, one, rows
from schoolgate.store.transactions import change_of_school


@change_of_school
def put_schedule(tenant: Tenant, made: domain.Schedule) -> None:
    record = to_text(made)
    add(tenant, ScheduleSetting, slug=made.slug, record=record, made_by=made.set_by, made_at=made.set_at)


@change_of_school
def take_schedule_away(tenant: Tenant, slug: str, *, by: str, at: datetime) -> None:
    add(tenant, ScheduleSetting, slug=slug, record="", made_by=by, made_at=at)


@of_school
def schedules(tenant: Tenant) -> dict[str, domain.Schedule]:
    """Slug → the schedule that stands, in the order of the alphabet."""
    last = {row.slug: row.record for row in rows(tenant, ScheduleSetting).order_by("id")}
    return {slug: from_text(domain.Schedule, record) for slug, record in sorted(last.items()) if record}


@change_of_school
def put_terms(tenant: Tenant, terms: domain.Terms) -> None:
    add(tenant, TermDates, record=to_text(terms), made_at=terms.set_at)


@of_school
def terms(tenant: Tenant) -> domain.Terms | None:
    row = rows(tenant, TermDates).order_by("id").last()
    return from_text(domain.Terms, row.record) if row else None


@change_of_school
def take_turn(tenant: Tenant, slug: str, due_at: datetime, *, at: datetime) -> bool:
    """False where somebody took it before: a turn is taken once."""
    try:
        with transaction.atomic():
            add(tenant, Turn, slug=slug, due_at=due_at, started_at=at, outcome="")
    except IntegrityError:
        return False
    return True


@change_of_school
def end_turn(tenant: Tenant, slug: str, due_at: datetime, *, outcome: str, at: datetime) -> None:
    rows(tenant, Turn).filter(slug=slug, due_at=due_at).update(outcome=outcome, ended_at=at)


@of_school
def turns(tenant: Tenant) -> tuple[domain.Turn, ...]:
    """In the order taken."""
    return tuple(
        domain.Turn(
            slug=row.slug,
            due_at=row.due_at,
            started_at=row.started_at,
            ended_at=row.ended_at,
            outcome=row.outcome,
        )
        for row in rows(tenant, Turn).order_by("id")
    )


@change_of_school
def beat(tenant: Tenant, at: datetime) -> None:
    if not rows(tenant, Heartbeat).update(at=at):
        add(tenant, Heartbeat, at=at)


@of_school
def last_beat(tenant: Tenant) -> datetime | None:
    row = one(tenant, Heartbeat)
    return row.at if row else None
