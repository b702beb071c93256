"""A home, once open, as the place of work that deeds are handed."""

from django.db import connection

from schoolgate.actions.office import Keys, Office
from schoolgate.domain.school import School
from schoolgate.ledger.checkpoint import load_key
from schoolgate.server.home import Home, KeyRing
from schoolgate.store import school as schools
from schoolgate.store.tenancy import Tenant


def office_of(home: Home, keys: KeyRing, school_id: str | None = None) -> Office:
    """The place of work of one school; of the only school of the home, where none is named."""
    found = [one for one in schools.directory() if school_id in (None, one.id)]
    return Office(
        home=home.path,
        snapshots=home.snapshots,
        database=connection.vendor,
        keys=Keys(ledger=load_key(keys.ledger), roll=keys.roll, pseudonym=keys.pseudonym),
        school=_tenant(found[0]) if len(found) == 1 else None,
    )


def _tenant(school: School) -> Tenant:
    return Tenant(controller_id=school.controller_id, school_id=school.id)
