"""What a page says of its sharing at large, in many wordings."""

import pytest

from schoolgate.notices.read import read_notice


def kinds(words):
    page = f"Who we share data with\n\nArbor: name, class\n\nMore about this\n\n{words}\n"
    return {one.kind for one in read_notice(page.encode(), "page.txt").statements}


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("You may ask us at any time to show you, correct or delete what we hold.", "rights"),
        ("You may see your child's file any time; ask Mrs McCreesh.", "rights"),
        ("Write to the Bursar for a copy of what we hold, or to put it right.", "rights"),
        ("None of them may use what they hold to advertise to you.", "marketing"),
        ("Nobody on this page may market to pupils.", "marketing"),
        ("Both firms keep their data in London.", "storage_region"),
        ("Soundtrap keeps its recordings in Sweden.", "storage_region"),
        ("Pupil progress records: 5 years from the date of leaving.", "retention"),
        ("Pictures on the website come down when your child leaves.", "retention"),
        ("Still unhappy? ico.org.uk", "complaint_route"),
        ("Don't want your child on Pobble? Tell Mr Idowu and he will find another way.", "consent_policy"),
        ("You do not have to agree to these. Tick, sign and return.", "consent_policy"),
        ("A star means you choose.", "consent_policy"),
        ("Where the basis is consent you may withdraw it by writing to the Bursar.", "consent_policy"),
    ],
)
def test_a_page_says_it(said, kind):
    assert kind in kinds(said)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Who else sees your child's information?", "rights"),
        ("Trutex sells uniform; we have no part in it.", "marketing"),
        ("For guidance on data protection see ico.org.uk.", "complaint_route"),
        ("You can complain to the ICO's Scotland office.", "storage_region"),
    ],
)
def test_a_page_does_not_say_it(said, kind):
    assert kind not in kinds(said)
