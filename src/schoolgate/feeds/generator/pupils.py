"""Made-up pupils of one household."""

from dataclasses import dataclass
from datetime import date, timedelta

from schoolgate.feeds.generator.chance import Chance
from schoolgate.feeds.generator.households import Household
from schoolgate.feeds.generator.knowledge import load_knowledge
from schoolgate.feeds.generator.upn import permanent, temporary
from schoolgate.feeds.tables import Cell

YEARS = ("R", "1", "2", "3", "4", "5", "6")
AUTHORITY, ESTABLISHMENT = "823", "2999"  # an authority that issued numbers; no school has this one
LEAVER, DUAL, NO_UPN, TEMPORARY_UPN, MISSING = 0.02, 0.01, 0.02, 0.03, 0.04


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a pupil sits: the how-manieth of the roll, in which year and class."""

    number: int
    year: str
    class_name: str


def school_year(on: date) -> int:
    """The calendar year in which the school year of this day began (1 September)."""
    return on.year if on.month >= 9 else on.year - 1


def pupil(chance: Chance, family: Household, place: Place, on: date) -> dict[str, Cell]:
    girl = chance.happens(0.49)
    forename = chance.one_of(family.origin.girls if girl else family.origin.boys)
    entry = date(school_year(on) - YEARS.index(place.year), 9, 3)
    came = chance.day(entry, on) if chance.happens(0.15) else min(entry, on)
    left = max(came, on - timedelta(days=chance.between(1, 60)))
    named = _names(chance, family, forename)
    return {
        "id": f"p{place.number:05d}",
        "admission_number": f"{place.number:06d}",
        "sex": "F" if girl else "M",
        "date_of_birth": _birthday(chance, place.year, on),
        "year_group": place.year,
        "registration_class": None if chance.happens(MISSING / 4) else place.class_name,
        "house": chance.one_of(load_knowledge().school["houses"]),
        "email": f"{place.number:05d}@pupils.example",
        "username": f"{place.year.lower()}{place.number:05d}",
        "entry_date": came,
        "leaving_date": left if chance.happens(LEAVER) else None,
        "previous_school": chance.one_of(load_knowledge().school["previous"]) if came > entry else None,
        "dual_enrolled": chance.happens(DUAL),
        **named,
        **_numbers(chance, place, entry.year),
        **_home(family),
        **_about(chance, family),
    }


def _names(chance: Chance, family: Household, forename: str) -> dict[str, Cell]:
    middle = chance.one_of(family.origin.girls + family.origin.boys)
    chosen = chance.one_of(family.origin.girls + family.origin.boys)
    return {
        "legal_forename": forename,
        "legal_surname": family.surname,
        "middle_names": middle if chance.happens(0.6) else None,
        "preferred_forename": chosen if chance.happens(0.08) else forename,
        "preferred_surname": None if chance.happens(0.3) else family.surname,
    }


def _numbers(chance: Chance, place: Place, year: int) -> dict[str, Cell]:
    if chance.happens(NO_UPN):
        return {"upn": None}
    # A temporary number has room for 2,300 serials, so a larger school borrows the next establishment's.
    lent = f"{int(ESTABLISHMENT) + place.number // 2300:04d}"
    former = temporary(AUTHORITY, lent, year, place.number % 2300)
    if chance.happens(TEMPORARY_UPN):
        return {"upn": former}
    # A serial has three digits, so a school past 999 pupils borrows the next establishment's numbers.
    establishment = f"{int(ESTABLISHMENT) + place.number // 1000:04d}"
    return {
        "upn": permanent(AUTHORITY, establishment, year, place.number % 1000),
        "former_upn": former if chance.happens(0.02) else None,
    }


def _birthday(chance: Chance, year: str, on: date) -> date:
    """Reception holds those who turn five between 1 September and 31 August of its school year."""
    born = school_year(on) - 5 - YEARS.index(year)
    return chance.day(date(born, 9, 1), date(born + 1, 8, 31))


def _home(family: Household) -> dict[str, Cell]:
    return {
        "address_lines": family.home.lines,
        "postcode": family.home.postcode,
        "address_withheld": family.withheld,
    }


def _about(chance: Chance, family: Household) -> dict[str, Cell]:
    made, origin = load_knowledge().school, family.origin
    status = chance.weighed([("N", 0.82), ("K", 0.14), ("E", 0.04)])
    fsm, missing = chance.happens(0.25), chance.happens(MISSING)
    looked_after = chance.happens(0.008)
    ethnicity = chance.weighed([(chance.one_of(origin.ethnicities), 97), ("REFU", 3)])
    return {
        "ethnicity": None if missing else ethnicity,
        "first_language": None if missing else chance.one_of(origin.languages),
        "nationality": "GBR" if chance.happens(0.85) else None,
        "country_of_birth": "GBR" if chance.happens(0.8) else None,
        "religion": chance.one_of(origin.religions) if chance.happens(0.7) else None,
        "sen_status": status,
        "sen_need": None if status == "N" else chance.one_of(made["needs"]),
        "fsm_eligible": None if missing else fsm,
        "pupil_premium": fsm or looked_after,
        "looked_after": looked_after,
        "medical_notes": chance.one_of(made["medical"]) if chance.happens(0.12) else None,
        "dietary_needs": chance.one_of(made["dietary"]) if chance.happens(0.15) else None,
    }
