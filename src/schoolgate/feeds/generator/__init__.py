"""A made-up school's roll: the same for the same number, seed and day, and nobody's."""

from datetime import date
from decimal import Decimal

from schoolgate.feeds.generator.chance import Chance
from schoolgate.feeds.generator.households import Household, household
from schoolgate.feeds.generator.pupils import YEARS, Place, pupil
from schoolgate.feeds.generator.teaching import class_names, classes_and_staff
from schoolgate.feeds.tables import Cell, Tables, tables_of

Record = dict[str, Cell]


def generate(pupils: int, seed: int, on: date) -> Tables:
    """A primary school's roll of exactly `pupils` rows, some of them leavers, as it stands on a day."""
    chance = Chance(seed)
    rows, contacts = _families(chance, pupils, on)
    classes, enrolments, staff = classes_and_staff(chance, rows, on)
    return tables_of(
        {
            "pupil": rows,
            "contact": contacts,
            "class": classes,
            "enrolment": enrolments,
            "staff": staff,
        }
    )


def _families(chance: Chance, count: int, on: date) -> tuple[list[Record], list[Record]]:
    rows: list[Record] = []
    contacts: list[Record] = []
    names = class_names(count)
    while len(rows) < count:
        family = household(chance)
        children = min(chance.weighed([(1, 0.66), (2, 0.27), (3, 0.07)]), count - len(rows))
        _add_family(chance, family, children, names, rows, contacts, on)
    return rows, contacts


def _add_family(
    chance: Chance,
    family: Household,
    children: int,
    names: dict[str, tuple[str, ...]],
    rows: list[Record],
    contacts: list[Record],
    on: date,
) -> None:
    ids = [f"p{len(rows) + 1 + n:05d}" for n in range(children)]
    for own in ids:
        number = len(rows) + 1
        year = YEARS[number % len(YEARS)]
        class_name = names[year][number // len(YEARS) % len(names[year])]
        place = Place(number=number, year=year, class_name=class_name)
        child = pupil(chance, family, place, on)
        child["siblings"] = tuple(other for other in ids if other != own) or None
        child["attendance_percentage"] = Decimal(chance.between(860, 1000)) / 10
        child["scn"] = None  # of Scotland
        child["uln"] = None  # given at 14: a primary school holds none
        rows.append(child)
        contacts.extend(
            {"id": f"{own}-{adult['priority']}", "pupil_id": own, **adult} for adult in family.adults
        )


__all__ = ["generate"]
