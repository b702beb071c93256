"""SIMS: what CommandReporter writes of a report that the school made itself.

<SuperStarReport><Record><Surname>…</Surname><Reg_x0020_Group>…</Reg_x0020_Group></Record>…</SuperStarReport>

An element for each column, named as the school captioned it, spaces written _x0020_. A blank cell has no
element at all, so the columns are those of all records together. A report with two lists in it, such as
contacts and classes, gives a record for each combination.
"""

import re
from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element

from schoolgate.feeds.sources.corrections import Corrections
from schoolgate.feeds.sources.errors import refuse
from schoolgate.feeds.sources.flat import understand_flat
from schoolgate.feeds.sources.loaded import Loaded
from schoolgate.feeds.sources.roll_rules import roll_of
from schoolgate.feeds.sources.sheet import Rows, too_large

NAME = "a SIMS report"
ROOT = "SuperStarReport"
RECORD = "Record"


def load_tree(
    root: Element, name: str, on: date, corrections: Corrections, notes: tuple[str, ...] = ()
) -> Loaded:
    """Raises RollRefused. A fault's row 2 is the first record, as if the headings stood above it."""
    flat = understand_flat(_rows(root, name), corrections)
    return roll_of(flat.tables, name, on, notes + flat.notes, kind=NAME, signature=flat.signature)


def _rows(root: Element, name: str) -> Rows:
    records = [_cells(record) for record in root.findall(RECORD)]
    captions = sorted({one for record in records for one, _ in record})  # their order changes with blanks
    for wrong in too_large(len(records), len(captions)):
        raise refuse(name, wrong)
    if twice := sorted({one for record in records for one in _told_twice(record)}):
        told = ", ".join(f"'{one}'" for one in twice)
        raise refuse(
            name,
            f"a record has two cells captioned {told}, such as a pupil's and a contact's.",
            "Give each column of the report a caption of its own, and run it again.",
        )
    rows: list[tuple[int, list[object]]] = [(1, [*captions])]
    for number, record in enumerate(records, 2):
        told_here = dict(record)
        rows.append((number, [told_here.get(one) for one in captions]))
    return rows


def _cells(record: Element) -> list[tuple[str, str | None]]:
    return [(caption(cell.tag), cell.text) for cell in record]


def _told_twice(record: list[tuple[str, str | None]]) -> Iterator[str]:
    """Captions of cells that say two things."""
    seen: dict[str, str | None] = {}
    for one, text in record:
        if seen.setdefault(one, text) != text:
            yield one


def caption(tag: str) -> str:
    """An element's name as the school captioned its column: "Legal_x0020_Surname" → "Legal Surname"."""
    shown = re.sub(r"_[xX]([0-9A-Fa-f]{4})_?", _letter, tag)
    return " ".join(shown.split())


def _letter(escaped: re.Match[str]) -> str:
    letter = chr(int(escaped[1], 16))
    return letter if letter.isprintable() else escaped[0]
