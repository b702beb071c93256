"""A batch made, the fastest way that gives its bytes."""

from dataclasses import replace
from pathlib import Path

from schoolgate.feeds.bulk.authority import Authority
from schoolgate.feeds.bulk.encoded import SchoolLines, can_encode, encoded, heading_of, lines_of
from schoolgate.feeds.bulk.kept import kept
from schoolgate.feeds.bulk.on_duckdb import OnDuckdb
from schoolgate.feeds.bulk.parcels import Asked, SchoolParcel, SchoolRefused, parcels
from schoolgate.feeds.bulk.work import Engine
from schoolgate.feeds.formats.plain_csv import FILES
from schoolgate.feeds.pseudonym import Pseudonyms
from schoolgate.feeds.spec import existing_key

Made = SchoolParcel | SchoolRefused


def make_all(asked: Asked, authority: Authority, engine: Engine, keep: Path) -> list[Made]:
    """In the order of the schools' ids, each school once. keep  a folder for what is made once and kept"""
    if not (isinstance(engine, OnDuckdb) and can_encode(asked)):
        return [*parcels(asked, authority, engine)]
    found = [*encoded(asked, authority, _keys(asked, authority, keep), engine)]
    others = _the_ordinary_way(asked, authority, engine, {one for one in found if isinstance(one, str)})
    return [others[one] if isinstance(one, str) else one for one in found]


def make_lines(
    asked: Asked, authority: Authority, engine: Engine, keep: Path
) -> list[SchoolLines | SchoolRefused]:
    """As `make_all`, each school's lines alone. Only of a CSV of pupils (refusals.py)."""
    heading = heading_of(asked)
    if not (isinstance(engine, OnDuckdb) and can_encode(asked)):
        return [_lines(one, heading) for one in parcels(asked, authority, engine)]
    found = [*lines_of(asked, authority, _keys(asked, authority, keep), engine)]
    others = _the_ordinary_way(asked, authority, engine, {one for one in found if isinstance(one, str)})
    return [_lines(others[one], heading) if isinstance(one, str) else one for one in found]


def _lines(made: Made, heading: bytes) -> SchoolLines | SchoolRefused:
    if isinstance(made, SchoolRefused):
        return made
    whole = made.files[FILES["pupil"]]
    if not whole.startswith(heading):
        raise HeadingDiffers
    body = whole.removeprefix(heading)
    return SchoolLines(school=made.school, body=body, rows=made.rows, members=made.members)


class HeadingDiffers(Exception):
    """A school's file begins otherwise than the whole's. Reached only by a mistake in our own code."""


def _keys(asked: Asked, authority: Authority, keep: Path) -> Path:
    names = asked.request.names()

    def names_of(school: str) -> Pseudonyms:
        return replace(names, school_id=school)

    return kept(keep, authority, names_of, existing_key(asked.request.agreement))


def _the_ordinary_way(asked: Asked, authority: Authority, engine: Engine, left: set[str]) -> dict[str, Made]:
    return {one.school: one for one in parcels(asked, authority, engine, left)} if left else {}
