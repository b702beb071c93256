"""Sentences that begin with who has the data, in a page without lists."""

import pytest

from schoolgate.notices.read import read_notice

PAGE = "Elm School\n\nYour child's data\n\n{}\n"


def rows(words):
    return {entry.name for entry in read_notice(PAGE.format(words).encode(), "page.txt").entries}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Pinch Catering Ltd runs our canteen. It is given each name and class.", "Pinch Catering Ltd"),
        ("Lincs Larder Ltd has a weekly list of names and meal choices.", "Lincs Larder Ltd"),
        ("The Eastshire immunisation team took a list of names from us.", "Eastshire immunisation team"),
        ("Student Finance England wants confirmation of attendance.", "Student Finance England"),
        ("Estyn is entitled to inspect anything.", "Estyn"),
    ],
)
def test_a_sentence_begins_with_who_has_the_data(words, name):
    assert {row.removeprefix("The ") for row in rows(words)} == {name}


@pytest.mark.parametrize(
    "words",
    [
        "You have your own records at home.",
        "Every child has a full name and a date of birth.",
        "Our staff have records of attendance.",
        "Elm School has a register of names.",
        "Do we share names with Kahoot? No. You tell it yourself.",
    ],
)
def test_whoever_is_at_home_in_the_school_is_no_recipient(words):
    assert rows(words) == set()


def test_words_in_brackets_put_aside_only_the_name_before_them():
    items = "- Arbor: name\n- Kahoot (blocked), Sumdog (first name), Firefly (no\n  data)\n"
    page = f"Elm School\n\nApps we use\n\n{items}"
    assert {entry.name for entry in read_notice(page.encode(), "page.txt").entries} == {"Arbor", "Sumdog"}


@pytest.mark.parametrize(
    "words",
    [
        "only with a signed form",
        "with the parent's agreement",
        "if you have signed the slip",
        "if the parent says yes",
    ],
)
def test_consent_said_in_a_line_is_a_choice(words):
    page = f"Elm School\n\nWho we share with:\n\n- Arbor: name\n- Oak Music Hub: name and class, {words}\n"
    found = {entry.name: entry.choice for entry in read_notice(page.encode(), "page.txt").entries}
    assert found["Oak Music Hub"] == "consent"
    assert found["Arbor"] is None
