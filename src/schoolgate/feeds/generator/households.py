"""Made-up households: the grown-ups, where they live, and who may not know where."""

from dataclasses import dataclass

from schoolgate.feeds.generator.chance import Chance
from schoolgate.feeds.generator.knowledge import Origin, load_knowledge
from schoolgate.feeds.tables import Cell

SPLIT, COURT_ORDER, WITHHELD, SECOND_ADULT = 0.18, 0.12, 0.02, 0.85


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Home:
    lines: str
    postcode: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Household:
    """`adults` are rows of the contact table without `id` and `pupil_id`, the first to be called first."""

    origin: Origin
    surname: str
    home: Home
    withheld: bool
    adults: tuple[dict[str, Cell], ...]


def household(chance: Chance) -> Household:
    origin = chance.weighed([(one, one.weight) for one in load_knowledge().origins])
    surname, home = chance.one_of(origin.surnames), _home(chance)
    split, withheld = chance.happens(SPLIT), chance.happens(WITHHELD)
    first = _adult(chance, origin, surname, home, priority=1)
    if not chance.happens(SECOND_ADULT):
        return Household(origin=origin, surname=surname, home=home, withheld=withheld, adults=(first,))
    elsewhere = _home(chance) if split else home
    second = _adult(chance, origin, chance.one_of(origin.surnames), elsewhere, priority=2)
    second["court_order"] = split and (withheld or chance.happens(COURT_ORDER))
    return Household(origin=origin, surname=surname, home=home, withheld=withheld, adults=(first, second))


def _home(chance: Chance) -> Home:
    made = load_knowledge().school
    street, town = chance.one_of(made["streets"]), chance.one_of(made["towns"])
    named = f"{chance.one_of(made['houses_named'])}, " if chance.happens(0.15) else ""
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    unit = f"{chance.below(10)}{chance.one_of(letters)}{chance.one_of(letters)}"
    # No post town has the area AA, so no made-up postcode is anybody's.
    return Home(
        lines=f"{named}{chance.between(1, 140)} {street}, {town}",
        postcode=f"AA{chance.between(1, 19)} {unit}",
    )


def _adult(chance: Chance, origin: Origin, surname: str, home: Home, *, priority: int) -> dict[str, Cell]:
    made, woman = load_knowledge().school, chance.happens(0.5)
    # 07700 900000 to 900999 are kept free for drama (Ofcom), and .example for examples (RFC 2606).
    return {
        "priority": priority,
        "title": chance.one_of(made["titles_women" if woman else "titles_men"]),
        "forename": chance.one_of(origin.girls if woman else origin.boys),
        "surname": surname,
        "relationship": "Mother" if woman else "Father",
        "parental_responsibility": not chance.happens(0.05),
        "email": None if chance.happens(0.08) else f"family.{chance.digits(6)}@home.example",
        "phone": None if chance.happens(0.03) else f"07700 900{chance.digits(3)}",
        "address_lines": None if chance.happens(0.04) else home.lines,
        "postcode": home.postcode,
        "court_order": False,
    }
