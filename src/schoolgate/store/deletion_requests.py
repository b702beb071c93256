"""Requests to recipients, and what followed each. Written once, both of them."""

from dataclasses import replace

from schoolgate.domain.deletion import DeletionRequest, DeletionStep
from schoolgate.store import leaving_models as models
from schoolgate.store.codec import from_text, to_text
from schoolgate.store.tenancy import Tenant, add, of_school, one, rows
from schoolgate.store.transactions import change_of_school


@change_of_school
def add_request(tenant: Tenant, made: DeletionRequest) -> DeletionRequest:
    """Gives it with its number."""
    numbered = replace(made, number=rows(tenant, models.DeletionRequest).count() + 1)
    add(
        tenant,
        models.DeletionRequest,
        number=numbered.number,
        slug=numbered.slug,
        record=to_text(numbered),
        made_at=numbered.made_at,
    )
    return numbered


@change_of_school
def add_step(tenant: Tenant, made: DeletionStep) -> None:
    add(tenant, models.DeletionStep, request=made.request, record=to_text(made), made_at=made.at)


@of_school
def requests(tenant: Tenant) -> tuple[DeletionRequest, ...]:
    """In the order made."""
    found = rows(tenant, models.DeletionRequest).order_by("number")
    return tuple(from_text(DeletionRequest, row.record) for row in found)


@of_school
def request(tenant: Tenant, number: int) -> DeletionRequest | None:
    row = one(tenant, models.DeletionRequest, number=number)
    return from_text(DeletionRequest, row.record) if row else None


@of_school
def steps(tenant: Tenant) -> dict[int, tuple[DeletionStep, ...]]:
    """Number of the request → what followed, in the order made."""
    found: dict[int, tuple[DeletionStep, ...]] = {}
    for row in rows(tenant, models.DeletionStep).order_by("id"):
        found[row.request] = (*found.get(row.request, ()), from_text(DeletionStep, row.record))
    return found
