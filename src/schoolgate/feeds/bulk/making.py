"""A batch made, the fastest way that gives its bytes."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from schoolgate.feeds.bulk.authority import Authority
from schoolgate.feeds.bulk.encoded import can_encode, encoded
from schoolgate.feeds.bulk.kept import kept
from schoolgate.feeds.bulk.on_duckdb import OnDuckdb
from schoolgate.feeds.bulk.parcels import Asked, SchoolParcel, SchoolRefused, parcels
from schoolgate.feeds.bulk.work import Engine
from schoolgate.feeds.pseudonym import Pseudonyms
from schoolgate.feeds.spec import existing_key

Made = SchoolParcel | SchoolRefused


def make_all(asked: Asked, authority: Authority, engine: Engine, keep: Path) -> list[Made]:
    """In the order of the schools' ids, each school once. keep  a folder for what is made once and kept"""
    if isinstance(engine, OnDuckdb) and can_encode(asked):
        return [*_encoded(asked, authority, engine, keep)]
    return [*parcels(asked, authority, engine)]


def _encoded(asked: Asked, authority: Authority, engine: OnDuckdb, keep: Path) -> Iterator[Made]:
    names = asked.request.names()

    def names_of(school: str) -> Pseudonyms:
        return replace(names, school_id=school)

    keys = kept(keep, authority, names_of, existing_key(asked.request.agreement))
    found = [*encoded(asked, authority, keys, engine)]
    left = {one for one in found if isinstance(one, str)}
    others = {one.school: one for one in parcels(asked, authority, engine, left)} if left else {}
    return (others[one] if isinstance(one, str) else one for one in found)
