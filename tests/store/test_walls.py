"""One controller never sees another's, nor one school another's: by our filter alone, by PostgreSQL alone."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from schoolgate.domain.errors import NotFound, Refused
from schoolgate.server.boot import use
from schoolgate.server.settings import databases
from schoolgate.store import (
    account_keys,
    assessments,
    contracts,
    decisions,
    deletion_requests,
    deletions,
    documents,
    guards,
    ledger,
    register,
    runs,
    salts,
    school,
    snapshots,
    waivers,
)
from schoolgate.store.tenancy import OtherSchool, Tenant, as_school
from tests.store.cast import adopt, agreement, answer, append_leaf, found_school, write_everything

MODELS = list(apps.get_app_config("store").get_models())
READS = {
    "agreements": register.all_current,
    "one agreement": lambda tenant: register.current(tenant, "sums"),
    "one version": lambda tenant: register.version(tenant, "sums", 1),
    "history": lambda tenant: register.history(tenant, "sums"),
    "slugs": register.slugs,
    "assessments": assessments.assessments,
    "overrides": assessments.overrides,
    "approvals": assessments.approvals,
    "decisions": decisions.all_decisions,
    "decisions of a clause": lambda tenant: decisions.for_clause(tenant, "sums", "1"),
    "decisions of an agreement": lambda tenant: decisions.for_agreement(tenant, "sums"),
    "decisions of a pupil": lambda tenant: decisions.for_pupil(tenant, "p1"),
    "sequence": decisions.sequence,
    "documents": documents.all_documents,
    "a document": lambda tenant: documents.get(tenant, 1),
    "reviews": lambda tenant: documents.reviews(tenant, 1),
    "salts": salts.known,
    "snapshots": snapshots.all_snapshots,
    "the last snapshot": snapshots.latest,
    "runs": runs.all_runs,
    "a run": lambda tenant: runs.get(tenant, "r1"),
    "runs of an agreement": lambda tenant: runs.for_agreement(tenant, "sums"),
    "unsettled runs": runs.unsettled,
    "memberships": runs.memberships,
    "a membership": lambda tenant: runs.membership(tenant, "r1"),
    "deletions": deletions.deletions,
    "requests to delete": deletion_requests.requests,
    "a request to delete": lambda tenant: deletion_requests.request(tenant, 1),
    "what followed": deletion_requests.steps,
    "account keys": lambda tenant: account_keys.get(tenant, "sums"),
    "mappings": account_keys.slugs,
    "waivers": waivers.waivers,
    "contracts": contracts.contracts,
    "standing contracts": contracts.standing_contracts,
    "leaves": ledger.leaves,
    "a leaf": lambda tenant: ledger.leaf(tenant, 0),
    "leaf hashes": ledger.leaf_hashes,
    "checkpoints": ledger.checkpoints,
    "the last checkpoint": ledger.last_checkpoint,
}


def strangers(tenant):
    """Another school of the same controller, and one that goes by the same name under another."""
    return [
        Tenant(controller_id=tenant.controller_id, school_id="vale"),
        Tenant(controller_id="other", school_id=tenant.school_id),
    ]


@pytest.mark.parametrize("read", READS)
def test_no_read_shows_another_school_anything(db, read):
    tenant = found_school()
    write_everything(tenant)

    assert READS[read](tenant)
    assert [READS[read](stranger) or None for stranger in strangers(tenant)] == [None, None]


@pytest.fixture
def without_policies(fresh_home, cluster):
    """PostgreSQL as a superuser sees it: no row-level security, so our filter stands alone."""
    use(databases(fresh_home.home.database, cluster.address(fresh_home.name, "postgres"), None))


@pytest.mark.postgresql
def test_our_filter_alone_keeps_schools_apart(without_policies):
    tenant = found_school()
    write_everything(tenant)

    for read in READS.values():
        assert read(tenant)
        assert [read(stranger) or None for stranger in strangers(tenant)] == [None, None]


@pytest.mark.postgresql
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_postgresql_alone_keeps_schools_apart(db, model):
    tenant = found_school()
    write_everything(tenant)
    stranger, namesake = strangers(tenant)

    assert seen(model, tenant)
    assert not seen(model, namesake)
    assert bool(seen(model, stranger)) is (model.__name__ == "Controller")
    assert list(model.objects.all()) == []


def seen(model, tenant):
    with as_school(tenant):
        return list(model.objects.all())


@pytest.mark.postgresql
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_postgresql_takes_no_row_into_another_school(db, model):
    tenant = found_school()
    write_everything(tenant)
    with as_school(tenant):
        row = model.objects.first()
    row.pk, row.controller_id = None, "other"

    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic(), as_school(tenant):
        row.save(force_insert=True)


@pytest.mark.postgresql
def test_every_table_has_its_wall_and_names_its_school(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, relrowsecurity AND relforcerowsecurity, "
            "ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = pg_class.oid AND attname IN "
            "('controller_id', 'school_id') ORDER BY 1) FROM pg_class WHERE relkind IN ('r', 'p') "
            "AND relnamespace = 'public'::regnamespace"
        )
        tables = {name: (walled, columns) for name, walled, columns in cursor.fetchall()}

    assert tables.pop("django_migrations") == (False, [])
    assert tables.pop("store_controller") == (True, ["controller_id"])
    assert len(tables) == len(MODELS) - 1
    assert set(map(str, tables.values())) == {str((True, ["controller_id", "school_id"]))}


def test_every_table_but_the_controllers_names_controller_and_school():
    without = [
        model.__name__
        for model in MODELS
        if {"controller_id", "school_id"} - {field.name for field in model._meta.fields}
    ]
    assert without == ["Controller"]


@pytest.mark.postgresql
def test_the_application_neither_owns_the_tables_nor_may_change_what_was_written(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, string_agg(privilege_type, ' ' ORDER BY privilege_type) "
            "FROM information_schema.role_table_grants WHERE grantee = current_user GROUP BY table_name"
        )
        grants = dict(cursor.fetchall())

    for model in MODELS:
        allowed = "INSERT SELECT" if model in guards.append_only() else "DELETE INSERT SELECT UPDATE"
        assert grants.pop(model._meta.db_table) == allowed
    assert grants == {"django_migrations": "SELECT"}


@pytest.mark.postgresql
def test_a_controller_may_have_several_schools_and_each_counts_for_itself(db):
    hill, vale = found_school("trust", "hill"), found_school("trust", "vale")
    for tenant in (hill, vale):
        adopt(tenant, agreement())
        assert [answer(tenant).sequence, answer(tenant).sequence] == [1, 2]
        assert [append_leaf(tenant, b"one"), append_leaf(tenant, b"two")] == [0, 1]

    assert [one.id for one in school.directory()] == ["hill", "vale"]


@pytest.mark.postgresql
def test_a_schools_id_is_given_once(db):
    found_school("trust", "hill")

    with pytest.raises(Refused) as refusal:
        found_school("other", "hill")
    assert (
        str(refusal.value)
        == "No school was created.\n- the id hill is taken; choose a name that tells the two apart"
    )


@pytest.mark.sqlite
def test_a_second_school_on_sqlite_is_refused_with_the_way_out(db):
    found_school("trust", "hill")

    with pytest.raises(school.SecondSchool) as refusal:
        found_school("trust", "vale")
    assert str(refusal.value) == (
        "No school was created.\n"
        "- this home keeps a school already, and on SQLite a home keeps one: to keep several, set "
        "SCHOOLGATE_DATABASE to the address of a PostgreSQL database (docs/postgresql.md), or set "
        "SCHOOLGATE_HOME to another folder"
    )


def test_a_transaction_is_one_schools(db):
    tenant = found_school()

    with pytest.raises(OtherSchool), transaction.atomic(), as_school(tenant):
        register.all_current(strangers(tenant)[0])


def test_nothing_is_written_for_a_school_that_is_not_in_the_register(db):
    with pytest.raises(NotFound) as refusal:
        adopt(Tenant(controller_id="trust", school_id="nowhere"), agreement())
    assert str(refusal.value) == "Nothing was written: this school is not in the register. Create it first."


def test_every_way_into_a_table_goes_through_the_filter():
    """Two tables say whose they are by themselves: a controller's own, and the list of schools."""
    folder = Path(school.__file__).parent
    ways = {
        f"{path.name}: {found}"
        for path in folder.glob("*.py")
        for found in re.findall(r"[\w.]+\.(?:objects|_default_manager|_base_manager)\.\w+", path.read_text())
    }
    assert ways == {
        "decisions.py: Decision.objects.bulk_create",
        "pulls.py: KnownEntity.objects.bulk_create",
        "salts.py: PupilSalt.objects.bulk_create",
        "school.py: models.Controller.objects.create",
        "school.py: models.Controller.objects.filter",
        "school.py: models.School.objects.order_by",
        "tenancy.py: model._default_manager.create",
        "tenancy.py: model._default_manager.filter",
    }
