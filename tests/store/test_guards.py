"""What was written once is never changed, whoever asks, and a missing guard stops the ledger."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, ProgrammingError, connection, connections, models, transaction
from psycopg import DatabaseError

from schoolgate.store import guards, ledger
from schoolgate.store.models import AgreementVersion, LedgerEntry
from schoolgate.store.tenancy import as_school, rows
from schoolgate.store.transactions import durable
from tests.store.cast import AT, append_leaf, found_school, write_everything

GUARDED = [model._meta.db_table for model in guards.append_only()]


def test_the_tables_that_are_written_once_are_these():
    assert sorted(model.__name__ for model in guards.append_only()) == [
        "AgreementVersion",
        "Approval",
        "Assessment",
        "Contract",
        "Decision",
        "DeletionRequest",
        "DeletionStep",
        "Document",
        "DoorSetting",
        "Edition",
        "FeedProfile",
        "LedgerCheckpoint",
        "LedgerEntry",
        "Override",
        "Publication",
        "Review",
        "ScheduleSetting",
        "Settlement",
        "TermDates",
        "Waiver",
    ]


def refused(statement, parameters=()):
    with pytest.raises((IntegrityError, ProgrammingError)) as error, transaction.atomic():
        connection.cursor().execute(statement, parameters)
    return str(error.value)


@pytest.mark.parametrize("table", GUARDED)
def test_no_statement_changes_or_removes_what_was_written(db, table):
    write_everything(found_school())

    for statement in (f"UPDATE {table} SET school_id = 'x'", f"DELETE FROM {table}"):
        assert "never changed" in (said := refused(statement)) or "permission denied" in said


@pytest.mark.sqlite
@pytest.mark.parametrize("table", GUARDED)
def test_insert_or_replace_puts_nothing_in_the_place_of_what_was_written(db, table):
    write_everything(found_school())
    before = connection.cursor().execute(f"SELECT * FROM {table}").fetchall()

    assert "never changed" in refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    assert "never changed" in refused(f"REPLACE INTO {table} SELECT * FROM {table}")

    assert connection.cursor().execute(f"SELECT * FROM {table}").fetchall() == before != []


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE OR REPLACE {} SET seq = 1",
        "INSERT INTO {} SELECT * FROM {} WHERE 1 ON CONFLICT DO UPDATE SET leaf = 1",
        "INSERT OR IGNORE INTO {} SELECT * FROM {}",
    ],
)
def test_no_other_spelling_gets_round_the_guards(db, statement):
    append_leaf(found_school(), b"first")

    assert "never changed" in refused(statement.replace("{}", "store_ledgerentry"))


@pytest.mark.sqlite
def test_a_new_row_number_does_not_let_a_leaf_be_replaced_in_its_place(db):
    tenant = found_school()
    append_leaf(tenant, b"first")

    said = refused(
        "INSERT OR REPLACE INTO store_ledgerentry (id, controller_id, school_id, seq, leaf, leaf_hash, "
        "frontier, appended_at) SELECT 999, controller_id, school_id, seq, 'forged', leaf_hash, frontier, "
        "appended_at FROM store_ledgerentry"
    )

    assert said == "what was written in store_ledgerentry is never changed"
    assert ledger.leaves(tenant) == (b"first",)


@pytest.mark.sqlite
def test_a_column_added_by_django_drops_the_guards_and_the_next_append_is_refused(fresh_home):
    tenant = found_school()
    with durable(tenant):
        append_leaf(tenant, b"first")
    note = models.TextField(default="")
    note.set_attributes_from_name("note")

    with connection.schema_editor() as editor:
        editor.add_field(LedgerEntry, note)

    gone = tuple(f"store_ledgerentry_no_{deed}" for deed in ("update", "delete", "replace"))
    assert guards.missing(connection) == gone
    with pytest.raises(ledger.GuardsMissing) as refusal, durable(tenant):
        append_leaf(tenant, b"second")
    assert str(refusal.value) == (
        "Nothing was added to the ledger, and so nothing was sent.\n"
        "- the database would let what was written be changed, since 3 of its guards are missing or altered "
        "(store_ledgerentry_no_update, store_ledgerentry_no_delete, store_ledgerentry_no_replace); run "
        "'schoolgate doctor', and find out who did it"
    )

    guards.install(connection)
    assert guards.missing(connection) == ()


@pytest.mark.sqlite
def test_a_guard_that_was_made_harmless_counts_as_missing(db):
    cursor = connection.cursor()
    cursor.execute("DROP TRIGGER store_ledgerentry_no_delete")
    cursor.execute(
        "CREATE TRIGGER store_ledgerentry_no_delete BEFORE DELETE ON store_review BEGIN SELECT 1; END"
    )

    assert guards.missing(connection) == ("store_ledgerentry_no_delete",)


def test_every_guard_stands_after_every_migration(fresh_home):
    owner = "owner" if fresh_home.owner else "default"
    assert guards.missing(connection) == ()
    with connections[owner].cursor() as cursor:
        drop = (
            "DROP TRIGGER store_review_no_update" if owner == "default" else "DROP TRIGGER {} ON store_review"
        )
        cursor.execute(drop.format("schoolgate_append_only"))
    assert len(guards.missing(connection)) == 1

    call_command("migrate", database=owner, verbosity=0)

    assert guards.missing(connection) == ()


CHANGES = (
    "UPDATE {} SET school_id = 'x'",
    "DELETE FROM {}",
    "TRUNCATE {}",
    "SET session_replication_role = replica; DELETE FROM {}",
)


@pytest.mark.postgresql
def test_even_a_superuser_changes_nothing_while_the_guards_stand(fresh_home, cluster):
    for change in (change.format(table) for change in CHANGES for table in GUARDED):
        with pytest.raises(DatabaseError, match="never changed"):
            cluster.execute(change, fresh_home.name)


@pytest.mark.postgresql
def test_even_the_owner_of_the_tables_changes_nothing(fresh_home):
    with connections["owner"].cursor() as cursor:
        for change in (change.format(table) for change in CHANGES[:3] for table in GUARDED):
            with pytest.raises(IntegrityError, match="never changed"):
                cursor.execute(change)


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "harm",
    [
        "DROP TRIGGER schoolgate_append_only ON store_ledgerentry",
        "ALTER TABLE store_ledgerentry DISABLE TRIGGER schoolgate_append_only",
        "ALTER TABLE store_ledgerentry ENABLE TRIGGER schoolgate_append_only",
    ],
)
def test_a_guard_dropped_or_switched_off_is_missed(fresh_home, cluster, harm):
    cluster.execute(harm, fresh_home.name)

    assert guards.missing(connection) == ("schoolgate_append_only on store_ledgerentry",)


@pytest.mark.postgresql
def test_a_guard_whose_function_does_nothing_is_missed_everywhere(fresh_home, cluster):
    cluster.execute(
        "CREATE OR REPLACE FUNCTION schoolgate_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RETURN NULL; END $$",
        fresh_home.name,
    )

    assert len(guards.missing(connection)) == len(GUARDED)


def test_a_version_cannot_be_changed_through_a_model_either(db):
    tenant = found_school()
    write_everything(tenant)

    with as_school(tenant):
        row = rows(tenant, AgreementVersion).get()
    row.why = "another reason"

    with pytest.raises((IntegrityError, ProgrammingError)), as_school(tenant):
        row.save()


def test_a_leaf_outside_a_transaction_is_a_mistake(fresh_home):
    tenant = found_school()

    with pytest.raises(ledger.OutsideTransaction):
        ledger.append(tenant, b"leaf", leaf_hash=b"", frontier=b"", at=AT)
