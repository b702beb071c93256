"""Loads of the roll: what is known of each. The sealed tables themselves are files."""

import json

from schoolgate.domain.run import RollSnapshot
from schoolgate.store import models
from schoolgate.store.codec import text_of
from schoolgate.store.tenancy import Tenant, add, of_school, rows
from schoolgate.store.transactions import change_of_school


@change_of_school
def add_snapshot(tenant: Tenant, snapshot: RollSnapshot) -> None:
    add(
        tenant,
        models.RollSnapshot,
        digest=snapshot.digest,
        loaded_at=snapshot.loaded_at,
        source=snapshot.source,
        path=snapshot.path,
        counts=text_of(snapshot.counts),
        report=text_of(snapshot.report),
    )


@of_school
def all_snapshots(tenant: Tenant) -> tuple[RollSnapshot, ...]:
    """In the order loaded: the last is the school's roll."""
    return tuple(_snapshot(row) for row in rows(tenant, models.RollSnapshot).order_by("id"))


@of_school
def latest(tenant: Tenant) -> RollSnapshot | None:
    row = rows(tenant, models.RollSnapshot).order_by("id").last()
    return _snapshot(row) if row else None


@change_of_school
def keep_last(tenant: Tenant, count: int) -> tuple[RollSnapshot, ...]:
    """Forgets all but the last `count`. Gives those whose file no kept snapshot names any more."""
    kept = list(rows(tenant, models.RollSnapshot).order_by("-id")[:count])
    older = rows(tenant, models.RollSnapshot).exclude(id__in=[row.id for row in kept]).order_by("id")
    gone = [_snapshot(row) for row in older]
    older.delete()
    still = {row.path for row in kept}
    return tuple(snapshot for snapshot in gone if snapshot.path not in still)


def _snapshot(row: models.RollSnapshot) -> RollSnapshot:
    return RollSnapshot(
        digest=row.digest,
        loaded_at=row.loaded_at,
        source=row.source,
        path=row.path,
        counts=json.loads(row.counts),
        report=json.loads(row.report),
    )
