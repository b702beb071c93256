"""What is written together. One writer at a time in one school, so that numbers are given without gaps."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.db import connection, transaction

from schoolgate.domain.errors import NotFound
from schoolgate.store.models import School
from schoolgate.store.tenancy import Tenant, as_school, rows

P = ParamSpec("P")
R = TypeVar("R")


@contextmanager
def durable(tenant: Tenant) -> Iterator[None]:
    """All or nothing, and on disk when it ends: what comes after may rely on it. Never inside another.

    From its first line no other writer of this school can change anything until it ends.
    """
    with transaction.atomic(durable=True), as_school(tenant):
        _hold(tenant)
        yield


@contextmanager
def together(tenant: Tenant) -> Iterator[None]:
    """All or nothing; inside a `durable` it is part of it."""
    with transaction.atomic(), as_school(tenant):
        _hold(tenant)
        yield


def change_of_school(
    function: Callable[Concatenate[Tenant, P], R],
) -> Callable[Concatenate[Tenant, P], R]:
    """A write of one school, which it takes as its first argument: all of it or nothing."""

    @wraps(function)
    def within(tenant: Tenant, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with together(tenant):
            return function(tenant, *args, **kwargs)

    return within


def _hold(tenant: Tenant) -> None:
    """SQLite holds the whole file (IMMEDIATE); PostgreSQL holds the school's row."""
    found = rows(tenant, School)
    if connection.vendor == "postgresql":
        found = found.select_for_update()
    if found.first() is None:
        raise NotFound("Nothing was written: this school is not in the register. Create it first.")
