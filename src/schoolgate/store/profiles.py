"""The school's own file formats. Written once; a later version of a name stands over an earlier."""

import json
from dataclasses import replace

from schoolgate.domain.own_profile import OwnProfile
from schoolgate.store import models
from schoolgate.store.codec import text_of
from schoolgate.store.tenancy import Tenant, add, of_school, rows
from schoolgate.store.transactions import change_of_school


@change_of_school
def add_profile(tenant: Tenant, made: OwnProfile) -> OwnProfile:
    """Gives it back with the version that it gets here."""
    version = rows(tenant, models.FeedProfile).filter(name=made.name).count() + 1
    add(
        tenant,
        models.FeedProfile,
        name=made.name,
        version=version,
        record=text_of(made.record),
        made_by=made.made_by,
        made_at=made.made_at,
    )
    return replace(made, version=version)


@of_school
def standing_profiles(tenant: Tenant) -> dict[str, OwnProfile]:
    """Name → its last version; the name made last stands last."""
    found: dict[str, OwnProfile] = {}
    for row in rows(tenant, models.FeedProfile).order_by("id"):
        found.pop(row.name, None)
        found[row.name] = OwnProfile(
            name=row.name,
            version=row.version,
            record=json.loads(row.record),
            made_by=row.made_by,
            made_at=row.made_at,
        )
    return found
