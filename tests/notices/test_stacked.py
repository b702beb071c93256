"""A table pasted one cell a line keeps its rows, whatever its last headings are."""

import pytest

from tests.notices.layouts import denied_in, layout_of, names_in

HEADS = ["App", "What it is for", "What we share", "Agreed by parents"]
ROWS = [
    ["Purple Mash", "Computing lessons", "First name, class", "No"],
    ["Squiggle Kites", "Story writing", "First name", "Yes"],
    ["Zippy Lunches", "Ordering of meals", "Name, class,\nallergies", "No"],
]
NAMES = ["Purple Mash", "Squiggle Kites", "Zippy Lunches"]


def page_of(rows, between="\n"):
    return between.join(["Apps that we use", *HEADS, *(cell for row in rows for cell in row)]) + "\n"


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_each_row_keeps_its_name_under_a_heading_that_nobody_taught_us(between):
    assert names_in(page_of(ROWS, between)) == NAMES


def test_headings_that_come_again_begin_no_row():
    assert names_in(page_of([*ROWS[:2], HEADS, *ROWS[2:]])) == NAMES


def test_a_row_that_lacks_a_cell_takes_none_from_the_next():
    short = ["Squiggle Kites", "First name", "Yes"]
    assert names_in(page_of([ROWS[0], short, ROWS[2]], "\n\n")) == NAMES


def test_a_dash_alone_on_its_line_is_a_cell():
    dashed = ["Squiggle Kites", "–", "None", "–"]
    assert names_in(page_of([ROWS[0], dashed, ROWS[2]])) == NAMES


def test_a_second_table_of_what_was_removed_names_nobody():
    page = page_of(ROWS) + "\nRemoved since last year\n\nApp\nReason\nEdmodo\nSite closed\n"
    assert names_in(page) == NAMES
    assert denied_in(page) == ["Edmodo"]


def test_sentences_below_the_rows_are_no_cells():
    page = page_of(ROWS, "\n\n") + "\nLast edited: the office, 6 January\nTop of the page\n"
    assert [row.name for row in layout_of(page).rows] == NAMES


def test_a_row_of_a_service_that_is_over_breaks_no_table():
    over = ["Squiggle Kites", "Story writing", "DECOMMISSIONED in July, now deleted", "-"]
    page = page_of([ROWS[0], over, ROWS[2]])
    assert names_in(page) == ["Purple Mash", "Zippy Lunches"]
    assert denied_in(page) == ["Squiggle Kites"]


@pytest.mark.parametrize(
    "name", ["Medigold Health", "SISRA Analytics / Juniper Education", "Fenwold Sight and Hearing"]
)
def test_a_name_with_a_word_for_data_in_it_is_a_name(name):
    assert names_in(page_of([ROWS[0], [name, *ROWS[1][1:]], ROWS[2]]))[1].startswith(name.split(" / ")[0])
