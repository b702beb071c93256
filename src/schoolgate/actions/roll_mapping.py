"""What a school said of its exports' headings: shown, corrected, and remembered for the next export."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from schoolgate.actions.documents import read_text, write_whole
from schoolgate.actions.office import Office
from schoolgate.actions.roll_file import read_steadily
from schoolgate.domain.roll import roll_field
from schoolgate.feeds.sources import RollRefused
from schoolgate.feeds.sources.corrections import LEFT_OUT, Corrections, Fields, corrections_of
from schoolgate.feeds.sources.isolate import read_isolated

FORMAT = "schoolgate.roll-mapping/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingsRead:
    """How a file's headings are read. rows  (heading, field, what it is in plain words)

    refused  why the file would not be loaded as it stands, or None
    """

    kind: str
    rows: tuple[tuple[str, str, str], ...]
    left_out: tuple[str, ...]
    refused: str | None


def corrections(office: Office, said: Iterable[str], file: Path | None = None) -> Corrections:
    """said  lines "Heading=field"; file  holds more of them. Raises Invalid."""
    lines = read_text(file).splitlines() if file else []
    written = [one for one in lines if one.strip() and not one.startswith("#")]
    return Corrections(given=corrections_of((*written, *said)), remembered=_remembered(office))


def remember(office: Office, signature: str, given: Fields) -> None:
    """For every later export with these headings."""
    if not given or not signature:
        return
    known = _remembered(office)
    known = {**known, signature: {**known.get(signature, {}), **given}}
    body = json.dumps({"schema": FORMAT, "headings": known}, ensure_ascii=False, indent=2)
    write_whole(_place(office), body.encode() + b"\n")


def mapping(
    office: Office, path: Path, *, on: date, asked: Corrections, unprotected: bool = False
) -> HeadingsRead:
    """How a load would read the file's headings; nothing is kept. Raises RollRefused where none is known."""
    try:
        report = read_isolated(
            read_steadily(path), path.name, on, corrections=asked, unprotected=unprotected
        ).report
    except RollRefused as refused:
        if not refused.mapping:
            raise
        return HeadingsRead(
            kind="", rows=_rows(refused.mapping), left_out=refused.not_understood, refused=str(refused)
        )
    return HeadingsRead(
        kind=report.kind, rows=_rows(report.mapping), left_out=report.not_understood, refused=None
    )


def _rows(told: Iterable[tuple[str, str]]) -> tuple[tuple[str, str, str], ...]:
    return tuple((heading, key, roll_field(key).label) for heading, key in told)


def _place(office: Office) -> Path:
    return office.home / "mappings" / f"{office.tenant.school_id}.json"


def _remembered(office: Office) -> Mapping[str, Mapping[str, str]]:
    """Of a field that is no longer in the roll nothing is remembered."""
    place = _place(office)
    if not place.exists():
        return {}
    told = json.loads(place.read_text("utf-8"))["headings"]
    return {one: {h: key for h, key in fields.items() if _is_field(key)} for one, fields in told.items()}


def _is_field(key: str) -> bool:
    try:
        return key == LEFT_OUT or bool(roll_field(key))
    except KeyError:
        return False
