"""The database itself refuses to change what was written once, on any connection.

SQLite needs a third trigger: INSERT OR REPLACE takes a row away without asking the triggers for DELETE. And
Django remakes a SQLite table to add a column, which drops its triggers unseen: so `install` runs after every
migration, and `missing` is asked at each append to the ledger.
"""

from collections.abc import Mapping

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, UniqueConstraint
from django.db.models.options import Options

_NAME = "schoolgate_append_only"
_FUNCTION = """
BEGIN
    RAISE EXCEPTION 'what was written in % is never changed', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
"""
# pg_trigger.tgtype: BEFORE (2), for DELETE (8), UPDATE (16) and TRUNCATE (32), once a statement.
_TGTYPE = 2 + 8 + 16 + 32


def append_only() -> tuple[type[Model], ...]:
    models = apps.get_app_config("store").get_models()
    return tuple(model for model in models if getattr(model, "is_append_only", False))


def install(connection: BaseDatabaseWrapper) -> None:
    """Makes the guards anew on every table that is there, as the tables' owner."""
    if connection.vendor == "postgresql":
        _install_postgresql(connection)
    else:
        _install_sqlite(connection)


def missing(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    """The guards that are not there, or not as `install` makes them."""
    if connection.vendor == "postgresql":
        return _missing_postgresql(connection)
    return _missing_sqlite(connection)


def _install_sqlite(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for model in append_only():
            for name, statement in _triggers(model._meta).items():
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                if model._meta.db_table in tables:
                    cursor.execute(statement)


def _missing_sqlite(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        there = dict(cursor.fetchall())
    wanted = {name: sql for model in append_only() for name, sql in _triggers(model._meta).items()}
    return tuple(name for name, sql in wanted.items() if there.get(name) != sql)


def _triggers(options: "Options[Model]") -> Mapping[str, str]:
    table = options.db_table
    refuse = f"BEGIN SELECT RAISE(ABORT, 'what was written in {table} is never changed'); END"
    return {
        f"{table}_no_update": f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
        f"{table}_no_delete": f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
        f"{table}_no_replace": f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {_same_row(options)}) {refuse}",
    }


def _same_row(options: "Options[Model]") -> str:
    """REPLACE removes a row that stands in the way of any unique key, not of the primary key alone."""
    keys = [one.fields for one in options.constraints if isinstance(one, UniqueConstraint)]
    same = [" AND ".join(f'"{column}" = NEW."{column}"' for column in key) for key in [("id",), *keys]]
    return " OR ".join(f"({one})" for one in same)


def _install_postgresql(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE OR REPLACE FUNCTION {_NAME}() RETURNS trigger LANGUAGE plpgsql AS $_${_FUNCTION}$_$"
        )
        tables = connection.introspection.table_names(cursor)
        for model in append_only():
            if (table := model._meta.db_table) in tables:
                cursor.execute(f"DROP TRIGGER IF EXISTS {_NAME} ON {table}")
                cursor.execute(
                    f"CREATE TRIGGER {_NAME} BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                    f"FOR EACH STATEMENT EXECUTE FUNCTION {_NAME}()"
                )
                # ALWAYS: also in a session that says it is a replica.
                cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {_NAME}")


def _missing_postgresql(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "JOIN pg_proc ON pg_proc.oid = tgfoid WHERE pg_table_is_visible(pg_class.oid) AND tgname = %s "
            "AND tgenabled = 'A' AND tgtype = %s AND tgqual IS NULL AND prosrc = %s",
            [_NAME, _TGTYPE, _FUNCTION],
        )
        there = {table for (table,) in cursor.fetchall()}
    wanted = [model._meta.db_table for model in append_only()]
    return tuple(f"{_NAME} on {table}" for table in wanted if table not in there)
