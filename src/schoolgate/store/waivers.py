"""What people have said to findings. Written once; a later word on a finding stands over an earlier."""

from schoolgate.domain.waiver import Waiver
from schoolgate.store import models
from schoolgate.store.tenancy import Tenant, add, of_school, rows
from schoolgate.store.transactions import change_of_school


@change_of_school
def add_waiver(tenant: Tenant, made: Waiver) -> None:
    add(
        tenant,
        models.Waiver,
        check_id=made.check,
        finding=made.finding,
        source=made.source,
        about=made.about,
        words=made.words,
        why=made.why,
        by=made.by,
        made_at=made.made_at,
        lapses_on=made.lapses_on,
    )


@of_school
def waivers(tenant: Tenant) -> tuple[Waiver, ...]:
    """In the order made."""
    return tuple(_waiver(row) for row in rows(tenant, models.Waiver).order_by("id"))


def _waiver(row: models.Waiver) -> Waiver:
    return Waiver(
        check=row.check_id,
        finding=row.finding,
        source=row.source,
        about=row.about,
        words=row.words,
        why=row.why,
        by=row.by,
        made_at=row.made_at,
        lapses_on=row.lapses_on,
    )
