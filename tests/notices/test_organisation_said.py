"""Whose a service is, in the words schools say it in."""

import pytest

from schoolgate.notices.read import read_notice


def organisations(words, name="page.md"):
    entries = read_notice(f"# Who we share data with\n\n{words}\n".encode(), name).entries
    return {entry.name: entry.organisation for entry in entries}


@pytest.mark.parametrize(
    ("said", "name", "owner"),
    [
        ("- **SchoolMoney** by *Eduspot*: name, class", "SchoolMoney", "Eduspot"),
        ("- **MathShed** (both EdShed Ltd): username", "MathShed", "EdShed Ltd"),
        ("- Wrenlink – made by Nuthatch GmbH – name, class", "Wrenlink", "Nuthatch GmbH"),
        ("- Groupcall's Messenger app: mobile number", "Groupcall's Messenger app", "Groupcall"),
        ("- ESS SIMS: name, class", "ESS SIMS", "ESS"),
        ("- Vaccination UK: name, date of birth", "Vaccination UK", "Vaccination UK"),
        ("- Staunton Pension Fund: staff name, salary", "Staunton Pension Fund", "Staunton Pension Fund"),
        ("- Wren & Daughters: name, class", "Wren & Daughters", "Wren & Daughters"),
        ("- Trefoil Expeditions: passport number", "Trefoil Expeditions", "Trefoil Expeditions"),
        ("- UKMT: name, class", "UKMT", "UKMT"),
    ],
)
def test_a_service_is_its_makers_and_a_body_is_its_own(said, name, owner):
    assert organisations(said)[name] == owner


def test_when_a_class_has_it_is_not_whose_it_is():
    assert organisations("- Seesaw: by Easter, name and class\n- Tapestry: from Year 3, name") == {
        "Seesaw": None,
        "Tapestry": None,
    }


def test_beside_the_firm_an_owner_is_somebody_at_the_school():
    table = "| Owner | System | Firm | Data |\n|---|---|---|---|\n"
    rows = "| Office | Engage | Double First Ltd | name |\n| SENCO | Motional | Motional.io Ltd | initials |"
    assert organisations(table + rows) == {"Engage": "Double First Ltd", "Motional": "Motional.io Ltd"}


def test_the_office_of_a_body_is_the_bodys():
    words = "- Ash Council, Virtual School: name\n- Elm Council SEND Team: name"
    assert set(organisations(words).values()) == {"Ash Council", "Elm Council"}


def test_square_brackets_may_hold_the_maker():
    found = organisations("SchoolMoney [Eduspot]: name, class", "page.txt")
    assert [*found.values()] == ["Eduspot"]


def test_a_line_of_its_own_may_explain_a_name():
    page = """Seesaw: first name, class
BoomReader: name and class

BoomReader = reading diary (Squirrel Learning Ltd)
"""
    reading = read_notice(f"Who we share data with\n\n{page}".encode(), "page.txt")
    boom = next(entry for entry in reading.entries if entry.name == "BoomReader")
    assert (boom.organisation, boom.purposes) == ("Squirrel Learning Ltd", ("reading diary",))


def test_who_made_it_may_stand_behind_a_name_in_a_sentence():
    said = "Governors use Governor Suite from Trust Governor Ltd; it has their names and e-mail addresses."
    assert organisations(said, "page.txt")["Governor Suite"] == "Trust Governor Ltd"


def test_a_name_among_examining_boards_is_one_of_them():
    page = (
        "Who we share with\n\n- AQA, Pearson, OCR and EAL: name, candidate number\n- Pearson: e-books, name\n"
    )
    kinds = {one.name: one.kind for one in read_notice(page.encode(), "page.txt").entries}
    assert (kinds["EAL"], kinds["OCR"]) == ("professional", "professional")
