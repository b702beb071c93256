"""Links that open the pages once."""

from datetime import datetime

from schoolgate.store.models import OpenLink
from schoolgate.store.tenancy import Tenant, add, rows
from schoolgate.store.transactions import change_of_school


@change_of_school
def make(tenant: Tenant, token_hash: str, *, expires_at: datetime) -> None:
    """`token_hash`: hex SHA-256 of the token, which itself is kept nowhere."""
    add(tenant, OpenLink, token_hash=token_hash, expires_at=expires_at)


@change_of_school
def use(tenant: Tenant, token_hash: str, *, at: datetime) -> bool:
    """True once, and only before it expires."""
    fresh = rows(tenant, OpenLink).filter(token_hash=token_hash, used_at=None, expires_at__gt=at)
    return fresh.update(used_at=at) == 1
