"""A word that the page explains once stands for its data wherever a row names it."""

import pytest

from schoolgate.notices.read import read_notice

PAGE = "Ashby Road School\n\nCompanies we share data with\n\n{explained}\n\n{rows}\n"


def items(explained, rows):
    page = PAGE.format(explained=explained, rows=rows).encode()
    return {one.name: {item.item for item in one.items} for one in read_notice(page, "n.txt").entries}


@pytest.mark.parametrize(
    "explained",
    [
        'Where we say "core details" we mean name, class and date of birth.',
        "By “core details” we mean: name, class, date of birth.",
        '"Core details" are name, class and date of birth.',
        "When you see core details this means name, class and date of birth.",
    ],
)
def test_a_row_has_the_data_of_the_word_it_names(explained):
    read = items(explained, "- Seesaw - core details\n- Nessy - first name\n- Sumdog: Core details, gender")
    assert read["Seesaw"] == {"full_name", "class", "date_of_birth"}
    assert read["Nessy"] == {"first_name"}
    assert read["Sumdog"] == {"full_name", "class", "date_of_birth", "gender"}


def test_where_the_data_come_from_has_none_of_them_by_that():
    explained = 'Where we say "core details" we mean name, class and date of birth.'
    read = items(explained, "Seesaw is for work. Core details are copied to Seesaw from SIMS each night.")
    assert read["Seesaw"] == {"full_name", "class", "date_of_birth"}
    assert not read.get("SIMS", set()) & {"class", "date_of_birth"}


def test_a_word_explained_as_something_else_is_no_data():
    explained = 'By "processor" we mean a company that works for us.'
    assert items(explained, "- Seesaw - our processor; name and class") == {"Seesaw": {"full_name", "class"}}
