"""Cards whose labels only their looks part from the values keep their names and their data."""

import pytest

from schoolgate.notices.read import read_notice
from tests.notices.layouts import names_in

CARDS = {
    "Zigzag Phonics": ["Zigzag Learning Ltd", "first name, class", "£450 a year"],
    "Mighty Oak Reading": ["Mighty Oak Ltd", "name, reading age", "free"],
    "CPOMS": ["Raptor Technologies", "name, safeguarding concerns", "£900"],
}
LABELS = ["company", "what they get", "price"]


def page_of(line, *, name="{}"):
    """Cards of the lines that `line` makes of a label and its value."""
    cards = ["\n".join([name.format(title), *map(line, LABELS, values)]) for title, values in CARDS.items()]
    return "\n\n".join(["What we use and what it knows", *cards]) + "\n"


CLOTHES = {
    "blanks": lambda label, value: f"{label}   {value}",
    "one blank": lambda label, value: f"{label.capitalize()} {value}",
    "capitals": lambda label, value: f"{label.upper()} {value}",
    "brackets": lambda label, value: f"[{label.capitalize()}] {value}",
    "two lines": lambda label, value: f"{label.capitalize()}\n{value}",
}


@pytest.mark.parametrize("clothes", CLOTHES)
def test_each_card_is_of_the_name_above_it(clothes):
    page = page_of(CLOTHES[clothes])
    entries = read_notice(page.encode(), "notice.txt").entries
    assert [entry.name for entry in entries] == [*CARDS]
    assert [entry.organisation for entry in entries] == [company for company, *_ in CARDS.values()]
    assert {item.item for item in entries[0].items} == {"first_name", "class"}


@pytest.mark.parametrize("name", ["Name      {}", "[Name] {}", "NAME {}"])
def test_a_label_may_name_the_card(name):
    style = "brackets" if name.startswith("[") else "capitals" if name.isupper() else "blanks"
    assert names_in(page_of(CLOTHES[style], name=name.replace("NAME", "SERVICE"))) == [*CARDS]


def test_whom_it_is_for_may_be_years_and_no_purpose():
    page = "".join(
        f"Name   {name}\nWho   {values[0]}\nFor   Years 1 and 2\nWhy   sums\nGets   {values[1]}\n\n"
        for name, values in CARDS.items()
    )
    first, *_ = read_notice(page.encode(), "notice.txt").entries
    assert (first.organisation, first.year_groups, first.purposes) == (
        "Zigzag Learning Ltd",
        "Years 1 and 2",
        ("sums",),
    )


def test_lines_that_begin_alike_in_a_letter_are_no_cards():
    page = (
        "Information about your child helps us.\nPurpose and care go together.\nInformation is kept safe.\n"
    )
    assert names_in(page) == []


SHOUTED = """Digital tools register

--------------------
TOOL           Fern Grades
FROM           Fern Solutions Ltd
WHY WE HAVE IT marks and reports
WE PUT IN      forename, surname, form
PRICE          bought
WHOSE          every year
SIGNED OFF     February 2021
MAY I SAY NO?  no
--------------------
TOOL           Hoot Award
FROM           The Hoot Trust
WHY WE HAVE IT records of the award
FAMILIES PUT IN  name, home address
PRICE          free
WHOSE          Year 10
SIGNED OFF     still waiting
MAY I SAY NO?  yes, it is a choice
"""


def test_a_question_in_capitals_is_a_label_and_a_label_of_one_card_breaks_none():
    first, second = read_notice(SHOUTED.encode(), "notice.txt").entries
    assert (first.name, first.organisation) == ("Fern Grades", "Fern Solutions Ltd")
    assert [*first.purposes] == ["marks and reports"]
    assert (first.risk_assessed, second.risk_assessed) == ("2021-02", "awaiting")
    assert {(one.item, one.flow.value) for one in second.items} >= {("address", "entered_by_families")}
    assert second.year_groups == "Year 10"


def test_a_firm_in_brackets_behind_what_a_service_is_for_provides_it():
    page = (
        "Who we share with\n\n- Fern Reader – reading diary (Squirrel Learning Ltd)\n"
        "- Hoot Sums – sums, beside Times Tables Rock Stars (Maths Circle Ltd)\n"
    )
    first, second = read_notice(page.encode(), "notice.txt").entries
    assert first.organisation == "Squirrel Learning Ltd"
    assert second.organisation is None


TRIPLES = (
    ("names and addresses", "so that there is a register", "Arbor"),
    ("attendance", "it is the law", "Kent County Council"),
    ("name, class", "library loans", "Reading Cloud"),
)


@pytest.mark.parametrize(
    "card",
    [
        "WHAT we share: {}\nWHY: {}\nWHO with: {}\n\n",
        "What we share: {}\nWhy: {}\nWith whom: {}\n\n",
        "Data: {}\nPurpose: {}\nGoes to: {}\n\n",
        "- Information: {}\n- Reason: {}\n- Recipient: {}\n\n",
    ],
)
def test_cards_that_name_somebody_last_are_each_their_own(card):
    page = "What we share\n\n" + "".join(card.format(*told) for told in TRIPLES)
    found = {one.name: one for one in read_notice(page.encode(), "notice.txt").entries}
    assert [*found] == ["Arbor", "Kent County Council", "Reading Cloud"]
    assert {item.item for item in found["Kent County Council"].items} == {"attendance"}
    assert {item.item for item in found["Reading Cloud"].items} == {"full_name", "class"}


def test_roles_in_one_line_each_name_their_own():
    page = (
        "Course by course\n\nBricklaying\n"
        "Awarding body: City & Guilds (name, date of birth). Portfolio: OneFile (name, email).\n\n"
        "Childcare\nAwarding body: NCFE (name). Portfolio: Smart Assessor (name).\n"
    )
    found = {one.name: one for one in read_notice(page.encode(), "notice.txt").entries}
    assert [*found] == ["City & Guilds", "OneFile", "NCFE", "Smart Assessor"]
    assert {item.item for item in found["NCFE"].items} == {"full_name"}
