"""Who is to be deleted where: the please-delete list of each recipient."""

from schoolgate.domain.run import DeletionState, PleaseDelete
from schoolgate.store import models
from schoolgate.store.tenancy import Tenant, add, of_school, rows
from schoolgate.store.transactions import change_of_school


@change_of_school
def ask(tenant: Tenant, wanted: PleaseDelete) -> None:
    """A pupil already waiting on the recipient's list stays there once."""
    waiting = rows(tenant, models.PleaseDelete).filter(slug=wanted.slug, pupil_id=wanted.pupil_id)
    if not waiting.exclude(state=DeletionState.DONE.value).exists():
        add(
            tenant,
            models.PleaseDelete,
            slug=wanted.slug,
            pupil_id=wanted.pupil_id,
            asked_at=wanted.asked_at,
            why=wanted.why,
            state=wanted.state.value,
        )


@change_of_school
def move(tenant: Tenant, slug: str, pupil_id: str, state: DeletionState) -> bool:
    """False where the pupil is not waiting on that list."""
    waiting = rows(tenant, models.PleaseDelete).filter(slug=slug, pupil_id=pupil_id)
    return waiting.exclude(state=DeletionState.DONE.value).update(state=state.value) > 0


@of_school
def deletions(tenant: Tenant, slug: str | None = None) -> tuple[PleaseDelete, ...]:
    """In the order asked; of every agreement where no slug is given."""
    found = rows(tenant, models.PleaseDelete).order_by("id")
    return tuple(_deletion(row) for row in (found.filter(slug=slug) if slug else found))


def _deletion(row: models.PleaseDelete) -> PleaseDelete:
    return PleaseDelete(
        slug=row.slug,
        pupil_id=row.pupil_id,
        asked_at=row.asked_at,
        why=row.why,
        state=DeletionState(row.state),
    )
