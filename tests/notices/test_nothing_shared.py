"""In how many words a school says that a service is sent nothing."""

import pytest

from schoolgate.notices.read import read_notice

CELLS = [
    "none", "Nil", "No data", "0", "Pupils do not log in", "school sends nothing",
    "Used by staff to display only", "No personal information is needed", "No pupil accounts",
    "Children do not have an account",
    "Nothing about pupils is entered", "Staff use only", "Nothing leaves the school", "No individual log-ins",
    "We do not give the website any information", "asks for no personal data", "Anonymous use",
    "for teachers to project", "There is no log-in for pupils: nothing is entered",
]  # fmt: skip
NOT_NOTHING = [
    "no surnames; first name and class", "name; it does not share your data with anyone else",
    "first name, no other data", "staff names only", "name and class; pupils do not need an account",
]  # fmt: skip


def only_row(cell):
    words = (
        f"Service | Purpose | Personal data shared\nSumdog | maths games | {cell}\nArbor | records | name\n"
    )
    return read_notice(words.encode(), "notice.txt").entries[0]


@pytest.mark.parametrize("cell", CELLS)
def test_words_that_say_that_nothing_goes_are_read_so_and_name_no_data(cell):
    row = only_row(cell)
    assert (row.nothing_shared, row.items) == (True, ())


@pytest.mark.parametrize("cell", NOT_NOTHING)
def test_words_that_deny_a_part_leave_the_rest_shared(cell):
    row = only_row(cell)
    assert not row.nothing_shared
    assert row.items


def test_what_a_company_does_not_pass_on_is_not_what_the_school_does_not_send():
    words = "Services\n\nArbor – records: name\nEd Shed – it will not share your data with other companies\n"
    assert [row.nothing_shared for row in read_notice(words.encode(), "notice.txt").entries] == [False, False]
