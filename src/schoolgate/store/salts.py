"""What ties pupils to the ledger's commitments. Destroying a salt erases the pupil from the ledger."""

from collections.abc import Callable, Collection, Mapping

from django.db import connection, transaction

from schoolgate.store.models import PupilSalt
from schoolgate.store.tenancy import Tenant, of_school, rows
from schoolgate.store.transactions import change_of_school


@change_of_school
def ensure(tenant: Tenant, pupil_ids: Collection[str], fresh: Callable[[], bytes]) -> Mapping[str, bytes]:
    """Pupil id → salt. A pupil without one gets `fresh()`, which must be random: at least 32 bytes."""
    kept = known(tenant)
    made = {pupil_id: fresh() for pupil_id in sorted(set(pupil_ids) - set(kept))}
    PupilSalt.objects.bulk_create(
        PupilSalt(
            controller_id=tenant.controller_id, school_id=tenant.school_id, pupil_id=pupil_id, salt=salt
        )
        for pupil_id, salt in made.items()
    )
    return {pupil_id: (kept | made)[pupil_id] for pupil_id in pupil_ids}


@of_school
def known(tenant: Tenant) -> dict[str, bytes]:
    """Pupil id → salt, of everybody who has one."""
    found = rows(tenant, PupilSalt).values_list("pupil_id", "salt")
    return {pupil_id: bytes(salt) for pupil_id, salt in found}


@change_of_school
def destroy(tenant: Tenant, pupil_id: str) -> bool:
    """False where there was none. Once committed no byte of it is left in SQLite's files."""
    deleted, _ = rows(tenant, PupilSalt).filter(pupil_id=pupil_id).delete()
    transaction.on_commit(_empty_log)
    return deleted > 0


def _empty_log() -> None:
    """SQLite overwrites what is deleted (secure_delete), but its log may still hold the page as it was."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
