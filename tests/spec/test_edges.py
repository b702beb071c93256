"""Where each of the newer questions begins and ends: words that are near the line, on both sides of it."""

from dataclasses import replace
from datetime import date

import pytest

from schoolgate.checks import retention, run
from schoolgate.checks.integrator import CATEGORY
from schoolgate.domain.catalogue import load_catalogue
from schoolgate.domain.finding import Severity
from schoolgate.domain.reading import DocumentKind
from schoolgate.domain.vocabulary import Nation, SchoolType
from tests.spec.a_notice import SCHOOL
from tests.spec.a_register import AGREEMENT
from tests.spec.story import notice, register

FULL = DocumentKind.PRIVACY_NOTICE


def found(told, check):
    return [one for one in run(told.subject) if one.check == check]


def entry(**labels):
    said = {"Purpose": "maths practice", "Data shared": "first name", "Risk assessment date": "May 2026"}
    said |= {key.replace("_", " "): value for key, value in labels.items()}
    return notice("Mathsy\n" + "".join(f"{key}: {value}\n" for key, value in said.items()))


@pytest.mark.parametrize(
    ("on", "cited"),
    [
        (date(2016, 6, 1), "Data Protection Act 1998, third principle"),
        (date(2019, 6, 1), "GDPR Art 5(1)(c)"),
        (date(2026, 11, 22), "UK GDPR Art 5(1)(c)"),
    ],
)
def test_a_number_sent_to_an_app_is_judged_by_the_law_of_the_day(on, cited):
    (one,) = found(register({"clause.1.items": "first_name:sent; upn:sent"}, on=on), "MIN-002")
    assert one.citation.startswith(cited)
    assert one.url.startswith("https://")


@pytest.mark.parametrize(
    ("on", "cited"),
    [
        (date(2025, 6, 1), "UK GDPR Arts 44 to 46"),
        (date(2026, 2, 5), "UK GDPR Arts 44A to 46 (Data (Use and Access) Act 2025, s.85)"),
    ],
)
def test_a_transfer_is_judged_by_the_test_of_the_day(on, cited):
    abroad = {"service": "Seesaw", "recipient": "Seesaw Learning, Inc.", "storage": "United States"}
    (one,) = found(register(abroad, on=on), "XFER-001")
    assert one.citation.startswith(cited)


def test_before_the_gdpr_no_notice_had_to_name_its_basis_or_its_officer():
    told = notice("We share names with Mathsy.\n", on=date(2017, 1, 1), kind=FULL)
    asked = {one.check for one in run(told.subject)}
    assert asked.isdisjoint({"LAW-001", "PN-001", "PN-003", "PN-010", "RET-001", "LAW-007"})


@pytest.mark.parametrize(
    ("words", "nation"),
    [
        ("Ofsted may see our records.", Nation.ENGLAND),
        ("Pupils log in with Hwb.", Nation.WALES),
        ("Records are kept in SEEMiS.", Nation.SCOTLAND),
        ("We log in through C2k.", Nation.NORTHERN_IRELAND),
        ("Ofsted and Estyn may see our records.", None),
        ("We look after data.", None),
    ],
)
def test_a_document_that_names_one_nations_own_bodies_is_that_nations(words, nation):
    assert notice(words, school=None).subject.nation() is nation


def test_what_the_school_records_stands_over_what_its_notice_names():
    belfast = replace(SCHOOL, nation=Nation.NORTHERN_IRELAND)
    assert notice("Ofsted may see our records.", school=belfast).subject.nation() is Nation.NORTHERN_IRELAND


@pytest.mark.parametrize("years", ["All", "Y2 - Y6", "R", "Nursery to Year 2", "KS2", "P1 to P7", "7-11"])
def test_years_that_can_be_worked_out_are_not_asked_about(years):
    assert found(entry(Year_groups=years), "ENTRY-007") == []


@pytest.mark.parametrize("years", ["EYFS", "Selected students", "Where needed"])
def test_years_that_nobody_could_work_out_are_reported(years):
    (one,) = found(entry(Year_groups=years), "ENTRY-007")
    assert one.message == "Which pupils Mathsy is for cannot be worked out from these words."


