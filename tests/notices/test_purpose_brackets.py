"""Lines that tell what for, and in brackets by whom."""

import pytest

from schoolgate.notices.read import read_notice

LINES = """Hillcrest Primary School
What we do, and with which system

{}
"""
SAID = (
    ("Class reading", "Giglets", "first name, class"),
    ("Maths at home", "Numbots", "name, class"),
    ("Paying for dinners", "Scopay, from Tucasi", "pupil name, balance"),
    ("Taking photographs", "Ffocws Ffoto Cyf", "name, class list"),
)


def read(page):
    return {one.name: one for one in read_notice(page.encode(), "notice.txt").entries}


@pytest.mark.parametrize(
    "line", ["{} [{}]: {}", "- {} {{{}}} {}", "{} ({}): {}", "To help with {} [{}] - {}"]
)
def test_the_brackets_hold_the_name_and_the_words_before_them_the_purpose(line):
    page = LINES.format("\n".join(line.format(*said) for said in SAID))
    found = read(page)
    assert [*found] == ["Giglets", "Numbots", "Scopay", "Ffocws Ffoto Cyf"]
    assert "Class reading" in found["Giglets"].purposes[0]
    assert {item.item for item in found["Giglets"].items} == {"first_name", "class"}


def test_brackets_may_hold_several_names_or_the_owner_of_the_one():
    page = LINES.format(
        "Exams [WJEC, OCR, Agored Cymru]: name, date of birth\n"
        "Keeping pupils safe [MyConcern, The Safeguarding Company]: name\n"
        "Taking money [CivicaPay until December 2025, now sQuid]: name, class\n"
        "Telling parents things [Schoop]: nothing, you choose your classes in the app\n"
    )
    found = read(page)
    assert [*found] == ["WJEC", "OCR", "Agored Cymru", "MyConcern", "sQuid", "Schoop"]
    assert found["MyConcern"].organisation == "The Safeguarding Company"
    assert found["Schoop"].nothing_shared


def test_names_with_their_makers_in_brackets_are_no_purposes():
    page = LINES.format(
        "CPOMS (Raptor): name\nTapestry (Foundation Stage Forum): name\nParentPay (ParentPay Ltd): class\n"
    )
    assert [*read(page)] == ["CPOMS", "Tapestry", "ParentPay"]
