"""The school and its controller."""

from django.db import connection, transaction

from schoolgate.domain.errors import NotFound, Refused
from schoolgate.domain.school import Controller, School
from schoolgate.store import models
from schoolgate.store.codec import from_text, to_text
from schoolgate.store.tenancy import Tenant, add, as_school, listing_schools, of_school, one, rows
from schoolgate.store.transactions import change_of_school


class SecondSchool(Refused):
    def __init__(self) -> None:
        reason = (
            "this home keeps a school already, and on SQLite a home keeps one: to keep several, set "
            "SCHOOLGATE_DATABASE to the address of a PostgreSQL database (docs/postgresql.md), or set "
            "SCHOOLGATE_HOME to another folder"
        )
        super().__init__("No school was created.", [reason])


def create(controller: Controller, school: School, *, dry_run: bool = False) -> Tenant:
    """A controller already known keeps its record. A dry run does everything and undoes it.

    Raises  SecondSchool on SQLite; Refused where the school's id is taken.
    """
    tenant = Tenant(controller_id=controller.id, school_id=school.id)
    with transaction.atomic():
        _refuse_second(tenant)
        with as_school(tenant):
            if models.Controller.objects.filter(controller_id=controller.id).first() is None:
                models.Controller.objects.create(controller_id=controller.id, record=to_text(controller))
            add(tenant, models.School, record=to_text(school))
        transaction.set_rollback(dry_run)
    return tenant


def _refuse_second(tenant: Tenant) -> None:
    known = directory()
    if known and connection.vendor != "postgresql":
        raise SecondSchool
    if any(school.id == tenant.school_id for school in known):
        raise Refused(
            "No school was created.",
            [f"the id {tenant.school_id} is taken; choose a name that tells the two apart"],
        )


def directory() -> tuple[School, ...]:
    """Every school kept here, by id. The only read that crosses schools."""
    with listing_schools():
        found = models.School.objects.order_by("school_id").values_list("record", flat=True)
        return tuple(from_text(School, record) for record in found)


@of_school
def get(tenant: Tenant) -> School:
    row = one(tenant, models.School)
    if row is None:
        raise NotFound("This school is not in the register. Create it first.")
    return from_text(School, row.record)


@of_school
def controller(tenant: Tenant) -> Controller:
    row = models.Controller.objects.filter(controller_id=tenant.controller_id).first()
    if row is None:
        raise NotFound("This school's controller is not in the register. Create the school first.")
    return from_text(Controller, row.record)


@change_of_school
def update(tenant: Tenant, school: School) -> None:
    rows(tenant, models.School).update(record=to_text(school))


@change_of_school
def update_controller(tenant: Tenant, controller: Controller) -> None:
    models.Controller.objects.filter(controller_id=tenant.controller_id).update(record=to_text(controller))
