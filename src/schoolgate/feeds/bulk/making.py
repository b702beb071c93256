"""Batches made, the fastest way that gives their bytes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from schoolgate.feeds.bulk.authority import Authority
from schoolgate.feeds.bulk.encoded import (
    Lines,
    can_encode,
    heading_of,
    lines_of,
    parcels_of,
)
from schoolgate.feeds.bulk.kept import kept
from schoolgate.feeds.bulk.on_duckdb import OnDuckdb
from schoolgate.feeds.bulk.parcels import Asked, SchoolParcel, SchoolRefused, parcels
from schoolgate.feeds.bulk.spelt import SchoolLines
from schoolgate.feeds.bulk.work import Engine
from schoolgate.feeds.formats.plain_csv import FILES
from schoolgate.feeds.pseudonym import Pseudonyms
from schoolgate.feeds.spec import existing_key

Made = SchoolParcel | SchoolRefused
Wanted = tuple[Asked, Authority]


def make_all(wanted: Sequence[Wanted], engine: Engine, keep: Path) -> list[list[Made]]:
    """For each authority, in the order of its schools' ids, each school once.

    wanted  one agreement over several authorities; each may be asked for at a moment of its own, of one day
    keep    a folder for what is made once and kept
    """
    return read_all(wanted, engine, keep)()


def read_all(wanted: Sequence[Wanted], engine: Engine, keep: Path) -> Callable[[], list[list[Made]]]:
    """As `make_all`, in two steps: while what was read is made into parcels, another can read."""
    (asked, _), *_ = wanted
    if not (isinstance(engine, OnDuckdb) and can_encode(asked)):
        made = [[*parcels(*one, engine)] for one in wanted]
        return lambda: made
    lines = _finished(wanted, engine, keep)
    return lambda: [_all_parcels(one, found, engine) for one, found in zip(wanted, lines, strict=True)]


def _all_parcels(wanted: Wanted, lines: Sequence[Lines], engine: Engine) -> list[Made]:
    made = parcels_of(wanted[0], lines)
    others = _the_ordinary_way(wanted, made, engine)
    return [others[one] if isinstance(one, str) else one for one in made]


def make_lines(
    wanted: Sequence[Wanted], engine: Engine, keep: Path
) -> list[list[SchoolLines | SchoolRefused]]:
    """As `make_all`, each school's lines alone. Only of a CSV of pupils (refusals.py)."""
    (asked, _), *_ = wanted
    heading = heading_of(asked)
    if not (isinstance(engine, OnDuckdb) and can_encode(asked)):
        return [[_lines(made, heading) for made in parcels(*one, engine)] for one in wanted]
    lines = _finished(wanted, engine, keep)
    return [_all_lines(one, found, engine, heading) for one, found in zip(wanted, lines, strict=True)]


def _all_lines(
    wanted: Wanted, lines: Sequence[Lines], engine: Engine, heading: bytes
) -> list[SchoolLines | SchoolRefused]:
    others = _the_ordinary_way(wanted, lines, engine)
    return [_lines(others[one], heading) if isinstance(one, str) else one for one in lines]


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


def _finished(wanted: Sequence[Wanted], engine: OnDuckdb, keep: Path) -> list[list[Lines]]:
    (asked, _), *_ = wanted
    authorities = [authority for _, authority in wanted]
    return lines_of(asked, authorities, [_keys(asked, one, keep) for one in authorities], engine)


def _keys(asked: Asked, authority: Authority, keep: Path) -> Path:
    names = asked.request.names()

    def names_of(school: str) -> Pseudonyms:
        return replace(names, school_id=school)

    return kept(keep, authority, names_of, existing_key(asked.request.agreement))


def _the_ordinary_way(wanted: Wanted, made: Iterable[object], engine: Engine) -> dict[str, Made]:
    """Of the schools that stand there as ids."""
    left = {one for one in made if isinstance(one, str)}
    return {one.school: one for one in parcels(*wanted, engine, left)} if left else {}
