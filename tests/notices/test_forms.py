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
