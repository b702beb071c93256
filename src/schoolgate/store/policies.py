"""PostgreSQL's own wall between schools: row-level security, forced, and grants that leave out change.

A transaction names its school in `schoolgate.controller` and `schoolgate.school` (tenancy.py). Where it names
none, no row is seen and none is taken.
"""

from django.apps import apps
from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from schoolgate.store import guards

_CONTROLLER = "controller_id = current_setting('schoolgate.controller', true)"
_SCHOOL = f"{_CONTROLLER} AND school_id = current_setting('schoolgate.school', true)"
_LISTING = "current_setting('schoolgate.listing', true) = 'on'"


def protect(connection: BaseDatabaseWrapper) -> None:
    """Guards on both databases; policies and grants on PostgreSQL. After every migration, as the owner."""
    guards.install(connection)
    if connection.vendor == "postgresql":
        _wall(connection)
        _grant(connection)


def _tables(connection: BaseDatabaseWrapper) -> dict[str, type[Model]]:
    there = set(connection.introspection.table_names())
    models = {model._meta.db_table: model for model in apps.get_app_config("store").get_models()}
    return {table: model for table, model in models.items() if table in there}


def _wall(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for table, model in _tables(connection).items():
            whose = _CONTROLLER if model.__name__ == "Controller" else _SCHOOL
            cursor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            cursor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            cursor.execute(f"DROP POLICY IF EXISTS own_school ON {table}")
            cursor.execute(f"CREATE POLICY own_school ON {table} USING ({whose}) WITH CHECK ({whose})")
            if model.__name__ == "School":
                cursor.execute(f"DROP POLICY IF EXISTS listing ON {table}")
                cursor.execute(f"CREATE POLICY listing ON {table} FOR SELECT USING ({_LISTING})")


def _grant(connection: BaseDatabaseWrapper) -> None:
    """To the role the application connects as, where it exists and owns nothing here."""
    role = settings.DATABASES["default"].get("USER")
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s AND rolname <> current_user", [role])
        if cursor.fetchone() is None:
            return
        quoted = connection.ops.quote_name(str(role))
        for table, model in _tables(connection).items():
            allowed = "SELECT, INSERT" if model in guards.append_only() else "SELECT, INSERT, UPDATE, DELETE"
            cursor.execute(f"REVOKE ALL ON {table} FROM PUBLIC, {quoted}")
            cursor.execute(f"GRANT {allowed} ON {table} TO {quoted}")
        cursor.execute(f"GRANT SELECT ON django_migrations TO {quoted}")
