"""The Common Transfer File, as schools hand a pupil's record on. Only what the roll holds is looked at.

Versions 23 and later. Names of elements: the Department's own service writes Header, UPN, Surname, Forename,
DOB and Sex as here; the others stand as older files have them, and are read where they stand.
"""

import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any
from xml.etree.ElementTree import Element

from schoolgate.feeds.sources.corrections import Corrections, signature_of
from schoolgate.feeds.sources.errors import refuse
from schoolgate.feeds.sources.loaded import Loaded
from schoolgate.feeds.sources.roll_rules import roll_of
from schoolgate.feeds.sources.told import Told, counted, read_told
from schoolgate.feeds.sources.xml_text import text_at

NAME = "a Common Transfer File"
ROOT = "CTfile"


def load_tree(
    root: Element, name: str, on: date, corrections: Corrections, notes: tuple[str, ...] = ()
) -> Loaded:
    """Raises RollRefused. A fault's row is the pupil's place in the file, counted from 1."""
    _check_version(root, name)
    pupils, contacts, results = (Told(table=table) for table in ("pupil", "contact", "assessment"))
    for number, pupil in enumerate(root.iterfind("CTFpupilData/Pupil"), 1):
        texts = dict(_pupil(pupil, on))
        pupils.rows.append((number, texts))
        contacts.rows += [(number, dict(one)) for one in _contacts(pupil, texts)]
        results.rows += [(number, one) for one in _results(pupil, texts)]
    without = sum("result" not in texts for _, texts in results.rows)
    results.rows = [(number, texts) for number, texts in results.rows if "result" in texts]
    notes += tuple(counted(without, "assessments have no result, and were left out."))
    for told in (pupils, contacts, results):
        told.named = {field: _shown(told.table, field) for _, texts in told.rows for field in texts}
    found = [read_told(told) for told in (pupils, contacts, results) if told.rows]
    return roll_of(found, name, on, notes, kind=NAME, signature=signature_of([ROOT]))


def _shown(table: str, field: str) -> str:
    return str(load_ctf()[table].get(field, (field,))[0])


def _check_version(root: Element, name: str) -> None:
    said = text_at(root, "Header/CTFversion")
    number = said.partition(".")[0]
    if not number.isdecimal():
        raise refuse(name, "its header does not say which version of the Common Transfer File it is.")
    if int(number) < (oldest := load_ctf()["oldest"]):
        raise refuse(
            name, f"it is version {said}; {oldest} and later are read.", "Export it again as a newer one."
        )


def _pupil(pupil: Element, on: date) -> Iterator[tuple[str, str]]:
    """(field, text) of all that is told; an element that is not there is not told."""
    yield from _plain(pupil, "pupil")
    yield from _first_language(pupil)
    yield from _meals(pupil, on)
    yield from _special_needs(pupil, on)
    yield from _address(pupil)
    yield from _attendance(pupil)
    if dual := load_ctf()["dual_enrolled"].get(text_at(pupil, "BasicDetails/EnrolStatus")):
        yield "dual_enrolled", dual


def _plain(element: Element, table: str) -> Iterator[tuple[str, str]]:
    for field, paths in load_ctf()[table].items():
        if text := next(filter(None, (text_at(element, path) for path in paths)), ""):
            yield field, text


def _first_language(pupil: Element) -> Iterator[tuple[str, str]]:
    for told in pupil.iterfind("BasicDetails/Languages/Type"):
        if text_at(told, "LanguageType") == "F":
            yield "first_language", text_at(told, "Language")


def _meals(pupil: Element, on: date) -> Iterator[tuple[str, str]]:
    """Eligible while an instance has no end, or one to come."""
    instances = pupil.findall("FSMhistory/FSMinstance")
    if instances:
        ends = [text_at(one, "FSMendDate") for one in instances]
        yield "fsm_eligible", "yes" if any(not end or end >= on.isoformat() for end in ends) else "no"


def _special_needs(pupil: Element, on: date) -> Iterator[tuple[str, str]]:
    """The provision that began last and has not ended; the need of the first rank."""
    told = [
        (text_at(one, "StartDate"), text_at(one, "EndDate"), text_at(one, "SENprovision"))
        for one in pupil.iterfind("SENhistory/SEN")
    ]
    standing = [one for one in told if not one[1] or one[1] >= on.isoformat()]
    if standing:
        yield "sen_status", max(standing)[2]
    needs = [
        (text_at(one, "SENtypeRank"), text_at(one, "SENtype"))
        for one in pupil.iterfind("SENhistory/SENneeds/SENneed")
    ]
    if needs:
        yield "sen_need", min(needs)[1]


def _address(element: Element) -> Iterator[tuple[str, str]]:
    address = element.find("Address")
    if address is None:
        return
    house = " ".join(filter(None, (text_at(address, f"BS7666Address/{part}") for part in ("PAON", "Street"))))
    parts = [text_at(address, "BS7666Address/SAON"), house]
    parts += [text_at(address, f"BS7666Address/{part}") for part in ("Locality", "Town")]
    parts += [text_at(address, f"AddressLines/AddressLine{n}") for n in range(1, 6)]
    lines = ", ".join(filter(None, parts))
    yield from (
        (field, text)
        for field, text in (("address_lines", lines), ("postcode", text_at(address, "PostCode")))
        if text
    )


def _attendance(pupil: Element) -> Iterator[tuple[str, str]]:
    """Of the last year that is told, every school of it together: attended of possible, in per cent."""
    years = pupil.findall("Attendance/YearData")
    last = max((text_at(one, "Year") for one in years), default="")
    told = [
        (text_at(one, "SessionsAttended"), text_at(one, "SessionsPossible"))
        for one in years
        if text_at(one, "Year") == last
    ]
    if told and all(a.isdecimal() and p.isdecimal() for a, p in told):
        attended, possible = (sum(int(one[at]) for one in told) for at in (0, 1))
        if 0 < attended <= possible:
            yield "attendance_percentage", f"{100 * attended / possible:.2f}"


def _results(pupil: Element, texts: dict[str, str]) -> Iterator[dict[str, str]]:
    """Each assessment of each stage, results, estimates and targets alike: their status says which."""
    for stage in pupil.iterfind("StageAssessments/KeyStage"):
        for told in stage.iterfind("StageAssessment"):
            of = {"pupil_id": texts.get("upn", ""), "stage": text_at(stage, "Stage")}
            yield of | dict(_plain(told, "assessment"))


def _contacts(pupil: Element, texts: dict[str, str]) -> Iterator[Iterator[tuple[str, str]]]:
    for place, contact in enumerate(pupil.iterfind("Contacts/Contact"), 1):
        yield _contact(contact, texts, place)


def _contact(contact: Element, pupil: dict[str, str], place: int) -> Iterator[tuple[str, str]]:
    yield "pupil_id", pupil.get("upn", "")
    yield "id", f"{pupil.get('upn', '')}/{place}"
    yield from _plain(contact, "contact")
    if text_at(contact, "AddressAsPupil").lower() in ("true", "1", "y"):
        yield from ((name, pupil[name]) for name in ("address_lines", "postcode") if name in pupil)
    else:
        yield from _address(contact)


@cache
def load_ctf() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "ctf.toml").read_text("utf-8"))
