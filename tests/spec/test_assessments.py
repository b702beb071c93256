"""What is asked of a service's risk assessment: RISK-001 to RISK-004."""

from dataclasses import replace
from datetime import date

import pytest

from schoolgate.domain.finding import Severity
from schoolgate.domain.vocabulary import EntryState
from tests.spec.a_notice import SCHOOL, asked, notice, quoted, row

TEXT = """Mathsy
Data shared: full name
Year groups: Y1 to Y6
Risk assessment date: {date}
"""


def assessed(value, words, **said):
    text = TEXT.format(date=words)
    return notice(
        text, row(text, "Mathsy", items={"full_name": "full name"}, assessed=(value, words), **said)
    )


@pytest.mark.parametrize(
    ("month", "words", "severity"),
    [
        ("2026-01", "January 2026", None),
        ("2025-11", "November 2025", None),  # the whole month counts for the school
        ("2025-10", "October 2025", Severity.LOW),
        ("2024-11", "November 2024", Severity.LOW),
        ("2024-10", "October 2024", Severity.MEDIUM),
    ],
)
def test_an_assessment_warns_after_a_year_and_is_overdue_after_two(month, words, severity):
    found = asked(assessed(month, words), "RISK-001")
    assert [one.severity for one in found] == ([severity] if severity else [])


def test_an_overdue_assessment_is_quoted_with_its_label():
    (found,) = asked(assessed("2016-12", "December 2016"), "RISK-001")
    assert quoted([found]) == ["Risk assessment date: December 2016"]
    assert found.message == "The assessment of Mathsy is overdue for review: it is more than 24 months old."
    assert found.fix == "Review the assessment, and record the day, by whom, and when it is due again."


def test_the_limit_is_the_schools_own():
    slow = replace(SCHOOL, review_months=60, overdue_months=120)
    assert asked(assessed("2022-03", "March 2022"), "RISK-001", school=slow) == []


def test_the_age_is_that_of_the_day_asked_about():
    assert asked(assessed("2019-09", "September 2019"), "RISK-001", on=date(2020, 1, 1)) == []


def test_a_day_still_to_come_is_asked_about():
    (found,) = asked(assessed("2027-03", "March 2027"), "RISK-001")
    assert found.severity is Severity.QUESTION
    assert found.message == (
        "The assessment of Mathsy is dated after 2026-11-22: is that when it is next due?"
    )


def test_a_service_no_longer_used_needs_no_review():
    past = assessed("2016-12", "December 2016", state=EntryState.PAST)
    assert asked(past, "RISK-001") == []
    assert asked(past, "RISK-002") == []


@pytest.mark.parametrize(
    ("month", "words", "is_raised"),
    [("2018-04", "April 2018", True), ("2018-05", "May 2018", False), ("2019-09", "September 2019", False)],
)
def test_an_assessment_from_before_the_gdpr_is_made_again(month, words, is_raised):
    assert bool(asked(assessed(month, words), "RISK-002")) is is_raised


def test_before_the_gdpr_applied_nobody_is_asked_about_it():
    assert asked(assessed("2016-12", "December 2016"), "RISK-002", on=date(2018, 5, 24)) == []


def test_a_service_that_awaits_its_assessment_may_not_name_pupils():
    text = TEXT.format(date="Awaiting assessment (not approved)")
    entry = row(
        text,
        "Mathsy",
        items={"full_name": "full name"},
        assessed=("awaiting", "Awaiting assessment"),
        year_groups="Y1 to Y6",
    )
    (found,) = asked(notice(text, entry), "RISK-003")
    assert found.severity is Severity.HIGH
    assert quoted([found]) == [
        "Risk assessment date: Awaiting assessment (not approved)",
        "Year groups: Y1 to Y6",
        "Data shared: full name",
    ]
    assert found.message == (
        "Mathsy is not approved for use, yet pupils or data are named for it: "
        "is anyone enrolled, is data shared?"
    )


def test_a_service_that_awaits_and_names_nobody_is_asked_about():
    text = "Mathsy\nRisk assessment date: to be confirmed\n"
    entry = row(text, "Mathsy", assessed=("awaiting", "to be confirmed"))
    assert [one.severity for one in asked(notice(text, entry), "RISK-003")] == [Severity.QUESTION]


def test_an_assurance_about_all_needs_a_day_or_a_paper():
    text = "We use these. All our online providers have been checked.\nMathsy: names\n"
    (found,) = asked(notice(text, row(text, "Mathsy")), "RISK-004")
    assert quoted([found]) == ["All our online providers have been checked."]
    assert found.message == (
        "All providers are said to have been checked, with no day, name or document for: Mathsy."
    )


@pytest.mark.parametrize(
    "said",
    [
        "All our providers were checked in May 2026.",
        "All suppliers have been assessed; see our register of assessments.",
        "Before using a service the school will assess it.",
        "All services for pupils are listed here.",
    ],
)
def test_an_assurance_with_a_day_or_a_paper_or_none_at_all_is_not_asked_about(said):
    text = f"{said}\nMathsy: names\n"
    assert asked(notice(text, row(text, "Mathsy")), "RISK-004") == []


def test_an_assurance_stands_where_each_provider_has_its_day():
    text = "All providers have been checked.\n" + TEXT.format(date="May 2026")
    entry = row(text, "Mathsy", assessed=("2026-05", "May 2026"))
    assert asked(notice(text, entry), "RISK-004") == []
