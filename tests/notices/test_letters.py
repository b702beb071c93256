"""What stands round a notice's words: a letter's greeting and signature, who made the page."""

import pytest

from schoolgate.notices.read import read_notice


def names(words):
    return [row.name for row in read_notice(words.encode(), "notice.txt").entries]


LETTER = """Elmfield Academy
Part of the Beacon Hills Learning Trust
Headteacher: Mrs J Okoro

Dear Parents and Carers,

Apps your child will use this year

We will share your child's name and class with the following:

Sumdog
Purple Mash

If you have a question please call the office.

{farewell}

Mr P Dunn
Assistant Headteacher
Beacon Hills Learning Trust
"""


@pytest.mark.parametrize(
    "farewell", ["Yours sincerely,", "Kind regards", "With best wishes", "Yours faithfully"]
)
def test_who_signs_a_letter_receives_nothing(farewell):
    assert names(LETTER.format(farewell=farewell)) == ["Sumdog", "Purple Mash"]


@pytest.mark.parametrize(
    "line",
    [
        "Prepared by: Ann Fell, School Business Manager",
        "Approved by Governors: March 2026",
        "Author: J Hall",
        "Version 3",
        "Ratified on: 3 May 2026",
        "Member of the Beacon Hills Learning Trust",
    ],
)
def test_who_made_or_approved_the_page_is_no_recipient(line):
    page = f"Data sharing register\n{line}\n\nCompany\nService\nInformation\n\n"
    page += (
        "Civica\nschool meals\nname, class\n\nWonde\ndata transfer\nname, UPN\n\nKooth\ncounselling\nnone\n"
    )
    assert names(page) == ["Civica", "Wonde", "Kooth"]


def test_none_alone_in_a_column_of_information_is_nothing_shared():
    page = "Register\n\nCompany\nService\nInformation\n\n"
    page += "Wonde\ndata transfer\nname, UPN\n\nKooth\ncounselling\nnone\n"
    assert [row.nothing_shared for row in read_notice(page.encode(), "n.txt").entries] == [False, True]