def test_a_fingerprint_that_is_said_not_to_be_taken_needs_no_consent():
    for words in (
        "We do not use fingerprints.",
        "Is it true that you take fingerprints?\nNo. We never have.",
        "Q. Is it true that you use facial recognition?\nA. No. We decided against it.",
        "Our photographs are not biometric data.",
    ):
        assert found(notice(f"{words}\n", kind=FULL), "LAW-010") == []


def test_biometrics_are_a_law_of_england_and_wales():
    belfast = replace(SCHOOL, nation=Nation.NORTHERN_IRELAND)
    assert found(notice("The canteen takes fingerprints.\n", school=belfast, kind=FULL), "LAW-010") == []


def test_a_register_with_biometrics_needs_its_own_consent_and_another_way():
    (one,) = found(register({"clause.1.items": "biometric:sent"}), "LAW-010")
    assert one.severity is Severity.CRITICAL
    assert one.message == (
        "Times Tables Rock Stars takes biometric data, and the register does not hold "
        "a biometric consent and an alternative for it."
    )
    fit = {"clause.1.basis": "6(1)(a)", "clause.1.choice": "biometric", "clause.1.alternative": "a card"}
    assert found(register({"clause.1.items": "biometric:sent"} | fit), "LAW-010") == []


@pytest.mark.parametrize(
    "words",
    [
        "We share data unless we are required by law to keep it.",
        "The Education Act 1996 says that we are required by law to send the census.",
        "Basis: legal obligation, Article 6(1)(c)",
    ],
)
def test_a_law_that_is_named_or_only_supposed_is_no_bare_claim(words):
    assert found(notice(f"{words}\n"), "LAW-006") == []


def test_legitimate_interests_are_for_others_than_state_schools():
    independent = replace(SCHOOL, type=SchoolType.INDEPENDENT)
    assert found(notice("We rely on legitimate interests.\n", school=independent), "LAW-009") == []
    (one,) = found(notice("We rely on legitimate interests.\n"), "LAW-009")
    assert one.severity is Severity.QUESTION
    assert found(notice("We do not rely on legitimate interests.\n"), "LAW-009") == []


def test_disuse_is_held_to_the_service_it_names():
    words = "Payments are taken by ParentPay: name and class.\nSquid is no longer used.\n"
    assert [one.entry for one in found(notice(words), "ENTRY-011") if one.entry == "ParentPay"] == []


def test_the_educational_record_is_a_right_at_maintained_schools():
    academy = replace(SCHOOL, type=SchoolType.ACADEMY)
    words = "You may see the educational record within 15 school days.\n"
    (one,) = found(notice(words, school=academy), "PN-004")
    assert one.message == ("The educational record is offered, which is a right at maintained schools only.")
    assert found(notice(words), "PN-004") == []


@pytest.mark.parametrize("kind", [SchoolType.NURSERY, SchoolType.INDEPENDENT])
def test_daily_attendance_is_not_asked_of_those_outside_the_duty(kind):
    told = notice("We share the school census.\n", school=replace(SCHOOL, type=kind), kind=FULL)
    assert found(told, "PN-007") == []


def test_the_rights_that_are_missing_are_named():
    (one,) = found(notice("You have the right to access and to complain.\n", kind=FULL), "PN-003")
    assert one.message == (
        "Rights are named, but not rectification, restriction, objection and automated decisions."
    )


@pytest.mark.parametrize(
    "words", ["not to be judged by a computer alone", "ask us not to decide by machine alone", "profiling"]
)
def test_the_right_against_automated_decisions_goes_by_plain_words_too(words):
    said = f"You have the right to access, rectification, restriction, objection, {words}, and to complain.\n"
    assert found(notice(said, kind=FULL), "PN-003") == []


