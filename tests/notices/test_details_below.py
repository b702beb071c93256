"""Lines further in below a name are about that name, whatever marks they have."""

import pytest

from tests.notices.layouts import cells_of, names_in

MARKED = """Companies we share information with

- Squiggle Kites
    . provided by Kite Learning
    . name, date of birth, year
- Tallyhop
    . used for times tables
    . first name, class
- Parents Booking
    . pupil and parent name
"""
SIGNS = """Companies we share information with

* Squiggle Kites
   - Kite Learning Ltd
   - Name, date of birth
* Tallyhop
   - first name, class
   - Year 3 to Year 6
"""
INDENTED = """Companies we share information with

Squiggle Kites
    Our writing tool
    name, date of birth, address

Tallyhop
    Times tables practice
    first name, class
"""
HANGING = """Companies we share information with

• Squiggle Kites
    name, date of birth
• Tallyhop
    first name, class
"""


@pytest.mark.parametrize("text", [SIGNS, INDENTED, HANGING])
def test_the_lines_further_in_name_nobody(text):
    assert names_in(text) == ["Squiggle Kites", "Tallyhop"]


@pytest.mark.parametrize("text", [MARKED, SIGNS, INDENTED, HANGING])
def test_data_further_in_are_the_names_above(text):
    assert cells_of(text, "Tallyhop")["data"] == ["first name, class"]


def test_a_name_of_ordinary_words_is_one_among_the_others():
    assert names_in(MARKED) == ["Squiggle Kites", "Tallyhop", "Parents Booking"]


def test_a_line_further_in_may_tell_the_company_or_the_years():
    assert cells_of(MARKED, "Squiggle Kites")["provider"] == ["Kite Learning"]
    assert cells_of(SIGNS, "Squiggle Kites")["provider"] == ["Kite Learning Ltd"]
    assert cells_of(SIGNS, "Tallyhop")["year_groups"] == ["Year 3 to Year 6"]


def test_a_kind_of_body_over_bodies_is_no_name_over_details():
    text = """Who we share information with

- Exam boards
   - AQA
   - OCR
- Health
   - NHS Kent
   - the school nurse
"""
    assert {"AQA", "OCR", "NHS Kent"} <= {*names_in(text)}
