"""Whose rows. Two walls, each holding alone: the filter here and PostgreSQL's row-level security."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import connection, models, transaction

P = ParamSpec("P")
R = TypeVar("R")
Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenant:
    """One school of one controller, by their ids."""

    controller_id: str
    school_id: str


class OtherSchool(Exception):
    """A transaction is one school's. Reached only by a mistake in our own code."""

    def __init__(self) -> None:
        super().__init__("Nothing was read or written: this transaction belongs to another school.")


_inside: ContextVar[Tenant | None] = ContextVar("inside", default=None)


@contextmanager
def as_school(tenant: Tenant) -> Iterator[None]:
    """Within, PostgreSQL shows and takes this school's rows only. On SQLite there is one school.

    Opens a transaction on PostgreSQL, since the school is named for one transaction only: a pooled connection
    can't carry it to the next.

    Raises  OtherSchool inside another school's transaction.
    """
    outer = _inside.get()
    if outer is not None and connection.in_atomic_block:
        _refuse_other(outer, tenant)
        yield
        return
    token = _inside.set(tenant)
    try:
        with _named_transaction(tenant):
            yield
    finally:
        _inside.reset(token)


def _refuse_other(outer: Tenant, tenant: Tenant) -> None:
    if outer != tenant:
        raise OtherSchool


@contextmanager
def _named_transaction(tenant: Tenant) -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic():
        _name("controller", tenant.controller_id)
        _name("school", tenant.school_id)
        yield
        # An outer transaction may go on; one that is to be undone forgets the names by itself.
        if not connection.needs_rollback:
            _name("controller", "")
            _name("school", "")


def _name(what: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [f"schoolgate.{what}", value])


@contextmanager
def listing_schools() -> Iterator[None]:
    """Within, PostgreSQL shows the name of every school of the database, and nothing else of them."""
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic():
        _name("listing", "on")
        yield
        _name("listing", "")


def of_school(
    function: Callable[Concatenate[Tenant, P], R],
) -> Callable[Concatenate[Tenant, P], R]:
    """A read or write of one school, which it takes as its first argument."""

    @wraps(function)
    def within(tenant: Tenant, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with as_school(tenant):
            return function(tenant, *args, **kwargs)

    return within


def rows(tenant: Tenant, model: type[Row]) -> models.QuerySet[Row]:
    """The only way into a table: a test finds every other."""
    return model._default_manager.filter(controller_id=tenant.controller_id, school_id=tenant.school_id)


def add(tenant: Tenant, model: type[Row], **values: Any) -> Row:
    return model._default_manager.create(
        controller_id=tenant.controller_id, school_id=tenant.school_id, **values
    )


def add_all(tenant: Tenant, model: type[Row], values: Iterable[Mapping[str, Any]]) -> None:
    """Inside a transaction, by one statement: an object for each row would cost more than the rows."""
    own = {"controller_id": tenant.controller_id, "school_id": tenant.school_id}
    fields = [one for one in model._meta.concrete_fields if not one.primary_key]
    told = [{one.attname: one.get_default() for one in fields} | own | dict(each) for each in values]
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(str(one.column)) for one in fields)
    signs = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quoted(model._meta.db_table)} ({columns}) VALUES ({signs})",
            [[one.get_db_prep_save(each[one.attname], connection) for one in fields] for each in told],
        )


def one(tenant: Tenant, model: type[Row], **values: Any) -> Row | None:
    return rows(tenant, model).filter(**values).first()