def test_names_alone_may_be_first_names_and_are_asked_about():
    said = "Data shared: {}\nPurpose: times tables\nYear groups: Y2\nRisk assessment date: May 2026\n"
    (asks,) = found(notice("Times Tables Rock Stars\n" + said.format("names")), "MIN-008")
    (knows,) = found(notice("Times Tables Rock Stars\n" + said.format("full name")), "MIN-008")
    assert (asks.severity, knows.severity) == (Severity.QUESTION, Severity.MEDIUM)


def test_several_sensitive_items_are_one_finding_with_one_fix():
    (one,) = found(register({"clause.1.items": "first_name:sent; gender:sent; ethnicity:sent"}), "MIN-005")
    assert one.message == "Times Tables Rock Stars, a teaching app, is sent sex or gender and ethnicity."
    assert one.remedy.says == "Send sex or gender and ethnicity no longer."
    assert one.remedy.sets == (("item.gender.dropped", "yes"), ("item.ethnicity.dropped", "yes"))


def test_an_integrator_that_nothing_comes_through_is_asked_about():
    told = register(agreement=replace(AGREEMENT, service="Wonde", canonical="Wonde"))
    (one,) = found(told, "ENTRY-009")
    assert one.severity is Severity.QUESTION
    assert one.message == ("Which services does Wonde pass data on to? None is said to come through it.")


def test_a_marketing_promise_with_contracts_behind_it_stands():
    assert found(notice("Under our contracts they may never use it for marketing.\n"), "PN-011") == []


def test_the_catalogue_knows_which_services_pass_data_on():
    assert CATEGORY in {service.category for service in load_catalogue()}


@pytest.mark.parametrize(
    ("values", "check", "name"),
    [
        ({"service": "DoJo"}, "ENTRY-012", "ClassDojo"),
        ({"service": "Twitter"}, "NAME-001", "X (Twitter)"),
        ({"service": "Department of Education"}, "NAME-003", "Department for Education"),
    ],
)
def test_a_wrong_name_in_the_register_can_be_put_right_at_a_word(values, check, name):
    known_as = replace(AGREEMENT, canonical=None)
    (one,) = found(register(values, agreement=known_as), check)
    assert one.remedy.sets == (("service", name),)
    assert found(register({"service": name}, agreement=known_as), check) == []


def test_the_act_of_1998_is_the_law_no_longer():
    (one,) = found(notice("Our basis is the Data Protection Act 1998.\n"), "LAW-007")
    assert one.message == (
        "The Data Protection Act 1998 is named as the law; it was repealed on 25 May 2018."
    )
    assert found(notice("This replaced the Data Protection Act 1998.\n"), "LAW-007") == []


def test_a_choice_to_be_told_of_later_is_not_told():
    words = "Most pupil information is mandatory; we will tell you where you have a choice.\n"
    assert [one.severity for one in found(notice(words), "PN-009")] == [Severity.LOW]


def test_a_pre_school_whose_type_nobody_recorded_is_not_asked_for_attendance():
    words = "Little Otters Pre-school\n\nOfsted may see our records.\n"
    assert found(notice(words, school=None, kind=FULL), "PN-007") == []


@pytest.mark.parametrize(
    "words",
    [
        "C2k\nPurpose: our school system\nData shared: full name, UPN\n",
        "Pearson\nPurpose: entering candidates for exams\nData shared: full name, UPN, gender\n",
        "Hwb\nPurpose: logging in\nData shared: full name, UPN\n",
    ],
)
def test_a_school_system_an_exam_board_and_a_nations_platform_are_no_teaching_apps(words):
    told = notice(words + "Risk assessment date: May 2026\n")
    assert [one for check in ("MIN-002", "MIN-005", "MIN-008") for one in found(told, check)] == []


def test_a_rule_is_asked_from_its_first_day_to_its_last():
    rule = replace(retention.RULE, since=date(2020, 1, 1), until=date(2025, 12, 31))
    days = (date(2019, 12, 31), date(2020, 1, 1), date(2025, 12, 31), date(2026, 1, 1))
    assert [rule.holds(day) for day in days] == [False, True, True, False]
