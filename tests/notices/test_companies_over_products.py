"""A company and what it provides: whose row it is."""

import pytest

from schoolgate.notices.read import read_notice


def read(words):
    return read_notice(words.encode(), "notice.txt").entries


def rows(words):
    return [(entry.name, entry.organisation) for entry in read(words)]


LINES = """Companies that hold data for us

Tollgate Learning Ltd
Service: Spellwright
Data: first name, class

Juniper Education
Services: Sonar Tracker, Pupil Asset
Data: name, date of birth, assessment results
"""

NUMBERED = """Who we share information with

Renaissance Learning
1. Accelerated Reader – pupil name, class, date of birth
2. Star Maths – pupil name, class, date of birth

Kestrel Coaches
1. Home to school transport – pupil name, address

ESS Ltd – SIMS (secondary only) – pupil records. Name, address.
"""

LABELLED = """Our suppliers

Supplier: Larkhall Software Ltd
Products: Larkhall Registers and Larkhall Clubs
What we send: name, class, emergency contact

Supplier: Fairweather Catering Ltd
Product: school meals
What we send: allergy list
"""

UNDER_A_LABEL = """Data processors

Oxford University Press
Products:
- MyMaths (name and class)
- Oxford Reading Buddy (first name, class, reading level)
"""

ONE_LINE = """Organisations

Hodder Education – MARK and Boost – tests. Name, date of birth, results.
Larch Systems Ltd: Larchboard. Purpose: homework. Data shared: name, class, email.
Wren Catering Services: school lunches. Name, allergies.
"""


def test_the_products_below_a_companys_name_are_the_rows():
    assert rows(LINES) == [
        ("Spellwright", "Tollgate Learning Ltd"),
        ("Sonar Tracker", "Juniper Education"),
        ("Pupil Asset", "Juniper Education"),
    ]


def test_a_heading_of_a_company_holds_for_its_numbers_and_no_longer():
    assert rows(NUMBERED) == [
        ("Accelerated Reader", "Renaissance Learning"),
        ("Star Maths", "Renaissance Learning"),
        ("Kestrel Coaches", "Kestrel Coaches"),
        ("SIMS", "ESS Ltd"),
    ]


def test_where_only_what_is_done_is_told_the_company_is_the_row():
    assert rows(LABELLED)[2:] == [("Fairweather Catering Ltd", "Fairweather Catering Ltd")]
    assert read(LABELLED)[2].purposes == ("school meals",)


def test_products_of_one_company_share_what_is_said_of_them():
    first, second = read(LABELLED)[:2]
    assert (first.name, second.name) == ("Larkhall Registers", "Larkhall Clubs")
    assert [item.item for item in first.items] == [item.item for item in second.items]


def test_a_label_between_a_company_and_its_products_names_nobody():
    assert rows(UNDER_A_LABEL) == [
        ("MyMaths", "Oxford University Press"),
        ("Oxford Reading Buddy", "Oxford University Press"),
    ]


def test_a_company_and_its_product_stand_in_one_line():
    assert rows(ONE_LINE) == [
        ("MARK", "Hodder Education"),
        ("Boost", "Hodder Education"),
        ("Larchboard", "Larch Systems Ltd"),
        ("Wren Catering Services", "Wren Catering Services"),
    ]


@pytest.mark.parametrize("heading", ["Online services", "Payroll services", "Photograph services"])
def test_a_kind_of_service_is_nobodys_company(heading):
    assert [entry.organisation for entry in read(f"{heading}: Purple Mash, Arbor")] == [None, None]


WORKS_OF_BODIES = """| Supplier or body | System | Used for | Personal data |
|---|---|---|---|
| Larch Systems Ltd | Larchboard | Registers | Name, class |
| Fenholme Council | Admissions and Transport | Legal duty | Name, address |
| Ofsted | Inspection Visits | Legal duty | Work |
"""


def test_what_a_public_body_does_is_no_product_of_its():
    found = read_notice(WORKS_OF_BODIES.encode(), "notice.md").entries

    assert [entry.name for entry in found] == ["Larchboard", "Fenholme Council", "Ofsted"]


OVER_LISTS = """Larch School

Our providers

Access Education

Services:
1. Larchboard – a record of first aid. Data includes name, date of birth (Privacy Notice)
2. Larchpay – payments. Data includes name

IRIS Software Group (Privacy Notice)

Services:
1. ParentMail – messages. Data shared includes pupil name
"""


def test_a_name_over_a_label_for_its_products_is_their_company():
    assert rows(OVER_LISTS) == [
        ("Larchboard", "Access Education"),
        ("Larchpay", "Access Education"),
        ("ParentMail", "IRIS Software Group"),
    ]


def test_a_department_over_its_services_is_told_things_too():
    page = "Our providers\n\nDepartment for Education\n\nServices:\n1. Get Information – earlier results\n"

    assert "Department for Education" in [name for name, _ in rows(page)]


OWNED = """Thornfield Community College
Who we share students' data with
Reviewed 3 September 2026

Provider: Larchboard
Company: Sparx Limited
Data shared: First name

Provider: CPOMS
Company: Raptor Technologies
Data shared: Full name, UPN

Provider: ParentPay
Data shared: Pupil name
"""


def test_a_provider_over_its_company_is_the_product_and_a_date_is_nobody():
    assert rows(OWNED) == [
        ("Larchboard", "Sparx Limited"),
        ("CPOMS", "Raptor Technologies"),
        ("ParentPay", "ParentPay"),
    ]


@pytest.mark.parametrize("heading", ["Party", "External parties", "Outfit"])
def test_where_the_product_is_a_dash_the_company_before_it_is_the_row(heading):
    page = (
        f"Our trust's third parties\n\n{heading}\tProduct\tUsed for\tData\n"
        "Marlow Software\tArbor\tpupil records\tname, class\n"
        "Harbour Catering Partnership\t-\tlunches\tname, allergies\n"
        "Kestrel Psychology\t\tassessments\tname\n"
    )
    assert [name for name, _ in rows(page)] == ["Arbor", "Harbour Catering Partnership", "Kestrel Psychology"]
