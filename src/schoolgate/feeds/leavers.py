"""What a recipient is told of pupils who have left it: what it knows them by, and nothing else."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from schoolgate.domain.agreement import Agreement, WhenEnded
from schoolgate.domain.vocabulary import Transform
from schoolgate.feeds.encoder import encode
from schoolgate.feeds.formats.profile import Profile
from schoolgate.feeds.key_refusals import PERSON, carries_key
from schoolgate.feeds.request import FeedRequest
from schoolgate.feeds.spec import existing_key, feed_spec, key_heading
from schoolgate.feeds.tables import Row, cell_text

FILE, LETTER = "leavers.csv", "leavers.txt"
NAMES = ("pupil.forename", "pupil.surname")


@cache
def load_leavers() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "leavers.toml").read_text("utf-8"))


def is_asked_by_itself(agreement: Agreement) -> bool:
    """May a need to ask arise without a person naming the pupils?"""
    is_kept = agreement.when_ended is WhenEnded.KEEP or not agreement.please_delete
    return not is_kept and agreement.category not in load_leavers()["never_by_itself"]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Known:
    """headings and cells that name each pupil to the recipient; unknown  those whom nothing names here"""

    headings: tuple[str, ...]
    cells: Mapping[str, tuple[str, ...]]
    items: tuple[str, ...]
    unknown: tuple[str, ...]


def known_as(request: FeedRequest, profile: Profile, pupils: Sequence[str], rows: Mapping[str, Row]) -> Known:
    """rows  pupil → the row of the roll, of those whom it still has"""
    if not carries_key(profile) and existing_key(request.agreement) is None:
        return _by_name(request, pupils, rows)
    heading, field = _heading(request, profile)
    names = request.names()
    found = {
        pupil: names.of("pupil", pupil) if field is None else cell_text(rows.get(pupil, {}).get(field))
        for pupil in pupils
    }
    return Known(
        headings=(heading,),
        cells={pupil: (key,) for pupil, key in found.items() if key},
        items=("pupil_id",),
        unknown=tuple(pupil for pupil, key in found.items() if not key),
    )


def _heading(request: FeedRequest, profile: Profile) -> tuple[str, str | None]:
    """(what this recipient's own files call the column of keys, the roll field in it; None: our key)"""
    field = existing_key(request.agreement)
    if field is not None:
        return key_heading(request.agreement), field
    headings = [one for file in profile.files for one in file.headings]
    person = [one.heading for one in headings if PERSON in one.takes]
    if person:
        return person[0], None
    columns = feed_spec(request.agreement, request.snapshot.columns).of("pupil")
    for heading in (one for one in headings if one.or_key):
        sent = [one for one in columns if heading.fits(one) and one.transform is Transform.AS_IS]
        return heading.heading, sent[0].source.partition(".")[2] if sent else None
    return key_heading(request.agreement), None


def _by_name(request: FeedRequest, pupils: Sequence[str], rows: Mapping[str, Row]) -> Known:
    """A format without a key: by the names, where the agreement sends them whole."""
    columns = feed_spec(request.agreement, request.snapshot.columns).of("pupil")
    sent = [one for one in columns if one.key in NAMES and one.transform is Transform.AS_IS]
    cells = {
        pupil: tuple(_first(rows[pupil], column.fields) for column in sent)
        for pupil in pupils
        if sent and pupil in rows
    }
    return Known(
        headings=tuple(one.heading for one in sent),
        cells=cells,
        items=tuple(dict.fromkeys(item for one in sent for item in one.items)),
        unknown=tuple(pupil for pupil in pupils if pupil not in cells),
    )


def _first(row: Row, fields: Sequence[str]) -> str:
    cells = (row.get(field.partition(".")[2]) for field in fields)
    return next((cell_text(cell) for cell in cells if cell is not None), "")


def leavers_file(known: Known, profile: Profile) -> dict[str, bytes]:
    """As the recipient takes its other files: the same encoding, delimiter and line ends."""
    return {FILE: encode(known.headings, sorted(known.cells.values()), profile.form)}


def letter(known: Known, agreement: Agreement, school: str, due: date) -> dict[str, bytes]:
    """Plain text in a fixed order. Raises KeyError where the agreement keeps what it has."""
    words: dict[str, str] = load_leavers()["letter"]
    wanted = words[str(agreement.when_ended)]
    lines = [
        agreement.recipient or agreement.service,
        "",
        words["opening"].format(school=school, service=agreement.service),
        wanted,
        words["due"].format(due=f"{due.day} {due:%B %Y}"),
        words["closing"],
        "",
        f"{words['known_as']} {', '.join(known.headings)}",
        *(" ".join(cells) for cells in sorted(known.cells.values())),
        "",
        school,
    ]
    return {LETTER: "\n".join(lines).encode() + b"\n"}
