"""Recipients' formats: one profile each, in a TOML file of that name, and a few ways of writing.

A writer is a file with `write(feed)` → file name → bytes. Most profiles need none of their own.
"""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from types import ModuleType

from schoolgate.domain.agreement import Agreement
from schoolgate.feeds.formats import (
    ctf_xml,
    declared,
    people_csv,
    people_xlsx,
    plain_csv,
    plain_json,
    scim_json,
)
from schoolgate.feeds.formats.profile import Feed, Profile, load_profile

WRITERS: dict[str, ModuleType] = {
    "declared": declared,
    "plain_csv": plain_csv,
    "people_csv": people_csv,
    "people_xlsx": people_xlsx,
    "plain_json": plain_json,
    "scim_json": scim_json,
    "ctf_xml": ctf_xml,
}
FORMATS: tuple[str, ...] = (
    "plain_csv",
    "people_csv",
    "people_xlsx",
    "plain_json",
    "oneroster_csv_1p1",
    "oneroster_csv_1p1_minimal",
    "oneroster_csv_1p1_delta",
    "oneroster_csv_1p2",
    "oneroster_csv_1p2_minimal",
    "oneroster_csv_1p2_delta",
    "sds_v1_uk_csv",
    "sds_v2p1_csv",
    "apple_school_manager_zip",
    "scim_json",
    "scim_json_groups_deleted",
    "clever_csv",
    "google_workspace_csv",
    "ttrockstars_csv",
    "lexia_core5_csv",
    "purple_mash_csv",
    "renaissance_csv",
    "pearson_activelearn_csv",
    "reading_cloud_csv",
    "seesaw_csv",
    "parentpay_csv",
    "scratch_csv",
    "century_csv",
    "ctf_xml",
)


def profile_for(agreement: Agreement, own: Iterable[Profile] = ()) -> Profile | None:
    """What an agreement's feed is written in. None: it names a format that nobody has.

    own  the school's own profiles: one made for this agreement stands over what its service is known to take
    """
    by_name = {one.name: one for one in own}
    for_it = [one.name for one in by_name.values() if one.service == agreement.slug]
    name = agreement.format or next(iter(for_it), None) or default_format(agreement)
    return by_name.get(name) or (load_profile(name) if name in FORMATS else None)


def default_format(agreement: Agreement) -> str:
    """The agreement's own format; else the one its service is known to take; else plain_csv."""
    if agreement.format is not None:
        return agreement.format
    return known_format(agreement.canonical or agreement.service) or "plain_csv"


def known_format(service: str) -> str | None:
    """The format a service is known to take, by its canonical name; None: none of its own."""
    return _recipients().get(service)


@cache
def _recipients() -> dict[str, str]:
    known = tomllib.loads((files(__package__) / "recipients.toml").read_text("utf-8"))
    found: dict[str, str] = known["default"]
    return found


def write(feed: Feed) -> dict[str, bytes]:
    """File name → bytes, as the feed's profile says."""
    written: dict[str, bytes] = WRITERS[feed.profile.writer].write(feed)
    return written
