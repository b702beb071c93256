"""Which document follows which, and what people said where one differs from the register."""

from datetime import datetime

from schoolgate.domain.difference import Settled, Settlement
from schoolgate.store import models
from schoolgate.store.tenancy import Tenant, add, of_school, rows
from schoolgate.store.transactions import change_of_school


@change_of_school
def add_edition(tenant: Tenant, document: int, follows: int | None, *, by: str, at: datetime) -> None:
    add(tenant, models.Edition, document=document, follows=follows, by=by, at=at)


@of_school
def said_to_follow(tenant: Tenant) -> dict[int, int | None]:
    """Document → the one it follows, where a person said so; None: said to follow none."""
    found = rows(tenant, models.Edition).order_by("id")
    return {row.document: row.follows for row in found}


@change_of_school
def add_settlement(tenant: Tenant, made: Settlement) -> None:
    add(
        tenant,
        models.Settlement,
        document=made.document,
        slug=made.slug,
        field=made.field,
        said=made.said,
        action=made.action.value,
        by=made.by,
        at=made.at,
        why=made.why,
    )


@of_school
def settlements(tenant: Tenant) -> tuple[Settlement, ...]:
    """In the order made."""
    return tuple(_settlement(row) for row in rows(tenant, models.Settlement).order_by("id"))


def _settlement(row: models.Settlement) -> Settlement:
    return Settlement(
        document=row.document,
        slug=row.slug,
        field=row.field,
        said=row.said,
        action=Settled(row.action),
        by=row.by,
        at=row.at,
        why=row.why,
    )
