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


ENTRIES = "".join(
    f"<h3>{name}</h3><p>We send it each child's name and class.</p>"
    for name in ("♥ Tapestry", "♥ Numbots", "♥ Top Marks and CBeebies", "🔒 CPOMS")
)


def read_names(page):
    return [one.name for one in read_notice(page.encode(), "page.html").entries]


def test_a_heart_before_a_name_is_none_of_it():
    found = read_names(f"<h1>Apps we use</h1>{ENTRIES}")
    assert found == ["Tapestry", "Numbots", "Top Marks", "CBeebies", "CPOMS"]


def test_a_section_over_a_paragraph_and_a_list_is_no_name():
    below = "<h2>Office systems</h2><p>You can't opt out of these.</p><ul><li>Arbor: name</li></ul>"
    assert read_names(f"<h1>Apps we use</h1>{ENTRIES}{below}")[-2:] == ["CPOMS", "Arbor"]


def test_a_kind_of_data_over_a_paragraph_is_no_name_and_those_it_names_are():
    below = "<h3>Photographs</h3><p>With your consent we put pictures on our school website.</p>"
    assert read_names(f"<h1>Who we share with</h1>{ENTRIES}{below}")[-2:] == ["CPOMS", "our school website"]
