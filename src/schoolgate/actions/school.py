"""The school and its controller: made once, then corrected."""

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from typing import Any

from schoolgate.actions.drafts import slug_of
from schoolgate.actions.office import Office
from schoolgate.domain.errors import Invalid
from schoolgate.domain.school import Controller, School
from schoolgate.domain.vocabulary import Nation, SchoolType
from schoolgate.store import school as schools
from schoolgate.store.rehearsal import rehearsed

_OF_CONTROLLER = {"dpo_name": "dpo_name", "dpo_contact": "dpo_contact", "controller_name": "name"}
_FIXED = frozenset({"id", "controller_id"})
_NEEDED = frozenset({"name", "controller_name"})
_WHOLE = frozenset({"review_months", "overdue_months"})
MOST_MONTHS = 120
_DIGITS = {"urn": 6, "laestab": 7}
SETTABLE = tuple(sorted([*_OF_CONTROLLER, *(f.name for f in fields(School) if f.name not in _FIXED)]))


def create(
    office: Office,
    *,
    name: str,
    nation: Nation,
    type: SchoolType,
    controller: str | None = None,
    dry_run: bool = False,
) -> School:
    """Raises Refused for a second school on SQLite; Invalid for an empty name."""
    if not name.strip():
        raise Invalid("No school was created: its name is empty. Give it with --name.")
    decides = Controller(id=slug_of(controller or name), name=controller or f"The governing body of {name}")
    made = School(id=slug_of(name), controller_id=decides.id, name=name, nation=nation, type=type)
    schools.create(decides, made, dry_run=dry_run)
    return made


def set_value(office: Office, key: str, value: str, *, dry_run: bool = False) -> None:
    """An empty value makes the fact unknown again. Raises Invalid naming what can be set."""
    if key not in SETTABLE:
        raise Invalid(
            f"Nothing was set: '{key}' is not a fact about a school. It can be {', '.join(SETTABLE)}."
        )
    if key in _NEEDED and not value.strip():
        raise Invalid(f"Nothing was set: {key} can't be empty. Give a name.")
    with rehearsed(office.tenant, dry_run=dry_run):
        if key in _OF_CONTROLLER:
            decides = schools.controller(office.tenant)
            fact: dict[str, Any] = {_OF_CONTROLLER[key]: value or None}
            schools.update_controller(office.tenant, replace(decides, **fact))
        else:
            fact = {key: _value(key, value)}
            schools.update(office.tenant, replace(schools.get(office.tenant), **fact))


def _value(key: str, value: str) -> object:
    try:
        if key == "nation":
            return Nation(value) if value else None
        if key == "type":
            return SchoolType(value) if value else None
        if key in _DIGITS and value:
            return _digits(key, value)
        return _months(value) if key in _WHOLE else value or None
    except ValueError as error:
        known = {"nation": Nation, "type": SchoolType}.get(key)
        may = f"It can be {', '.join(known)}." if known else _FITTING[key]
        raise Invalid(f"Nothing was set: '{value}' does not fit {key}. {may}") from error


_FITTING = {
    "urn": "It has 6 digits.",
    "laestab": "It has 7 digits: three of the authority, four of the establishment.",
    **dict.fromkeys(_WHOLE, f"Give a whole number of months, 1 to {MOST_MONTHS}."),
}


def _digits(key: str, value: str) -> str:
    plain = value.replace("/", "").replace(" ", "")
    if not (plain.isascii() and plain.isdigit() and len(plain) == _DIGITS[key]):
        raise ValueError(key)
    return plain


def _months(value: str) -> int:
    if not 1 <= int(value) <= MOST_MONTHS:
        raise ValueError(value)
    return int(value)


def show(office: Office) -> Mapping[str, object]:
    school, decides = schools.get(office.tenant), schools.controller(office.tenant)
    facts = {name: value for name, value in asdict(school).items() if name != "controller_id"}
    return {
        **facts,
        "controller_name": decides.name,
        "dpo_name": decides.dpo_name,
        "dpo_contact": decides.dpo_contact,
    }
