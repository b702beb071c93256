"""Entries without labels: paragraphs that begin with a name, names over lines of data."""

from schoolgate.notices.read import read_notice

PARAGRAPHS = """Elm Nursery

How we look after information

Seesaw. Each child has a journal. We put photographs in it.

Brindle Money (Ledgerly). For snack and trips. It has your child's name and your mobile number.

CPOMS. Concerns about a child are written in it by staff.

Puddle Lane Lunches bring the dinners. We tell them first names.

Tapestry. We used this before Seesaw. The account was closed in 2024.

Records are kept until a child leaves.
"""
TWO_LANGUAGES = """Rhannu Data / Data Sharing

Gyrfa Cymru / Careers Wales
Enw, cyfeiriad
Name, address

ParentPay
Enw, dosbarth
Name, class

CBAC / WJEC
Enw, dyddiad geni
Name, date of birth

MyConcern
Pryderon diogelu
Safeguarding concerns
"""


def read(text):
    return {
        one.name: {item.item for item in one.items} for one in read_notice(text.encode(), "n.txt").entries
    }


def test_paragraph_after_paragraph_that_begins_with_a_name_is_about_it():
    found = read(PARAGRAPHS)
    assert set(found) == {"Seesaw", "Brindle Money", "CPOMS", "Puddle Lane Lunches"}
    assert found["Seesaw"] == {"photo"}
    assert found["Brindle Money"] >= {"full_name", "contact_phone"}


def test_a_name_over_its_data_in_two_languages_is_one_recipient():
    found = read(TWO_LANGUAGES)
    assert set(found) == {"Gyrfa Cymru / Careers Wales", "ParentPay", "CBAC / WJEC", "MyConcern"}
    assert found["ParentPay"] == {"full_name", "class"}
