"""A table with a service at the head of each column is read column by column."""

import pytest

from tests.notices.layouts import cells_of, layout_of, names_in

PIPES = """# Online services we use

|  | Tallyhop | Purple Mash | Nursery Story app |
|---|---|---|---|
| What | times tables | computing | diary |
| From school | name, DOB | first name, class | Nothing since July: it was swapped |
| From home | – | work | - |
| DPIA | March 2024 | March 2024 | - |
"""
SPACES = """Our systems at a glance

                 Arbor                    Tallyhop              Purple Mash
Made by          Arbor Education Ltd      Hopscotch Ltd         2Simple
Used for         registers                times tables          computing
We send          name, DOB, UPN           first name, class     name, class
You can say no   no                       yes                   yes
"""
HTML = """<html><body><h1>Systems we use</h1>
<table><thead><tr><th>&nbsp;</th><th>Arbor</th><th>Tallyhop</th></tr></thead>
<tbody><tr><th>Company</th><td>Arbor Education Ltd</td><td>Hopscotch Ltd</td></tr>
<tr><th>What it has</th><td>name, DOB, UPN</td><td>first name, class</td></tr></tbody></table>
</body></html>"""
WHOSE = """# Who sees what

| | ParentPay | Tapestry |
|---|---|---|
| Pupils | name, class, FSM | first name, photos |
| Parents | name, email, mobile | name, email |
"""


def test_each_head_of_a_column_is_a_row_unless_its_column_says_it_is_over():
    layout = layout_of(PIPES, ".md")
    assert [row.name for row in layout.rows] == ["Tallyhop", "Purple Mash"]
    assert [one.name for one in layout.denied] == ["Nursery Story app"]


@pytest.mark.parametrize(("text", "ending"), [(SPACES, ".txt"), (HTML, ".html")])
def test_the_corner_may_be_blank_or_left_out(text, ending):
    assert names_in(text, ending)[:2] == ["Arbor", "Tallyhop"]
    cells = cells_of(text, "Tallyhop", ending)
    assert cells["provider"] == ["Hopscotch Ltd"]
    assert cells["data"] == ["first name, class"]


def test_what_is_a_purpose_beside_what_comes_from_school():
    cells = cells_of(PIPES, "Purple Mash", ".md")
    assert (cells["purpose"], cells["data"], cells["entered_data"]) == (
        ["computing"],
        ["first name, class"],
        ["work"],
    )


def test_a_kind_of_person_down_the_side_heads_that_persons_data():
    layout = layout_of(WHOSE, ".md")
    told = [layout.text[slice(*cell.spans[0])] for cell in layout.rows[0].cells if cell.label == "data"]
    assert told == ["name, class, FSM", "name, email, mobile"]


def test_a_table_of_years_and_lessons_is_not_turned():
    text = """# Lessons

| Year group | Maths | Reading |
|---|---|---|
| Year 1 | Numbots | Bug Club |
| Year 2 | Tallyhop | Reading Eggs |
"""
    assert "Maths" not in names_in(text, ".md")


def test_a_table_of_partners_and_both_ways_is_not_turned():
    text = """| Partner | School to partner | Partner to school |
|---|---|---|
| Tapestry | name, date of birth | observations |
| Kernshire Council | name, address | attendance |
"""
    assert names_in(text, ".md") == ["Tapestry", "Kernshire Council"]
