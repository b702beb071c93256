"""For which year groups a service is, as the page prints it."""

import pytest

from schoolgate.notices.read import read_notice

PAGE = "Who we share data with\n\n{}\n"


def year_groups(words):
    reading = read_notice(PAGE.format(words).encode(), "page.txt")
    return {entry.name: entry.year_groups for entry in reading.entries}


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("Year 5\n\nSeesaw: name and class.", "Year 5"),
        ("Key Stage 2\n\nSeesaw: name and class.", "Key Stage 2"),
        ("Years 10 to 13\n\nSeesaw: name and class.", "Years 10 to 13"),
        ("Seesaw: name and class of pupils aged 13 and over.", "pupils aged 13 and over"),
        ("Seesaw: spelling for Year 2 upwards, name and class.", "Year 2 upwards"),
        ("Seesaw (prep only): name and class.", "prep only"),
        ("Seesaw: number bonds for Key Stage 4 and Post-16, name and class.", "Key Stage 4 and Post-16"),
    ],
)
def test_a_row_is_for_the_years_of_its_words_or_its_heading(said, printed):
    assert year_groups(said)["Seesaw"] == printed


@pytest.mark.parametrize(
    "said",
    [
        "Seesaw: name, class and year group.",
        "Records kept for a year\n\nSeesaw: name and class.",
        "Seesaw (photographs only): name and class.",
    ],
)
def test_other_years_are_no_year_groups(said):
    assert year_groups(said)["Seesaw"] is None
