"""A flat export: rows of pupils that may carry their contacts and teaching classes with them.

A system that reports pupils with several contacts and several classes writes every combination as a row. Rows
that tell the same of a pupil are one pupil.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from schoolgate.domain.roll import fold_heading, headings_of
from schoolgate.feeds.sources.apart import TABLES as APART
from schoolgate.feeds.sources.apart import keyed, places_apart
from schoolgate.feeds.sources.beside import ADDRESS, Beside, joined
from schoolgate.feeds.sources.corrections import Corrections, Fields, signature_of
from schoolgate.feeds.sources.roll_rules import KEYS
from schoolgate.feeds.sources.sheet import (
    Rows,
    Sheet,
    Understood,
    heading_place,
    heading_text,
    is_blank,
    no_headings,
    read_columns,
    read_rows,
    target_of,
    whole_rows,
)
from schoolgate.feeds.tables import Cell

TELLS_WHO = ("forename", "surname", "email", "phone")  # a "Priority" alone is of something else
Place = tuple[str, str, int]  # table, field, which of several contacts that stand side by side


@dataclass(slots=True, kw_only=True, repr=False)
class Flat:
    """What a flat export gave. `tables` begins with the pupils."""

    tables: list[Understood]
    notes: tuple[str, ...] = ()
    signature: str = ""


def understand_flat(rows: Rows, corrections: Corrections) -> Flat:
    pupils = Understood(table="pupil")
    place, fields, signature = _headings(rows, corrections)
    if place is None:
        pupils.faults.append(no_headings("pupil"))
        return Flat(tables=[pupils], signature=signature)
    number, cells = rows[place]
    headings = [heading_text(cell) for cell in cells]
    places = _places(headings, fields)
    whole = list(whole_rows(pupils, rows[place + 1 :], len(headings)))
    own = {at: name for at, (table, name, _) in places.items() if table == "pupil"}
    said = [at for at, one in enumerate(headings) if fold_heading(one) in fields]
    beside = Beside(headings=headings, names=own, said=said)
    own |= beside.legal_names()
    parts = beside.address(places)
    pupils.not_understood = tuple(
        h for at, h in enumerate(headings) if h and at not in places and at not in parts
    )
    if parts:
        own[len(headings)] = ADDRESS
        headings.append(", ".join(headings[at] for at in parts))
        whole = [(row, (*cells, joined(cells, parts))) for row, cells in whole]
    own = read_columns(pupils, own, headings, number)
    read_rows(pupils, own, iter(whole))
    others = _others(places, headings, whole, pupils, number)
    return Flat(tables=[pupils, *others], notes=_joined(_join_rows(pupils)), signature=signature)


def _joined(count: int) -> tuple[str, ...]:
    if not count:
        return ()
    told, were = ("1 row tells", "was") if count == 1 else (f"{count} rows tell", "were")
    return (f"{told} the same of a pupil as a row above, and {were} joined to it.",)


def _headings(rows: Rows, corrections: Corrections) -> tuple[int | None, Fields, str]:
    """Where the headings stand, what the school said of them, and their signature."""
    place = heading_place(Sheet(table="pupil", rows=rows, fields=corrections.every_field()))
    if place is None:
        return None, {}, ""
    signature = signature_of([heading_text(cell) for cell in rows[place][1] if not is_blank(cell)])
    return place, corrections.of(signature), signature


def _places(headings: Sequence[str], fields: Fields) -> dict[int, Place]:
    """Place in the row → what stands there, for every heading that is known."""
    said = {at for at, one in enumerate(headings) if fold_heading(one) in fields}
    apart = {at: (*place, 0) for at, place in places_apart(headings).items() if at not in said}
    beside = {fold_heading(heading) for at, heading in enumerate(headings) if at not in apart}
    found = {at: place for at, one in enumerate(headings) if one and (place := _place(one, beside, fields))}
    found |= apart
    if any(table == "contact" and name in TELLS_WHO for table, name, _ in found.values()):
        return found
    return {at: place for at, place in found.items() if place[0] != "contact"}


def _place(heading: str, beside: set[str], fields: Fields) -> Place | None:
    folded = fold_heading(heading)
    if folded in fields:
        table, _, name = fields[folded].partition(".")
        return (table, name, 0) if name else None
    return _class_place(folded, beside) or _pupil_place(heading) or _contact_place(folded)


def _pupil_place(heading: str) -> Place | None:
    name = target_of(heading, "pupil", {})
    return ("pupil", name, 0) if name else None


def _class_place(folded: str, beside: set[str]) -> Place | None:
    """A column "Class" is the registration class, unless another column is, or a subject stands beside it."""
    known = load_flat()
    subjects = set(known["subject_headings"])
    if folded in subjects:
        return ("class", "subject", 0) if beside & set(known["class_headings"]) else None
    if folded not in known["class_headings"]:
        return None
    registration = {h for h, name in headings_of("pupil").items() if name == "registration_class"}
    if beside & subjects or beside & (registration - set(known["class_headings"])):
        return ("class", "name", 0)
    return None


def _contact_place(folded: str) -> Place | None:
    known, headings = load_flat(), headings_of("contact")
    prefixes = "|".join(known["contact_prefixes"])
    if match := re.fullmatch(rf"(?:{prefixes})(\d?)(.+?)", folded):
        name = headings.get(match[2]) or headings.get(f"contact{match[2]}")
        if name and name != "pupil_id":
            return ("contact", name, int(match[1] or 0))
    if folded in known["contact_headings"] and folded in headings:
        return ("contact", headings[folded], 0)
    return None


def _others(
    places: dict[int, Place],
    headings: Sequence[str],
    rows: Sequence[tuple[int, Sequence[object]]],
    pupils: Understood,
    heading_row: int,
) -> list[Understood]:
    """Contacts, classes, enrolments, marks and results, each told once."""
    key = next((name for name in KEYS if name in pupils.columns), None)
    whose = {number: record.get(key) for number, record in pupils.records} if key else {}
    told = [_contacts(places, headings, rows, whose, heading_row)]
    told += _classes(places, headings, rows, whose, heading_row)
    for table in sorted({table for table, _, _ in places.values()} & set(APART)):
        part = _part(places, headings, rows, table, 0, heading_row)
        told.append(keyed(part, whose, pupils.named.get(key or "", "Pupil")))
    return [one for one in told if one.columns]


def _part(
    places: dict[int, Place], headings: Sequence[str], rows: Rows, table: str, which: int, row: int
) -> Understood:
    """One table's columns of all rows, rows without any of them left out."""
    found = Understood(table=table)
    own = {at: name for at, (t, name, n) in places.items() if t == table and n == which}
    own = read_columns(found, own, headings, row)
    read_rows(
        found, own, ((number, cells) for number, cells in rows if any(not is_blank(cells[a]) for a in own))
    )
    return found


