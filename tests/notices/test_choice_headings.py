"""A line set as no heading heads what a family may, or may not, decide."""

import pytest

from schoolgate.notices.read import read_notice

LISTS = """Who we share data with

{}

Seesaw: name and class
Tapestry: name and photographs

{}

Arbor: name, class
CPOMS: name, date of birth
"""


def choices(page):
    reading = read_notice(page.encode(), "page.txt")
    return {entry.name: entry.choice and entry.choice.value for entry in reading.entries}


@pytest.mark.parametrize(
    ("chosen", "settled"),
    [
        ("Apps that need your go-ahead", "Apps that everybody uses"),
        ("With consent", "No consent needed"),
        ("PART A - PERMISSION NEEDED", "PART B - NO PERMISSION NEEDED"),
        ("Part A: Consent required", "Part B: Consent not required"),
        ("Optional extras", "Compulsory systems"),
        ("You decide", "You do not decide"),
        ("Opt-in services (nobody is added unless a parent has signed)", "Core systems (no opt-out)"),
        ("We ask before we use these", "We must share with"),
    ],
)
def test_a_line_on_choice_heads_the_rows_below_it(chosen, settled):
    found = choices(LISTS.format(chosen, settled))
    assert all(found[name] in ("consent", "permission", "opt_out") for name in ("Seesaw", "Tapestry"))
    assert [found["Arbor"], found["CPOMS"]] == ["none", "none"]


@pytest.mark.parametrize("line", ["Seesaw, with your permission", "Optional: swimming"])
def test_a_line_of_data_a_name_or_a_label_heads_nothing(line):
    reading = read_notice(LISTS.format(line, "Office").encode(), "page.txt")
    assert line not in [entry.section for entry in reading.entries]


def test_stars_may_be_one_two_or_a_dagger_each_explained_by_a_line():
    page = """What we use
*   only if you say yes
**  we have no choice, it is the law
†   staff can see it

Seneca* - name, class
Eastmarch Council** - name, attendance
Ofsted**† - looks at files in the building
"""
    assert choices(page) == {"Seneca": "consent", "Eastmarch Council": "none", "Ofsted": "none"}


@pytest.mark.parametrize(
    "key",
    [
        "GREEN – you choose. RED – required",
        "Green means you choose and red means that it is the law.",
        "GREEN = with your consent, RED = no opt out",
    ],
)
def test_words_may_be_marks_where_two_are_explained(key):
    page = f"Who we share with\n{key}\n\nSeesaw (GREEN): name, class\nSEEMiS (RED): name, class\n"
    found = choices(page)
    assert found["Seesaw"] in ("permission", "consent")
    assert found["SEEMiS"] == "none"


def test_letters_side_by_side_each_have_their_own_words():
    page = "R = required by law, C = your consent\n\nWho we share with\n\nArbor (R): name\nSeesaw (C): name\n"
    assert choices(page) == {"Arbor": "none", "Seesaw": "consent"}


def test_running_words_may_speak_of_a_part_by_its_number():
    page = """A parent can say no to anything in clause 3. There is no right to refuse clause 2.

2. Must
2.1 Arbor: name, class.

3. May
3.1 Seesaw: name, class.
"""
    found = choices(page)
    assert found["Seesaw"] == "opt_out"
    assert found["Arbor"] == "none"


def test_what_is_said_of_the_rest_is_said_of_what_nothing_else_decides():
    page = """Who we share with

Seesaw: name, class, only with your permission.
Arbor: name, class.

May my child be left out? For the rest no, since we could not run a school without them.
"""
    found = choices(page)
    assert found["Arbor"] == "none"
    assert found["Seesaw"] in ("consent", "permission")


def test_a_legal_duty_as_the_basis_leaves_no_choice():
    page = (
        "System | Data | Lawful basis\nArbor | name | Public task\nSchool census | name | Legal obligation\n"
    )
    assert choices(page) == {"Arbor": None, "School census": "none"}


def test_a_mark_may_stand_before_the_name():
    page = """A = by law, B = part of running the school, C = only if you have agreed

A  Kent County Council: name, attendance
B  Arbor: everything on the admission form
C  Flickr: photographs
"""
    found = choices(page)
    assert [found["Kent County Council"], found["Arbor"], found["Flickr"]] == ["none", "none", "consent"]


@pytest.mark.parametrize(
    ("line", "choice"),
    [
        ("May families decline? No", "none"),
        ("May families decline? Yes, tell Mr Rowe", "opt_out"),
        ("Who decides: you - return the form in September", "permission"),
        ("Who decides: nobody, it is the law", "none"),
    ],
)
def test_a_choice_is_asked_in_many_ways(line, choice):
    page = f"Who we use\n\nProduct: Seesaw\nOwned by: Seesaw Ltd\nHolds: name\n{line}\n"
    assert choices(page)["Seesaw"] == choice
