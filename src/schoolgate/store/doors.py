"""Doors of agreements. Written once; the last of an agreement stands."""

from datetime import datetime

from schoolgate.domain.door import Door
from schoolgate.store.codec import from_text, to_text
from schoolgate.store.door_models import DoorSetting
from schoolgate.store.tenancy import Tenant, add, of_school, rows
from schoolgate.store.transactions import change_of_school


@change_of_school
def put_door(tenant: Tenant, door: Door) -> None:
    add(tenant, DoorSetting, slug=door.slug, record=to_text(door), made_by=door.set_by, made_at=door.set_at)


@change_of_school
def take_door_away(tenant: Tenant, slug: str, *, by: str, at: datetime) -> None:
    add(tenant, DoorSetting, slug=slug, record="", made_by=by, made_at=at)


@of_school
def doors(tenant: Tenant) -> dict[str, Door]:
    """Slug → the door that stands, in the order of the alphabet."""
    last = {row.slug: row.record for row in rows(tenant, DoorSetting).order_by("id")}
    return {slug: from_text(Door, record) for slug, record in sorted(last.items()) if record}
