"""Doing a thing and undoing it, to say what would happen."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from schoolgate.store.tenancy import Tenant
from schoolgate.store.transactions import together


@contextmanager
def rehearsed(tenant: Tenant, *, dry_run: bool) -> Iterator[None]:
    """All or nothing; nothing, where this is a rehearsal. Only for deeds that touch the database alone."""
    with together(tenant):
        yield
        if dry_run:
            transaction.set_rollback(True)
