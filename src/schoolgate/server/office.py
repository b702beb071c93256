"""A home, once open, as the place of work that deeds are handed."""

from collections.abc import Sequence

from django.db import connection

from schoolgate.actions.office import Keys, Office
from schoolgate.domain.errors import NotFound
from schoolgate.domain.school import School
from schoolgate.ledger.checkpoint import load_key
from schoolgate.server.home import Home, KeyRing
from schoolgate.store import school as schools
from schoolgate.store.tenancy import Tenant


def office_of(home: Home, keys: KeyRing, school_id: str | None = None) -> Office:
    """The place of work of one school; of the only school of the home, where none is named."""
    found, unchosen = None, None
    try:
        found = chosen(schools.directory(), school_id)
    except NotFound as error:
        unchosen = str(error)
    return Office(
        home=home.path,
        snapshots=home.snapshots,
        database=connection.vendor,
        keys=Keys(ledger=load_key(keys.ledger), roll=keys.roll, pseudonym=keys.pseudonym),
        school=found,
        unchosen=unchosen,
    )


def chosen(known: Sequence[School], school_id: str | None) -> Tenant | None:
    """None where there is no school. Raises NotFound where it is not told which of several is meant."""
    found = [one for one in known if school_id in (None, one.id)]
    if known and len(found) != 1:
        why = "keeps several schools" if found else f"keeps no school '{school_id}'"
        raise NotFound(
            f"Nothing was done: this home {why}. "
            f"Set SCHOOLGATE_SCHOOL to the one you mean: {', '.join(one.id for one in known)}."
        )
    return _tenant(found[0]) if found else None


def _tenant(school: School) -> Tenant:
    return Tenant(controller_id=school.controller_id, school_id=school.id)
