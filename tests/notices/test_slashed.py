"""Lines of values under one that says their order are a table's rows."""

import pytest

from tests.notices.layouts import cells_of, names_in

SLASHES = """Who gets pupils' data

Order of each line: activity / body / data / remarks

Rowing / Tallyhop / name, DOB, email / parents renew it themselves
Coding / Squiggle Kites / first name, class / stored in USA
Fencing / none / - / a list on the wall
Trips / Harrow Trips Ltd / name, medical needs / -
"""
DASHES = """Who gets what

Each line reads: name – what it is for – what we send – consent

Tallyhop – times tables – username, class – no
Squiggle Kites – writing – first name – yes
Arbor – registers – name, address – no
"""


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (SLASHES, ["Tallyhop", "Squiggle Kites", "Harrow Trips Ltd"]),
        (DASHES, ["Tallyhop", "Squiggle Kites", "Arbor"]),
    ],
)
def test_each_line_is_a_row(text, names):
    assert names_in(text) == names


def test_each_part_stands_under_its_own_heading():
    cells = cells_of(SLASHES, "Tallyhop")
    assert (cells["purpose"], cells["data"]) == (["Rowing"], ["name, DOB, email"])
    cells = cells_of(DASHES, "Squiggle Kites")
    assert (cells["purpose"], cells["data"], cells["choice"]) == (["writing"], ["first name"], ["yes"])


def test_a_sentence_with_slashes_heads_no_table():
    assert names_in("We keep name / class / year / form for every child.\n\nHe / she / they may ask.\n") == []
