"""What recipients know pupils by, where a rehearsed mapping said so: one sealed text for each agreement."""

from datetime import datetime

from schoolgate.store.leaving_models import AccountKeys
from schoolgate.store.tenancy import Tenant, add, of_school, one, rows
from schoolgate.store.transactions import change_of_school


@change_of_school
def put(tenant: Tenant, slug: str, sealed: bytes, *, at: datetime) -> None:
    """In place of what stood there."""
    rows(tenant, AccountKeys).filter(slug=slug).delete()
    add(tenant, AccountKeys, slug=slug, sealed=sealed, made_at=at)


@of_school
def get(tenant: Tenant, slug: str) -> bytes | None:
    row = one(tenant, AccountKeys, slug=slug)
    return bytes(row.sealed) if row else None


@of_school
def slugs(tenant: Tenant) -> tuple[str, ...]:
    return tuple(rows(tenant, AccountKeys).order_by("slug").values_list("slug", flat=True))
