"""What was found in the contracts. Written once; a later record on an agreement stands over an earlier."""

from schoolgate.domain.contract import Contract
from schoolgate.store import models
from schoolgate.store.codec import from_text, to_text
from schoolgate.store.tenancy import Tenant, add, of_school, rows
from schoolgate.store.transactions import change_of_school


@change_of_school
def add_contract(tenant: Tenant, made: Contract) -> None:
    add(tenant, models.Contract, slug=made.slug, record=to_text(made), made_at=made.recorded_at)


@of_school
def contracts(tenant: Tenant) -> tuple[Contract, ...]:
    """Every record, in the order made."""
    return tuple(from_text(Contract, row.record) for row in rows(tenant, models.Contract).order_by("id"))


@of_school
def standing_contracts(tenant: Tenant) -> dict[str, Contract]:
    """Slug → what was recorded last."""
    return {one.slug: one for one in contracts(tenant)}
