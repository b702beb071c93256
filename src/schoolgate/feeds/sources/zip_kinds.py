"""Zips that a roll can come in: which one it is, its files and their headings say."""

from datetime import date

from schoolgate.feeds.sources import rosters, zip_of_csv
from schoolgate.feeds.sources.archive import check_size, unpack
from schoolgate.feeds.sources.corrections import NO_CORRECTIONS, Corrections
from schoolgate.feeds.sources.errors import refuse
from schoolgate.feeds.sources.loaded import Loaded
from schoolgate.feeds.sources.members import twice

KINDS = (
    zip_of_csv.KIND,
    rosters.kind("oneroster_1p1"),
    rosters.kind("oneroster_1p2"),
    rosters.kind("sds_v1_uk"),
    rosters.kind("sds_v1_us"),
    rosters.kind("sds_v2"),
    rosters.kind("sds_v2p1"),
)


def load(data: bytes, name: str, on: date, corrections: Corrections = NO_CORRECTIONS) -> Loaded:
    """Raises RollRefused, by name where it could be two kinds. One that is none is held to be our own."""
    check_size(data, name)
    members = unpack(data, name)
    if same := twice(members):
        raise refuse(
            name,
            f"it holds one file more than once: {', '.join(same)}.",
            "Put the files of one school, exported together, into a zip of their own.",
        )
    fitting = [kind for kind in KINDS if kind.recognises(members)]
    if len(fitting) > 1:
        kinds = " and ".join(kind.name for kind in fitting)
        raise refuse(name, f"it could be each of these: {kinds}.", "Put the files of only one into the zip.")
    return (fitting or [zip_of_csv.KIND])[0].load_members(members, name, on, corrections)
