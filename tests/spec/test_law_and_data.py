"""What is asked of bases, special data, items sent and transfers: LAW, MIN, XFER."""

from dataclasses import replace
from datetime import date

import pytest

from schoolgate.domain.finding import Severity
from schoolgate.domain.reading import DocumentKind
from schoolgate.domain.vocabulary import Flow, Kind, SchoolType, Subject
from tests.spec.a_notice import SCHOOL, asked, notice, quoted, row, statement

FULL = DocumentKind.PRIVACY_NOTICE


def test_a_contract_is_no_basis_for_a_state_schools_pupils():
    text = "We use pupil information under Article 6(1)b of the UK GDPR.\n"
    (found,) = asked(notice(text, kind=FULL), "LAW-002")
    assert found.severity is Severity.HIGH
    assert quoted([found]) == [text.strip()]
    assert found.message == "A contract, Article 6(1)(b), is given as the basis for pupils' data."


def test_an_independent_school_may_have_a_contract_with_its_families():
    text = "We use pupil information under Article 6(1)(b).\n"
    independent = replace(SCHOOL, type=SchoolType.INDEPENDENT)
    assert asked(notice(text, kind=FULL), "LAW-002", school=independent) == []


@pytest.mark.parametrize("kind", [None, SchoolType.NURSERY, SchoolType.SPECIAL])
def test_where_the_type_does_not_say_who_runs_it_a_person_is_asked(kind):
    text = "We use pupil information under Article 6(1)(b).\n"
    (found,) = asked(notice(text, kind=FULL), "LAW-002", school=replace(SCHOOL, type=kind))
    assert found.severity is Severity.QUESTION


def test_staff_have_a_contract():
    text = "EduPay: payroll | Basis: Contract\nFor employees we rely on Article 6(1)(b).\n"
    entry = row(text, "EduPay", basis="Contract", subjects=(Subject.STAFF,))
    assert asked(notice(text, entry), "LAW-002") == []


def test_an_entry_about_pupils_on_a_contract_is_reported():
    text = "Mathsy\nBasis: Contract\n"
    (found,) = asked(notice(text, row(text, "Mathsy", basis="Contract")), "LAW-002")
    assert quoted([found]) == ["Basis: Contract"]
    assert found.message == "A contract is given as the basis for Mathsy, which is about pupils."


def medical(text, **said):
    return row(text, "Swimmy", items={"medical": "medical needs"}, **said)


def test_health_data_without_a_condition_is_a_breach_of_a_full_notice_and_a_question_on_a_list():
    text = "Swimmy\nData shared: name, medical needs\n"
    (found,) = asked(notice(text, medical(text), kind=FULL), "LAW-005")
    assert found.severity is Severity.HIGH
    assert quoted([found]) == ["Data shared: name, medical needs"]
    assert found.message == (
        "Swimmy is given special category data (data concerning health), and no Article 9 condition is given."
    )
    (asks,) = asked(notice(text, medical(text)), "LAW-005")
    assert asks.severity is Severity.QUESTION


def test_a_condition_beside_the_entry_or_on_the_page_settles_it():
    text = "Swimmy\nData shared: medical needs\nCondition: Article 9(2)(h)\n"
    assert asked(notice(text, medical(text, condition="Article 9(2)(h)"), kind=FULL), "LAW-005") == []
    text = "For health data we rely on Article 9(2)(g).\nSwimmy\nData shared: medical needs\n"
    assert asked(notice(text, medical(text), kind=FULL), "LAW-005") == []


def test_where_some_entries_have_a_condition_one_without_is_reported():
    text = "Swimmy\nData: medical needs\nCondition: Article 9(2)(h)\nNursy\nData: allergies\n"
    rows = [
        medical(text, condition="Article 9(2)(h)"),
        row(text, "Nursy", items={"medical": "allergies"}),
    ]
    assert [one.entry for one in asked(notice(text, *rows, kind=FULL), "LAW-005")] == ["Nursy"]


@pytest.mark.parametrize(
    ("purpose", "is_asked"),
    [
        ("Speech and Language Therapy", True),
        ("recording child protection concerns", True),
        ("Support for pupils with SEN", True),
        ("a system to send messages home", False),
        ("signing visitors in for safeguarding reasons", False),
        ("health and safety audits", False),
    ],
)
def test_a_purpose_that_says_something_of_a_childs_health_is_asked_about(purpose, is_asked):
    text = f"Talky\nPurpose: {purpose}\nData shared: name\n"
    entry = row(text, "Talky", items={"full_name": "name"}, purposes=(purpose,))
    found = asked(notice(text, entry, kind=FULL), "LAW-005")
    assert quoted(found) == ([f"Purpose: {purpose}"] if is_asked else [])
    assert {one.severity for one in found} <= {Severity.QUESTION}


def test_nationality_and_free_meals_are_not_special():
    text = "Reado\nData shared: nationality, free school meals\n"
    items = {"nationality": "nationality", "eligibility_fsm": "free school meals"}
    assert asked(notice(text, row(text, "Reado", items=items), kind=FULL), "LAW-005") == []


def test_what_a_full_notice_collects_needs_its_condition_too():
    text = "We collect:\nCharacteristics (such as ethnicity, language)\nWe hold no biometric data.\n"
    (found,) = asked(notice(text, kind=FULL), "LAW-005")
    assert quoted([found]) == ["Characteristics (such as ethnicity, language)"]
    assert asked(notice(text), "LAW-005") == []


