"""The database itself refuses to change what was written once."""

from django.db.backends.base.base import BaseDatabaseWrapper


def missing(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    return ()
