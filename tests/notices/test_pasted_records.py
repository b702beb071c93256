"""A table pasted one cell a line, a blank line between its records, keeps its rows whatever they lack."""

import pytest

from tests.notices.layouts import denied_in, layout_of, names_in

PLAIN = """Who we share data with

Processor
What we use it for
Data passed over
How
DPIA done

Squiggle Kites
Record of pupils
Full pupil record
Held in the cloud (UK)
June 2023

Purple Mash
Computing
Name
Year
Class
Nightly from Squiggle Kites
Sept 2022

Tallyhop
Times tables
Name, class
Upload
Sept 2022

Wanderlog
School visits
Name, medical needs

n/a

Penlight
-
Not renewed, account closed
-
-
"""
STRANGE = """Data map for parents

System
Held by
Information about
What is it
Do parents have a choice

Squiggle Kites
Kite Learning Ltd
Pupils, parents
Names
Emails
No

Tallyhop
Hopscotch Ltd
Pupils
Name, class
Yes

Purple Mash
2Simple Ltd
Pupils
Name, class, work
No

Wanderlog
Pupils
Name, need, photo
Yes
"""


def cells_in(text, name, label):
    layout = layout_of(text)
    row = next(row for row in layout.rows if row.name == name)
    return [layout.text[slice(*span)] for cell in row.cells if cell.label == label for span in cell.spans]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (PLAIN, ["Squiggle Kites", "Purple Mash", "Tallyhop", "Wanderlog"]),
        (STRANGE, ["Squiggle Kites", "Tallyhop", "Purple Mash", "Wanderlog"]),
    ],
)
def test_each_record_is_a_row_and_no_cell_of_it_a_name(text, names):
    assert names_in(text) == names


def test_a_record_that_says_its_account_is_closed_is_denied():
    assert denied_in(PLAIN) == ["Penlight"]


def test_a_cell_of_several_lines_is_one_cell():
    assert cells_in(PLAIN, "Purple Mash", "data") == ["Name", "Year", "Class"]
    assert cells_in(PLAIN, "Purple Mash", "via") == ["Nightly from Squiggle Kites"]


def test_a_cell_left_out_moves_no_other():
    assert cells_in(STRANGE, "Wanderlog", "data") == ["Name, need, photo"]
    assert cells_in(STRANGE, "Wanderlog", "provider") == []


def test_whose_data_are_held_is_told_from_which():
    assert cells_in(STRANGE, "Tallyhop", "subjects") == ["Pupils"]
    assert cells_in(STRANGE, "Tallyhop", "provider") == ["Hopscotch Ltd"]
