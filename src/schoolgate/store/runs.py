"""Runs of feeds and who was in them. The ledger is the proof; these are the working papers."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from schoolgate.domain.errors import NotFound, Refused
from schoolgate.domain.run import FeedRun, Membership, RunState
from schoolgate.store import models, tenancy
from schoolgate.store.codec import text_of
from schoolgate.store.tenancy import Tenant, add, of_school, one, rows
from schoolgate.store.transactions import change_of_school

NOTHING = "[]"
_AS_JSON = ("clauses", "files", "fields", "reach", "staff", "classes", "places", "troubles")


@change_of_school
def add_run(tenant: Tenant, made: FeedRun) -> None:
    add(tenant, models.FeedRun, **_values(made))


@change_of_school
def add_all(tenant: Tenant, made: Iterable[FeedRun], members: Iterable[Membership]) -> None:
    tenancy.add_all(tenant, models.FeedRun, map(_values, made))
    told = ({"run": one.run, "root": one.root, "record": one.record} for one in members)
    tenancy.add_all(tenant, models.Membership, told)


@change_of_school
def settle_all(tenant: Tenant, states: Mapping[str, RunState]) -> None:
    """Of these runs, each that nothing is known of yet."""
    for state in sorted(set(states.values())):
        named = [run for run, one in states.items() if one is state]
        found = rows(tenant, models.FeedRun).filter(run__in=named, state=RunState.INTENT.value)
        found.update(state=state.value)
    _forget_places(tenant, [run for run, one in states.items() if one is RunState.DELIVERED])


@of_school
def last_runs(tenant: Tenant, slug: str | None = None) -> tuple[FeedRun, ...]:
    """Of each agreement, or of this one, the last run that arrived, and every one since; all of one of which
    none did. Looked up agreement by agreement, so that years of nights cost no more than one.
    """
    every = rows(tenant, models.AgreementVersion).filter(version=1)
    ends = _ends(tenant, every if slug is None else every.filter(slug=slug))
    wanted = Q(pk__in=[arrived for _, arrived, newest in ends if arrived == newest])
    for name, arrived, newest in ends:
        if arrived != newest:
            wanted |= Q(slug=name, id__gte=arrived or 0)
    return tuple(map(_run, rows(tenant, models.FeedRun).filter(wanted).order_by("id")))


def _ends(tenant: Tenant, of: QuerySet[models.AgreementVersion]) -> list[tuple[str, int | None, int | None]]:
    """(slug, its last run that arrived, its newest run), of those of which there is a run"""
    made = rows(tenant, models.FeedRun).filter(slug=OuterRef("slug")).order_by("-id").values("id")
    arrived = Subquery(made.filter(state=RunState.DELIVERED.value)[:1])
    found = of.order_by("slug").values_list("slug", arrived, Subquery(made[:1]))
    return [one for one in found if one[2] is not None]


@change_of_school
def settle(tenant: Tenant, run: str, state: RunState, troubles: Mapping[str, str] | None = None) -> FeedRun:
    """Raises NotFound; Refused where it is known already what became of the run."""
    row = one(tenant, models.FeedRun, run=run)
    if row is None:
        raise NotFound(f"There is no run {run}.")
    if RunState(row.state) is not RunState.INTENT:
        raise Refused(f"Run {run} was not changed.", [f"it is known to be {row.state}"])
    row.state = state.value
    row.troubles = text_of(dict(troubles or {}))
    row.save(update_fields=["state", "troubles"])
    if state is RunState.DELIVERED:
        _forget_places(tenant, [run])
    return _run(row)


def _forget_places(tenant: Tenant, arrived: Iterable[str]) -> None:
    """Of the runs before these: the next is told of places of the last that arrived, and since."""
    held = rows(tenant, models.FeedRun).exclude(places=NOTHING)
    for slug, number in held.filter(run__in=list(arrived)).values_list("slug", "id"):
        held.filter(slug=slug, id__lt=number).update(places=NOTHING)


@of_school
def get(tenant: Tenant, run: str) -> FeedRun | None:
    row = one(tenant, models.FeedRun, run=run)
    return _run(row) if row else None


@of_school
def for_agreement(tenant: Tenant, slug: str) -> tuple[FeedRun, ...]:
    """In the order made."""
    return tuple(_run(row) for row in rows(tenant, models.FeedRun).filter(slug=slug).order_by("id"))


@of_school
def all_runs(tenant: Tenant) -> tuple[FeedRun, ...]:
    """In the order made."""
    return tuple(_run(row) for row in rows(tenant, models.FeedRun).order_by("id"))


@of_school
def unsettled(tenant: Tenant) -> tuple[FeedRun, ...]:
    """Runs whose intent stands alone: something stopped them between the two."""
    found = rows(tenant, models.FeedRun).filter(state=RunState.INTENT.value).order_by("id")
    return tuple(_run(row) for row in found)


@change_of_school
def add_membership(tenant: Tenant, made: Membership) -> None:
    add(tenant, models.Membership, run=made.run, root=made.root, record=made.record)


@of_school
def membership(tenant: Tenant, run: str) -> Membership | None:
    row = one(tenant, models.Membership, run=run)
    return _membership(row) if row else None


@of_school
def memberships(tenant: Tenant) -> tuple[Membership, ...]:
    """In the order made."""
    return tuple(_membership(row) for row in rows(tenant, models.Membership).order_by("id"))


def _values(made: FeedRun) -> dict[str, Any]:
    values: dict[str, Any] = {field.name: getattr(made, field.name) for field in fields(made)}
    return values | {name: text_of(values[name]) for name in _AS_JSON} | {"state": made.state.value}


def _run(row: models.FeedRun) -> FeedRun:
    values = {field.name: getattr(row, field.name) for field in fields(FeedRun)}
    values |= {name: json.loads(values[name]) for name in _AS_JSON} | {"state": RunState(row.state)}
    values["reach"] = {name: tuple(whose) for name, whose in values["reach"].items()}
    lists = ("clauses", "fields", "staff", "classes", "places")
    return FeedRun(**values | {name: tuple(values[name]) for name in lists})


def _membership(row: models.Membership) -> Membership:
    return Membership(run=row.run, root=row.root, record=bytes(row.record))
