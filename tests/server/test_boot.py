"""A home opens quickly, on a database that keeps its word, or says why not."""

import pytest
from django.core.management import call_command
from django.db import connection, connections

from schoolgate.server import settings
from schoolgate.server.boot import NewerDatabase, NoDatabase, NoTables, StrongRole, WeakDatabase, boot
from schoolgate.server.home import Home
from schoolgate.store import school
from tests.postgresql import OWNER
from tests.store.cast import found_school


@pytest.mark.sqlite
def test_what_sqlite_says_is_written_is_on_disk(fresh_home):
    with connection.cursor() as cursor:
        found = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "secure_delete")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1}


@pytest.mark.sqlite
def test_one_process_may_open_one_home_after_another(fresh_home, tmp_path):
    found_school("trust", "hill")
    other = Home(tmp_path / "other")

    boot(other)
    assert school.directory() == ()
    found_school("trust", "vale")

    boot(fresh_home.home)
    assert [one.id for one in school.directory()] == ["hill"]
    boot(other)
    assert [one.id for one in school.directory()] == ["vale"]


def test_a_home_that_is_ready_is_not_made_again(fresh_home):
    found_school()
    boot(fresh_home.home, fresh_home.database, fresh_home.owner)
    boot(fresh_home.home, fresh_home.database)

    assert len(school.directory()) == 1


def test_every_change_to_the_tables_has_its_migration(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_a_database_changed_by_a_newer_schoolgate_is_left_alone(fresh_home):
    with connections["owner" if fresh_home.owner else "default"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('store', '9999_later', CURRENT_TIMESTAMP)"
        )

    with pytest.raises(NewerDatabase) as refusal:
        boot(fresh_home.home, fresh_home.database, fresh_home.owner)
    assert str(refusal.value) == (
        "The home was not opened: a newer Schoolgate has changed its database. Use that version, or restore "
        "a backup made before the upgrade."
    )


@pytest.mark.sqlite
def test_a_disk_that_cannot_keep_a_database_safely_is_refused(fresh_home, tmp_path, monkeypatch):
    weak = "PRAGMA journal_mode=DELETE; PRAGMA synchronous=NORMAL;"

    monkeypatch.setattr(settings, "SQLITE_START", weak)

    with pytest.raises(WeakDatabase) as refusal:
        boot(Home(tmp_path / "weak"))
    monkeypatch.undo()
    assert str(refusal.value) == (
        "The home was not opened: its disk can't keep a database safely (SQLite gave journal_mode=delete, "
        "synchronous=1). Put SCHOOLGATE_HOME on a local disk."
    )


@pytest.mark.postgresql
def test_a_server_that_may_lose_what_was_written_is_refused(fresh_home, cluster):
    cluster.execute("ALTER ROLE schoolgate_app SET synchronous_commit = off")

    with pytest.raises(WeakDatabase) as refusal:
        boot(fresh_home.home, fresh_home.database)
    cluster.execute("ALTER ROLE schoolgate_app RESET synchronous_commit")
    assert str(refusal.value) == (
        "The home was not opened: its database could lose what it said was written (PostgreSQL has "
        "synchronous_commit = off). Set it to on."
    )


@pytest.mark.postgresql
@pytest.mark.parametrize("role", [OWNER, "postgres"])
def test_a_role_that_could_change_the_ledger_is_refused(fresh_home, cluster, role):
    address = cluster.address(fresh_home.name, role)

    with pytest.raises(StrongRole) as refusal:
        boot(fresh_home.home, address, address)
    assert str(refusal.value) == (
        f"The home was not opened: on PostgreSQL the role {role} could read every school and change the "
        "ledger, since it owns the tables or is a superuser. Give SCHOOLGATE_DATABASE a role of its own and "
        "the owner's address to SCHOOLGATE_DATABASE_OWNER (docs/postgresql.md)."
    )


@pytest.mark.postgresql
def test_a_database_without_tables_asks_for_its_owner_once(fresh_home, cluster):
    name = cluster.new_database()

    with pytest.raises(NoTables) as refusal:
        boot(fresh_home.home, cluster.address(name))
    assert str(refusal.value) == (
        "The home was not opened: its PostgreSQL database has no tables yet, or those of an older "
        "Schoolgate. Set SCHOOLGATE_DATABASE_OWNER to the address of the database's owner for this one run "
        "(docs/postgresql.md)."
    )
    boot(fresh_home.home, cluster.address(name), cluster.address(name, OWNER))
    boot(fresh_home.home, cluster.address(name))
    assert school.directory() == ()


@pytest.mark.sqlite
def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path, fresh_home):
    home = Home(tmp_path / "damaged")
    boot(home)
    for file in home.path.glob("schoolgate.sqlite3*"):
        file.unlink()
    home.database.write_bytes(b"half a file" * 1000)

    with pytest.raises(NoDatabase) as refusal:
        boot(home)
    assert str(refusal.value) == (
        f"The home was not opened: {home.database} can't be read as a database. Restore it from a backup."
    )


@pytest.mark.postgresql
def test_a_server_that_does_not_answer_is_said_so_without_its_password(fresh_home, tmp_path):
    with pytest.raises(NoDatabase) as refusal:
        boot(fresh_home.home, f"postgresql://app:secret@/name?host={tmp_path}")
    assert str(refusal.value) == (
        "The home was not opened: the PostgreSQL database of SCHOOLGATE_DATABASE did not answer, or refused "
        "its role. Check the address, and that the server is running."
    )


@pytest.mark.parametrize("address", ["mysql://host/name", "school.sqlite3", "postgresql://host/%zz"])
def test_an_address_that_is_not_postgresqls_is_refused_without_repeating_it(tmp_path, address):
    with pytest.raises(settings.AddressRefused) as refusal:
        settings.databases(tmp_path, address, None)
    assert str(refusal.value) == (
        "No database was opened: SCHOOLGATE_DATABASE is not the address of a PostgreSQL database. Write it "
        "as postgresql://user:password@host:5432/name."
    )


def test_an_address_keeps_its_options(tmp_path):
    found = settings.databases(tmp_path, "postgresql://app:pw@host:5433/name?sslmode=verify-full", None)

    assert found["default"] == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "name",
        "USER": "app",
        "PASSWORD": "pw",
        "HOST": "host",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "verify-full"},
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