@pytest.mark.parametrize(
    ("words", "is_raised"),
    [
        ("We act under the General Data Protection Regulations.", True),
        ("We comply with GDPR.", True),
        ("We act under the UK GDPR. Under GDPR you have rights.", False),
        ("The UK General Data Protection Regulation (GDPR) applies.", False),
        ("Write to gdpr@school.example or see https://school.example/gdpr.", False),
        ("Our system is GDPR in Schools.", False),
        ("The EU GDPR holds in Ireland.", False),
    ],
)
def test_the_law_is_called_by_its_name(words, is_raised):
    assert bool(asked(notice(f"{words}\n"), "LAW-008")) is is_raised


def test_the_laws_old_name_was_right_in_its_day():
    assert asked(notice("We comply with GDPR.\n"), "LAW-008", on=date(2020, 12, 31)) == []


APP = "{name}\nPurpose: times tables\nData shared: name, {item}\n"


def app(name, item, words, **said):
    text = APP.format(name=name, item=words)
    entry = row(text, name, items={"full_name": "name", item: words}, purposes=("times tables",), **said)
    return notice(text, entry)


@pytest.mark.parametrize(("check", "item", "words"), [
    ("MIN-002", "upn", "UPN"),
    ("MIN-003", "date_of_birth", "DOB"),
])  # fmt: skip
def test_a_teaching_app_is_sent_neither_upn_nor_full_birthday(check, item, words):
    (found,) = asked(app("Times Tables Rock Stars", item, words), check)
    assert found.severity is not Severity.QUESTION
    assert quoted([found]) == [f"Data shared: name, {words}"]
    assert asked(app("CPOMS", item, words), check) == []
    (unknown,) = asked(app("Tably", item, words), check)
    assert unknown.severity is Severity.QUESTION


def test_the_words_say_which_item_an_app_is_sent():
    (upn,) = asked(app("Times Tables Rock Stars", "upn", "UPN"), "MIN-002")
    (born,) = asked(app("Times Tables Rock Stars", "date_of_birth", "DOB"), "MIN-003")
    assert upn.message == "Times Tables Rock Stars, a teaching app, is sent the UPN."
    assert born.message == "Times Tables Rock Stars, a teaching app, is sent the full date of birth."


def test_month_and_year_of_birth_are_not_the_full_date():
    assert asked(app("Times Tables Rock Stars", "date_of_birth", "month and year of birth"), "MIN-003") == []


def test_a_upn_that_is_not_sent_is_not_reported():
    assert asked(app("Times Tables Rock Stars", "upn", "UPN", flow=Flow.DENIED), "MIN-002") == []


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ({"organisation": "Tably Learning Inc"}, "Provider: Tably Learning Inc"),
        ({"storage": "Stored in the USA"}, "Stored in the USA"),
    ],
)
def test_a_provider_abroad_without_a_footing_is_reported(said, quote):
    text = "Tably\nProvider: Tably Learning Inc\nStored in the USA\n"
    (found,) = asked(notice(text, row(text, "Tably", **said), kind=FULL), "XFER-001")
    assert found.severity is Severity.HIGH
    assert quoted([found]) == [quote]
    (asks,) = asked(notice(text, row(text, "Tably", **said)), "XFER-001")
    assert asks.severity is Severity.QUESTION


def test_a_service_known_to_be_american_is_reported_by_its_name():
    text = "Scratch\nData shared: name\n"
    (found,) = asked(notice(text, row(text, "Scratch"), kind=FULL), "XFER-001")
    assert quoted([found]) == ["Scratch"]
    assert found.message == ("Scratch is established in the United States, and no transfer footing is given.")


@pytest.mark.parametrize(
    ("transfer", "on", "is_raised"),
    [
        ("under the UK-US data bridge", date(2026, 11, 22), False),
        ("under the UK-US data bridge", date(2023, 10, 11), True),
        ("under the IDTA", date(2026, 11, 22), False),
        ("under the Privacy Shield", date(2026, 11, 22), True),
        ("under the Privacy Shield", date(2019, 1, 1), False),
    ],
)
def test_a_footing_counts_while_it_holds(transfer, on, is_raised):
    text = f"Scratch\nTransfers: {transfer}\n"
    found = asked(notice(text, row(text, "Scratch", transfer=transfer), kind=FULL), "XFER-001", on=on)
    assert bool(found) is is_raised


@pytest.mark.parametrize("storage", ["Ireland", "United Kingdom", "never outside the UK", "not in the USA"])
def test_data_kept_at_home_or_where_it_is_adequate_is_not_reported(storage):
    text = f"Tably\nStored: {storage}\n"
    assert asked(notice(text, row(text, "Tably", storage=storage), kind=FULL), "XFER-001") == []


def test_a_footing_given_for_all_counts_for_each():
    text = "Where data leaves the UK, the UK Addendum is in place.\nScratch\n"
    said = (statement(text, "storage_region", "Where data leaves the UK, the UK Addendum is in place."),)
    reading = notice(text, row(text, "Scratch"), kind=FULL, statements=said)
    assert asked(reading, "XFER-001") == []


def test_the_public_are_not_a_provider_abroad():
    text = "Social page\nProvider: Pages Inc\n"
    entry = row(text, "Social page", organisation="Pages Inc", kind=Kind.PUBLIC)
    assert asked(notice(text, entry, kind=FULL), "XFER-001") == []