def _contacts(
    places: dict[int, Place], headings: Sequence[str], rows: Rows, whose: dict[int, Cell], row: int
) -> Understood:
    whole = Understood(table="contact")
    for which in sorted({n for table, _, n in places.values() if table == "contact"}):
        part = _part(places, headings, rows, "contact", which, row)
        whole.named = {**part.named, **whole.named}
        whole.faults += part.faults
        for number, record in part.records:
            whole.records.append((number, {"priority": which or None, **record}))
    if whole.named:
        _key_contacts(whole, whose)
    return whole


def _key_contacts(whole: Understood, whose: dict[int, Cell]) -> None:
    """Whose contact each is, and a key of our own where the export gives none."""
    seen: dict[tuple[object, ...], None] = {}
    order: dict[Cell, int] = {}
    kept = []
    for number, record in whole.records:
        pupil = whose.get(number)
        if (pupil, *record.items()) in seen:
            continue
        seen[(pupil, *record.items())] = None
        order[pupil] = order.get(pupil, 0) + 1
        made = {"pupil_id": pupil, "id": record.get("id") or f"{pupil}/{order[pupil]}"}
        kept.append((number, {**record, **made}))
    numbered = any(record.get("priority") is not None for _, record in kept)
    whole.records = kept
    whole.named = {"id": "Contact", "pupil_id": "Contact", **whole.named}
    whole.named |= {"priority": whole.named.get("priority", "Contact")} if numbered else {}
    whole.columns = tuple(name for name in _contact_columns() if name in whole.named)


def _contact_columns() -> Iterator[str]:
    yield from dict.fromkeys(headings_of("contact").values())


def _classes(
    places: dict[int, Place], headings: Sequence[str], rows: Rows, whose: dict[int, Cell], row: int
) -> list[Understood]:
    part = _part(places, headings, rows, "class", 0, row)
    if "name" not in part.named:
        return []
    classes: dict[Cell, tuple[int, dict[str, Cell]]] = {}
    members: dict[tuple[Cell, Cell], tuple[int, dict[str, Cell]]] = {}
    for number, record in part.records:
        name, pupil = record.get("name"), whose.get(number)
        if name is not None:
            classes.setdefault(name, (number, {**record, "id": name, "kind": "teaching"}))
            row_of = {"class_id": name, "person_id": pupil, "role": "pupil"}
            members.setdefault((name, pupil), (number, row_of))
    heading = part.named["name"]
    part.named |= {"id": heading, "kind": heading}
    part.columns = tuple(dict.fromkeys(("id", "name", "kind", *part.columns)))
    part.records = list(classes.values())
    enrolled = Understood(table="enrolment", columns=("class_id", "person_id", "role"))
    enrolled.named = dict.fromkeys(enrolled.columns, heading)
    enrolled.records = list(members.values())
    return [part, enrolled]


def _join_rows(pupils: Understood) -> int:
    """One record of each pupil whose rows say the same; how many rows were joined."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for number, record in pupils.records:
        told = tuple(record.items())
        if told not in seen:
            seen.add(told)
            kept.append((number, record))
    joined = len(pupils.records) - len(kept)
    pupils.records = kept
    return joined


@cache
def load_flat() -> dict[str, list[str]]:
    return tomllib.loads((files(__package__) / "flat.toml").read_text("utf-8"))
