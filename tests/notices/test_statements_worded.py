"""Short and homely ways in which pages say where data lies, what one may ask, and whom."""

import pytest

from schoolgate.notices.read import read_notice


def kinds(words):
    page = f"Who we share data with\n\nSeesaw: name, class.\nArbor: name, class.\n\n{words}\n"
    return {statement.kind for statement in read_notice(page.encode(), "page.txt").statements}


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Enquiries should be directed to the Deputy Head (Academic).", "contact"),
        ("For your rights write to bursar@elm.example or the Information Commissioner's Office.", "contact"),
        ("A person may access, rectify, restrict or object.", "rights"),
        ("The office can show you your child's record and correct it.", "rights"),
        ("Nobody pays us for your data.", "marketing"),
        ("Bands 0 to 2 may be outside the UK; Band 3 is all in the UK.", "storage_region"),
        ("Data is retained until age 25, in Wales or elsewhere in the United Kingdom.", "storage_region"),
        ("If we can't sort it out you can go to the Information Commissioner.", "complaint_route"),
    ],
)
def test_homely_words_say_it_too(said, kind):
    assert kind in kinds(said)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("There is no right to refuse these.", "rights"),
        ("Your child's journey and who sees their data along the way.", "rights"),
        ("Vectare sells bus passes and does not take cash.", "marketing"),
    ],
)
def test_other_words_do_not(said, kind):
    assert kind not in kinds(said)
