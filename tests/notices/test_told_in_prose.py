"""Whom running prose names, by how a school says that something goes to them."""

import pytest

from schoolgate.notices.read import read_notice

PAGE = "Elm School\n\nWho we share information with\n\n- Arbor: name\n- CPOMS: name\n\n{}\n"


def names(words):
    return [one.name for one in read_notice(PAGE.format(words).encode(), "page.txt").entries][2:]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("SIMS is hosted for us by Eskdale IT Partnership.", ["SIMS", "Eskdale IT Partnership"]),
        (
            "Wonde connects them. Each gets basic details unless we say so: Seneca, Educake and Tassomai.",
            ["Wonde", "Seneca", "Educake", "Tassomai"],
        ),
        (
            "Names of children preparing for First Communion are passed to the parish of Our Lady.",
            ["the parish of Our Lady"],
        ),
        (
            "The retreat centre at Holne House is sent dietary needs and medical details.",
            ["The retreat centre at Holne House"],
        ),
        ("The exam boards (AQA, Edexcel) hold each candidate's name and marks.", ["AQA", "Edexcel"]),
        ("If it is serious we talk to Children's Services.", ["Children's Services"]),
        ("Zellis: no longer our payroll company from April 2025", []),
    ],
)
def test_whom_a_sentence_tells_something_is_read(words, found):
    assert names(words) == found


def test_a_line_that_denies_one_service_closes_none_below_it():
    page = "Elm School\n\nWho we share with\n\nArbor: name\n\nKahoot: no longer used\n\nZephyr: name\n"
    assert [one.name for one in read_notice(page.encode(), "page.txt").entries] == ["Arbor", "Zephyr"]


def test_a_clauses_number_before_a_sentence_is_nobodys_name():
    assert names("B8 We keep this appendix under review.") == []


CARRIED = "# Elm\n\n## Data we share\n\n{}\n\n- CPOMS: name\n- SOCS: UPN\n"


@pytest.mark.parametrize(
    ("lead", "found"),
    [
        ("An extract is picked up by Wonde for these:", ["Wonde", "CPOMS", "SOCS"]),
        ("These do not come through Wonde, so we type them in:", ["CPOMS", "SOCS"]),
    ],
)
def test_a_company_that_carries_data_is_read_from_the_words_over_a_list(lead, found):
    assert [one.name for one in read_notice(CARRIED.format(lead).encode(), "page.md").entries] == found


def test_a_last_row_of_blanks_is_a_row_and_no_heading():
    page = "Who we share with\n\nBody | Purpose | Data\nArbor | records | name\nUniform grant provider | |\n"
    assert [one.name for one in read_notice(page.encode(), "p.txt").entries] == [
        "Arbor",
        "Uniform grant provider",
    ]
