"""Makes a home ready: its keys, its database, its tables."""

import pkgutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connections

from schoolgate.domain.errors import SchoolgateError
from schoolgate.server import settings as house_rules
from schoolgate.server.home import Home, KeyRing, ensure
from schoolgate.server.settings import databases
from schoolgate.store import migrations


class NewerDatabase(SchoolgateError):
    def __init__(self) -> None:
        super().__init__(
            "The home was not opened: a newer Schoolgate has changed its database. Use that version, or "
            "restore a backup made before the upgrade."
        )


class StrongRole(SchoolgateError):
    def __init__(self, role: str) -> None:
        super().__init__(
            f"The home was not opened: on PostgreSQL the role {role} could read every school and change the "
            "ledger, since it owns the tables or is a superuser. Give SCHOOLGATE_DATABASE a role of its own "
            "and the owner's address to SCHOOLGATE_DATABASE_OWNER (docs/postgresql.md)."
        )


class NoDatabase(SchoolgateError):
    """`file` is SQLite's; None on PostgreSQL."""

    def __init__(self, file: Path | None) -> None:
        super().__init__(
            f"The home was not opened: {file} can't be read as a database. Restore it from a backup."
            if file
            else "The home was not opened: the PostgreSQL database of SCHOOLGATE_DATABASE did not answer, or "
            "refused its role. Check the address, and that the server is running."
        )


class NoTables(SchoolgateError):
    def __init__(self) -> None:
        super().__init__(
            "The home was not opened: its PostgreSQL database has no tables yet, or those of an older "
            "Schoolgate. Set SCHOOLGATE_DATABASE_OWNER to the address of the database's owner for this one "
            "run (docs/postgresql.md)."
        )


class WeakDatabase(SchoolgateError):
    """The database would not keep what was written."""


def configure() -> None:
    """Once in a process, before anything imports the store. Touches no disk."""
    if not settings.configured:
        settings.configure(**{name: value for name, value in vars(house_rules).items() if name.isupper()})
        django.setup()


def boot(home: Home, database: str | None = None, owner: str | None = None) -> KeyRing:
    """Opens a home for this process, made and upgraded where needed; may be called again for another home.

    database, owner  PostgreSQL addresses as in `Environment`; without one, SQLite in the home.
    """
    configure()
    keys = ensure(home)
    if database is None:
        # SQLite gives its journal the same mode; the home may be a folder that others can look into.
        home.database.touch(mode=0o600)
    settings.SECRET_KEY = keys.pages.hex()
    use(databases(home.database, database, owner))
    _refuse_weak(home)
    if _pending():
        with _alone(home):
            if _pending():
                call_command("migrate", database=_owner(), verbosity=0, interactive=False)
    _refuse_powerful()
    return keys


def use(found: dict[str, dict[str, object]]) -> None:
    connections.close_all()
    for open_connection in connections.all(initialized_only=True):
        del connections[open_connection.alias]
    settings.DATABASES = found
    connections.settings = connections.configure_settings(found)


def _pending() -> bool:
    """Quick, because every command asks. Raises NewerDatabase."""
    known = {module.name for module in pkgutil.iter_modules(migrations.__path__)}
    connection = connections["default"]
    with connection.cursor() as cursor:
        if "django_migrations" not in connection.introspection.table_names(cursor):
            return True
        cursor.execute("SELECT name FROM django_migrations WHERE app = 'store'")
        applied = {name for (name,) in cursor.fetchall()}
    if applied - known:
        raise NewerDatabase
    return applied != known


def _refuse_weak(home: Home) -> None:
    """Raises WeakDatabase where a commit would not be on disk, NoDatabase where there is no answer."""
    on_sqlite = connections["default"].vendor == "sqlite"
    try:
        _refuse_weak_sqlite() if on_sqlite else _refuse_weak_postgresql()
    except DatabaseError:
        # What the server says may hold the address.
        raise NoDatabase(home.database if on_sqlite else None) from None


def _refuse_weak_sqlite() -> None:
    with connections["default"].cursor() as cursor:
        found = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
    if found != ["wal", 2]:
        raise WeakDatabase(
            "The home was not opened: its disk can't keep a database safely (SQLite gave "
            f"journal_mode={found[0]}, synchronous={found[1]}). Put SCHOOLGATE_HOME on a local disk."
        )


_NEEDED = ("fsync", "full_page_writes", "synchronous_commit")


def _refuse_weak_postgresql() -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT name FROM pg_settings WHERE setting = 'off' AND name = ANY(%s)", [list(_NEEDED)]
        )
        if found := cursor.fetchone():
            raise WeakDatabase(
                "The home was not opened: its database could lose what it said was written (PostgreSQL has "
                f"{found[0]} = off). Set it to on."
            )


def _refuse_powerful() -> None:
    """Row-level security does not bind a superuser, and an owner could take it down. Raises StrongRole."""
    connection = connections["default"]
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper OR rolbypassrls, EXISTS (SELECT FROM pg_class WHERE relname = "
            "'store_school' AND pg_table_is_visible(oid) AND pg_has_role(current_user, relowner, 'USAGE')) "
            "FROM pg_roles WHERE rolname = current_user"
        )
        role, unbound, owns = cursor.fetchone()
    if unbound or owns:
        raise StrongRole(role)


def _owner() -> str:
    """The connection that may make tables. Raises NoTables."""
    if connections["default"].vendor == "sqlite":
        return "default"
    if "owner" not in connections.settings:
        raise NoTables
    return "owner"


@contextmanager
def _alone(home: Home) -> Iterator[None]:
    """One process makes the tables. SQLite's lock is one that every system has and a crash lets go."""
    lock = sqlite3.connect(home.path / "upgrade.lock", timeout=60, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        lock.close()
