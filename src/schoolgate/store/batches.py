"""Batches of many schools' parcels. The ledger has intents and outcomes; these tell where to go on."""

import json
from collections.abc import Collection, Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any

from schoolgate.domain import batch as domain
from schoolgate.domain.run import RunState
from schoolgate.store import tenancy
from schoolgate.store.batch_models import Batch
from schoolgate.store.codec import text_of
from schoolgate.store.tenancy import Tenant, of_school, rows
from schoolgate.store.transactions import change_of_school


@change_of_school
def add_all(tenant: Tenant, made: Iterable[domain.Batch]) -> None:
    tenancy.add_all(tenant, Batch, map(_values, made))


@change_of_school
def settle(tenant: Tenant, keys: Collection[str], state: RunState) -> None:
    """Of these, each that nothing is known of yet."""
    found = rows(tenant, Batch).filter(key__in=list(keys), state=RunState.INTENT.value)
    found.update(state=state.value)


@of_school
def get(tenant: Tenant, key: str) -> domain.Batch | None:
    row = rows(tenant, Batch).filter(key=key).first()
    return _record(row) if row else None


@of_school
def keys_since(tenant: Tenant, moment: datetime) -> frozenset[str]:
    """Of all batches made at or after it."""
    return frozenset(rows(tenant, Batch).filter(at__gte=moment).values_list("key", flat=True))


@of_school
def last(tenant: Tenant, slug: str) -> domain.Batch | None:
    """The last of an agreement that may have left."""
    found = rows(tenant, Batch).filter(slug=slug).exclude(state=RunState.FAILED.value)
    row = found.order_by("id").last()
    return _record(row) if row else None


@of_school
def unsettled(tenant: Tenant) -> tuple[domain.Batch, ...]:
    """Those whose intents stand alone, in the order made."""
    found = rows(tenant, Batch).filter(state=RunState.INTENT.value).order_by("id")
    return tuple(_record(row) for row in found)


def _values(made: domain.Batch) -> dict[str, Any]:
    values = {one.name: getattr(made, one.name) for one in fields(made)}
    return values | {"reach": text_of(made.reach), "state": made.state.value}


def _record(row: Batch) -> domain.Batch:
    values = {one.name: getattr(row, one.name) for one in fields(domain.Batch)}
    reach = {name: tuple(whose) for name, whose in json.loads(row.reach).items()}
    told = {"reach": reach, "state": RunState(row.state), "members": bytes(row.members)}
    return domain.Batch(**values | told)
