"""However a page explains the stars behind its names, its words are read: as data, or as a choice."""

import pytest

from schoolgate.domain.vocabulary import ChoiceKind
from schoolgate.notices.read import read_notice

PAGE = """Elm School

We share names with these companies:

- CPOMS – safeguarding
- Evolve{star} – school trips
- Tapestry{star} – nursery journals

{note}
"""
DATA, CHOICE = "date of birth and medical needs", "only with your permission"
NOTES = {
    "*": ["* {}", "* = {}", "*  {}", "A star (*) means {}.", "Those marked * have {}.", "Key: * {}"],
    "†": ["† {}", "†: {}", "The dagger (†) shows {}.", "Names with a † are sent {}.", "Key: † {}"],
    "**": ["** {}", "** means {}", "Two stars (**) mean {}."],
}
WAYS = [(star, note) for star, notes in NOTES.items() for note in notes]


def entries_where(star, note):
    page = PAGE.format(star=star, note=note)
    return {entry.name: entry for entry in read_notice(page.encode(), "elm.txt").entries}


@pytest.mark.parametrize(("star", "note"), WAYS)
def test_a_note_on_data_is_data_of_each_name_with_its_star(star, note):
    told = entries_where(star, note.format(DATA))
    items = {name: {item.item for item in entry.items} for name, entry in told.items()}

    assert {"date_of_birth", "medical"} <= items["Evolve"] & items["Tapestry"]
    assert "date_of_birth" not in items["CPOMS"]


@pytest.mark.parametrize(("star", "note"), WAYS)
def test_a_note_on_choice_is_the_choice_of_each_name_with_its_star(star, note):
    told = entries_where(star, note.format(CHOICE))

    assert {told["Evolve"].choice, told["Tapestry"].choice} == {ChoiceKind.PERMISSION}
    assert told["CPOMS"].choice is None


def test_a_star_that_opens_each_line_of_a_list_explains_nothing():
    page = (
        "Elm School\n\nWe share data with:\n\n* CPOMS – only with your permission\n* Evolve – school trips\n"
    )
    told = {entry.name: entry for entry in read_notice(page.encode(), "elm.txt").entries}

    assert told["Evolve"].choice is None


def test_a_name_in_bold_has_no_star():
    page = "Elm School\n\nWe work with **your consent** here.\n\n- **CPOMS** – name\n- **Evolve** – name\n"
    told = {entry.name: entry for entry in read_notice(page.encode(), "elm.txt").entries}

    assert {entry.choice for entry in told.values()} <= {None, ChoiceKind.CONSENT}
