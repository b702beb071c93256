"""Items, and nothing, in the words schools say them in."""

import pytest

from schoolgate.notices.read import read_notice


def entry(line):
    return read_notice(
        f"Who we share data with\n\n{line}\nArbor: name, class.\nCool Milk: name, date of birth.\n".encode(),
        "page.txt",
    ).entries[0]


@pytest.mark.parametrize(
    ("line", "item"),
    [
        ("Balance: name, year group, judgements.", "attainment"),
        ("Applicaa: prior school, GCSE predictions, contact details.", "attainment"),
        ("Wee Sailors: you fill in their health questionnaire at the pier.", "medical"),
        ("Party Boats: party size.", "statistics_only"),
    ],
)
def test_an_item_is_known_by_these_words(line, item):
    assert item in {one.item for one in entry(line).items}


def test_tests_of_hearing_and_sight_are_no_attainment():
    items = {one.item for one in entry("School Screening Service: results of hearing and sight tests.").items}
    assert items == {"medical"}


@pytest.mark.parametrize(
    "line",
    [
        "Nessy: nothing about pupils goes to it.",
        "Duolingo: it learns nothing from us.",
        "Kooth: we tell Kooth nothing and it tells us nothing.",
    ],
)
def test_nothing_is_nothing(line):
    assert entry(line).nothing_shared
