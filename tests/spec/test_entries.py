"""What is asked of each entry: ENTRY-001 to 005, 008, 012."""

from dataclasses import replace

import pytest

from schoolgate.domain.finding import Severity
from schoolgate.domain.reading import DocumentKind
from schoolgate.domain.vocabulary import ChoiceKind, Kind
from tests.spec.a_notice import asked, notice, quoted, row


def test_a_label_with_nothing_behind_it_is_reported_with_the_label():
    text = "Mathsy\nPurpose: practice\nYear groups enrolled:\nAssessed: May 2026\n"
    entry = row(text, "Mathsy", blanks=("year_groups",), quoted={"year_groups": "Year groups enrolled:"})
    (found,) = asked(notice(text, entry), "ENTRY-001")
    assert quoted([found]) == ["Year groups enrolled:"]
    assert found.message == "Left blank in the notice for Mathsy: year groups."
    assert found.fix == (
        'Fill it in. Blank is not "none" and not "all": nothing is sent on the strength of a blank.'
    )


def test_a_body_of_its_own_owes_no_company_and_no_assessment():
    text = "Service | Company | For | Assessed\nAsh Council |  | School census | \n"
    blanks = ("organisation", "risk_assessed", "storage", "year_groups")
    council = row(text, "Ash Council", blanks=blanks, kind=Kind.AUTHORITY)
    (found,) = asked(notice(text, council), "ENTRY-001")
    assert found.message == "Left blank in the notice for Ash Council: year groups."
    assert asked(notice(text, replace(council, blanks=blanks[:3])), "ENTRY-001") == []


@pytest.mark.parametrize(
    ("words", "items"),
    [
        ("Data shared: all student information", {"all_pupil_data": "all student information"}),
        ("Some information is stored on this system.", None),
        ("Information is shared with Mathsy to send texts.", None),
        ("Data shared: name, class etc.", {"full_name": "name"}),
        ("Data shared: contact details such as e-mail", {"contact_details": "contact details"}),
        ("Data shared: relevant pupil information and name", {"full_name": "name"}),
        ("We share pupils' details for licensing.", None),
    ],
)
def test_a_description_without_a_bound_is_reported(words, items):
    text = f"Mathsy\n{words}\n"
    said = {} if items else {"quoted": {"purposes": words}}
    found = asked(notice(text, row(text, "Mathsy", items=items, **said)), "ENTRY-002")
    assert quoted(found) == [words]


@pytest.mark.parametrize(
    "words",
    [
        "Data shared: name, date of birth",
        "Data shared: name, year group information",
        "Data shared: name. All data protection law is followed",
        "Data shared: names of some pupils",
    ],
)
def test_items_that_are_named_have_a_bound(words):
    text = f"Mathsy\n{words}\n"
    assert asked(notice(text, row(text, "Mathsy", items={"full_name": "name"})), "ENTRY-002") == []


def test_an_open_purpose_is_reported_only_where_it_leaves_open_what_goes():
    text = "Wondle: moves data to others, such as Reado, Mathsy etc.\nSwimmy: trips such as swimming\n"
    rows = [
        row(text, "Wondle", items={}, purposes=("moves data to others, such as Reado, Mathsy etc.",)),
        row(text, "Swimmy", items={"full_name": "Swimmy"}, purposes=("trips such as swimming",)),
    ]
    assert [one.entry for one in asked(notice(text, *rows), "ENTRY-002")] == ["Wondle"]


def test_what_the_law_asks_for_is_bounded_by_the_law():
    text = "DfE: we are required by law to pass certain information about pupils.\n"
    entry = row(text, "DfE", kind=Kind.STATUTORY, quoted={"items": "certain information"})
    assert asked(notice(text, entry), "ENTRY-002") == []


def test_providers_named_without_data_are_reported_once_with_every_name():
    text = "We use these:\nMathsy\nReado\nOur auditors\nThe council\nQuizzo: name and class\n"
    rows = [
        row(text, "Mathsy"),
        row(text, "Reado"),
        row(text, "Our auditors", kind=Kind.PROFESSIONAL),
        row(text, "The council", kind=Kind.AUTHORITY),
        row(text, "Quizzo", items={"full_name": "name", "class": "class"}),
    ]
    (found,) = asked(notice(text, *rows), "ENTRY-003")
    assert quoted([found]) == ["Mathsy", "Reado"]
    assert found.entries == ("Mathsy", "Reado")
    assert found.message == "Named without the data they are given: Mathsy and Reado."


def test_a_provider_that_is_given_nothing_needs_no_data_named():
    text = "Mathsy: no data is shared\n"
    assert asked(notice(text, row(text, "Mathsy", nothing_shared=True)), "ENTRY-003") == []


TWICE = """Parents opt in to these.
Drivo
Purpose: file storage
There is no opting out of these.
Drivo for staff
Purpose: {purpose}
"""


def twice(purpose, second=ChoiceKind.NONE):
    text = TWICE.format(purpose=purpose)
    first = row(
        text,
        "Drivo",
        canonical="Google Classroom",
        purposes=("file storage",),
        choice=ChoiceKind.PERMISSION,
        quoted={"choice": "Parents opt in to these."},
    )
    last = row(
        text,
        "Drivo for staff",
        canonical="Google Classroom",
        purposes=(purpose,),
        choice=second,
        quoted={"choice": "There is no opting out of these."},
    )
    return notice(text, first, last)


