"""Choices told away from the row: below a column's question, by a part's letter, a mark, or an answer."""

import pytest

from schoolgate.notices.read import read_notice


def choices(page, name="n.txt"):
    entries = read_notice(page.encode(), name).entries
    return {one.name: one.choice and one.choice.value for one in entries}


def test_a_no_below_opt_out_is_no_choice():
    page = """Who we share data with

| Company | What it gets | Opt out? |
|:--|:--|:--|
| Arbor | name, class, address | No |
| Sumdog | first name, class | Yes, tell the class teacher |
| Seesaw | first name | No, it is our register |
"""
    assert choices(page, "n.md") == {"Arbor": "none", "Sumdog": "opt_out", "Seesaw": "none"}


def test_the_same_in_columns_set_with_blanks():
    page = """Third party suppliers

Supplier       What data?              Lawful basis     Opt out?
Arbor          name, class, address    Public task      No
Sumdog         first name, class       Public task      Yes
Seesaw         first name, photo       Public task      No
"""
    assert choices(page) == {"Arbor": "none", "Sumdog": "opt_out", "Seesaw": "none"}


PARTS = """Our programs

A. A LOG-IN OF ITS OWN
   Sumdog           first name, class
   Purple Mash      name, class

B. ONLY STAFF LOG IN
   Arbor            name, class, address
   CPOMS            concerns

{told}
"""


@pytest.mark.parametrize(
    "told",
    [
        "Anything under A and C is up to you. Programs B and D come with the place.",
        "We ask you first for everything in A or C. You cannot refuse those under B and D.",
        "You can say no to the apps listed under A to A or C. For B and D you have no say.",
    ],
)
def test_words_below_speak_of_parts_by_their_letters(told):
    found = choices(PARTS.format(told=told))
    assert found["Arbor"] == found["CPOMS"] == "none"
    assert found["Sumdog"] in ("permission", "consent", "opt_out")


def test_a_word_in_brackets_stands_for_what_it_says():
    page = """Who gets what

Some things need your agreement, and they are shown thus: [ask].

- Sumdog: first name, class [ask]
- Arbor: name, class, address
- Seesaw: photographs and first name [ask]
"""
    assert choices(page) == {"Sumdog": "consent", "Arbor": None, "Seesaw": "consent"}


def test_an_answer_names_those_it_is_for():
    page = """Where data goes

- Sumdog: first name, class
- Arbor: name, class, address

Who can stop it? You, for Sumdog (ask for a book instead). Nobody, for Arbor and the county.
"""
    assert choices(page) == {"Sumdog": "permission", "Arbor": "none"}


def test_a_part_is_told_by_the_line_above_it():
    page = """JOINING PACK: CONSENTS AND INFORMATION

PART A. INITIAL each box you agree to. An empty box is a NO.

A1  Sumdog                  first name, class
A2  Seesaw                  photographs

PART C. NO SIGNATURE NEEDED: WE MUST, OR WE COULD NOT TEACH

C1  Arbor                   name, class, address
C2  CPOMS                   concerns
"""
    assert choices(page) == {"Sumdog": "consent", "Seesaw": "consent", "Arbor": "none", "CPOMS": "none"}


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("name and address for eye tests; write in if you object", "opt_out"),
        ("name and class, whether you agree or not", "none"),
        ("name and class. That is law.", "none"),
        ("name and class. No permission needed.", "none"),
        ("name and class, once both parents have signed", "consent"),
        ("parents sign in with a code we give; name and class", None),
        ("name and class; the targets are agreed with pupils", None),
    ],
)
def test_what_one_line_says_is_of_its_row_alone(said, kind):
    found = choices(f"Who we share with\n\n- Health visitors: {said}\n- Seesaw: first name\n")
    assert found == {"Health visitors": kind, "Seesaw": None}
