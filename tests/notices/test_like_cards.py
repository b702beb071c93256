"""Cards with labels of a school's own: the same words below one name after another."""

import pytest

from schoolgate.notices.read import read_notice

DOTTED = """Products and the web

.....................................
Mathsframe
Made by ......... Mathsframe Ltd
Forms ........... 3, 4
Leaves school ... nothing; children use the free games without an account
Last checked .... Jan 2024
.....................................
Reading Planet
Made by ......... Rising Stars UK
Forms ........... 3
Leaves school ... forename, surname, class
Comes back ...... quiz scores
Your say ........ yes – green form
Pays ............ PTA
.....................................
Sumdog – CARD WITHDRAWN, not used since Christmas
.....................................
"""
RULED = """Evolve
Firm behind ____ eduFOCUS Ltd
They are told __ name, medical needs
May you refuse _ yes

School Gateway
Firm behind ____ Schoolcomms Ltd
They are told __ parent name, mobile number
May you refuse _ no
"""
SET_IN = """ParentPay
    Belongs to       ParentPay Ltd
    Handed over      child's name, class
    Typed by you     card number

Accelerated Reader
    Belongs to       Renaissance Learning
    Handed over      name, class, date of birth
    Typed by you     nothing
"""
IN_BOLD = """## Studybugs
- **Stands behind it**: Studybugs Ltd
- **Reaches them**: name, class
- **Opting out**: ring the office instead

## Sparx Maths
- **Stands behind it**: Sparx Ltd
- **Reaches them**: name, date of birth
- **Opting out**: not possible
"""
FORM = """Tapestry – name, photographs

Name of child ............................  Class ........
Signed ...................................  Date .........
"""


def read(text, name="a.txt"):
    return {entry.name: entry for entry in read_notice(text.encode(), name).entries}


def items(entry):
    return {item.item for item in entry.items}


def test_dots_lead_from_a_label_to_its_value():
    found = read(DOTTED)
    assert list(found) == ["Mathsframe", "Reading Planet"]
    assert (found["Mathsframe"].nothing_shared, found["Mathsframe"].organisation) == (True, "Mathsframe Ltd")
    assert items(found["Reading Planet"]) == {"full_name", "class", "attainment"}
    assert found["Reading Planet"].year_groups == "3"


@pytest.mark.parametrize(
    ("text", "name", "whose", "company", "what"),
    [
        (RULED, "a.txt", "Evolve", "eduFOCUS Ltd", {"full_name", "medical"}),
        (SET_IN, "a.txt", "ParentPay", "ParentPay Ltd", {"full_name", "class", "payment"}),
        (IN_BOLD, "a.md", "Sparx Maths", "Sparx Ltd", {"full_name", "date_of_birth"}),
    ],
)
def test_what_the_values_are_tells_what_an_unknown_label_is_for(text, name, whose, company, what):
    found = read(text, name)
    assert len(found) == 2
    assert (found[whose].organisation, items(found[whose])) == (company, what)


def test_lines_to_fill_in_are_no_card():
    assert list(read(FORM)) == ["Tapestry"]


def test_a_card_below_a_heading_of_what_is_gone_is_denied():
    text = RULED.replace("School Gateway", "No longer used\n\nSchool Gateway")
    reading = read_notice(f"What we use\n\n{text}".encode(), "a.txt")
    assert [entry.name for entry in reading.entries] == ["Evolve"]
    assert [one.name for one in reading.denied] == ["School Gateway"]