def test_one_provider_with_and_without_a_choice_is_a_contradiction():
    (found,) = asked(twice("file storage and e-mail"), "ENTRY-004")
    assert found.severity is Severity.HIGH
    assert quoted([found])[0] == "Parents opt in to these."
    assert "There is no opting out of these." in quoted([found])
    assert found.message == "Drivo is listed once as the family's choice and once as having no opt-out."


def test_two_purposes_may_each_have_their_own_rule():
    assert [one.severity for one in asked(twice("payroll"), "ENTRY-004")] == [Severity.QUESTION]


def test_one_provider_under_one_rule_twice_is_no_contradiction():
    assert asked(twice("file storage", second=ChoiceKind.CONSENT), "ENTRY-004") == []


def test_one_company_under_several_names_is_reported():
    text = "Bug Club: names\nActive Learn Primary: names\nPearson Ed: names\nSumdog: names\n"
    names = ("Bug Club", "Active Learn Primary", "Pearson Ed", "Sumdog")
    (found,) = asked(notice(text, *(row(text, name) for name in names)), "ENTRY-005")
    assert quoted([found]) == ["Bug Club", "Active Learn Primary", "Pearson Ed"]
    assert found.message == (
        "Bug Club, Active Learn Primary and Pearson Ed are all Pearson: one company under several names."
    )


def test_products_under_their_company_are_not_confused():
    text = "Bug Club (Pearson): names\nActive Learn Primary (Pearson): names\n"
    names = ("Bug Club", "Active Learn Primary")
    rows = (row(text, name, organisation="Pearson") for name in names)
    assert asked(notice(text, *rows), "ENTRY-005") == []


def test_a_product_in_the_place_where_others_name_a_company_is_reported():
    text = "Provider: Maths Circle Ltd, NumBots\nProvider: Foundation Ltd, Tapestry\nProvider: Office 365\n"
    rows = [
        row(text, "NumBots", organisation="Maths Circle Ltd"),
        row(text, "Tapestry", organisation="Foundation Ltd"),
        row(text, "Office 365"),
    ]
    (found,) = asked(notice(text, *rows), "ENTRY-005")
    assert found.message == (
        "Office 365 is a product, and stands where the others' company does. The company is Microsoft."
    )


@pytest.mark.parametrize(
    ("words", "severity", "quote"),
    [
        ("Website: <http://mathsy.example>", Severity.LOW, "Website: <http://mathsy.example>"),
        ("Data: name (Privacy Notice)", Severity.QUESTION, "(Privacy Notice)"),
        ("Data: name ([Privacy Policy](#))", Severity.LOW, "[Privacy Policy](#)"),
        (
            "See the Department's web page on research data.",
            Severity.QUESTION,
            "See the Department's web page",
        ),
    ],
)
def test_a_link_that_cannot_be_followed_is_reported(words, severity, quote):
    text = f"Mathsy\n{words}\n"
    site = "http://mathsy.example" if "http:" in words else None
    (found,) = asked(notice(text, row(text, "Mathsy", website=site)), "ENTRY-008")
    assert found.severity is severity
    assert quoted([found]) == [quote]


@pytest.mark.parametrize(
    "words",
    [
        "Website: <https://mathsy.example>",
        "Data: name ([Privacy Notice](https://mathsy.example/privacy))",
        "Please visit the following website:\n\nhttps://www.gov.uk/data",
        "See our web site www.mathsy.example for more.",
    ],
)
def test_a_link_with_its_address_is_not_reported(words):
    text = f"Mathsy\n{words}\n"
    site = "https://mathsy.example" if "Website" in words else None
    assert asked(notice(text, row(text, "Mathsy", website=site)), "ENTRY-008") == []


def test_a_missing_link_is_asked_about_where_the_others_have_one():
    text = "Mathsy\nReado\nQuizzo\n"
    rows = [row(text, name, privacy_notice_linked=name != "Quizzo") for name in ("Mathsy", "Reado", "Quizzo")]
    (found,) = asked(notice(text, *rows), "ENTRY-008")
    assert found.absent
    assert found.message == "Other providers' privacy notices are linked; none is for: Quizzo."


def test_a_nickname_is_reported_with_the_name_meant():
    text = "DoJo\nTime Table Rock Stars\nTT Rockstars\nSomething New\n"
    names = ("DoJo", "Time Table Rock Stars", "TT Rockstars", "Something New")
    reading = notice(text, *(row(text, name) for name in names), kind=DocumentKind.EXTRACT)
    found = asked(reading, "ENTRY-012")
    assert quoted(found) == ["DoJo", "Time Table Rock Stars"]
    assert found[0].message == '"DoJo" is a nickname or misspelling: ClassDojo seems to be meant.'


def test_a_slip_of_the_pen_is_reported_and_words_about_a_name_are_not():
    text = "Accelerated Reeder\nNessy Learning\nBug Club (online books)\n"
    rows = [
        row(text, "Accelerated Reeder", canonical="Accelerated Reader"),
        row(text, "Nessy Learning", canonical="Nessy"),
        row(text, "Bug Club (online books)", canonical="Bug Club"),
    ]
    assert quoted(asked(notice(text, *rows), "ENTRY-012")) == ["Accelerated Reeder"]
