"""What is asked of a register: it must hold everything itself, agreement by agreement."""

from dataclasses import replace
from datetime import date

from schoolgate.checks import run, subject_of_register
from schoolgate.domain.agreement import AgreementState, Term, WhenEnded
from schoolgate.domain.assessment import Outcome
from schoolgate.domain.finding import Severity
from schoolgate.domain.vocabulary import (
    Basis,
    Condition,
    Flow,
    Transform,
)
from tests.spec.a_notice import ON, SCHOOL
from tests.spec.a_register import AGREEMENT, ASSESSED, ATTENDANCE, CLAUSE, CONTROLLER, READY

ENDED = replace(AGREEMENT, state=AgreementState.ENDED, when_ended=WhenEnded.DELETE)


def asked(agreement=AGREEMENT, assessments=(ASSESSED,), school=READY, controller=CONTROLLER, on=ON):
    return run(subject_of_register(school, controller, (agreement, ATTENDANCE), assessments, on))


def with_terms(*terms, **said):
    return replace(AGREEMENT, clauses=(replace(CLAUSE, terms=terms, **said),))


def checks(findings):
    return [(one.check, one.severity) for one in findings]


def test_a_register_that_holds_everything_raises_nothing():
    assert asked() == ()


def test_what_is_not_recorded_is_named_agreement_by_agreement():
    bare = replace(AGREEMENT, clauses=(), retention=None, storage=None, website=None)
    found = {one.check: one for one in asked(bare)}
    assert found["ENTRY-001"].message == (
        "Left blank in the register for Times Tables Rock Stars: purposes, year groups and storage."
    )
    assert found["LAW-001"].message == "The register holds no lawful basis for Times Tables Rock Stars."
    assert found["RET-001"].message == (
        "The register holds no retention period or deletion rule for Times Tables Rock Stars."
    )
    assert found["ENTRY-003"].message == "The register names no data for Times Tables Rock Stars."
    assert all(one.absent for one in found.values())


def test_of_an_agreement_that_has_ended_it_is_asked_what_became_of_the_data():
    (found,) = asked(replace(ENDED, when_ended=None))
    assert found.message == (
        "The agreement with Times Tables Rock Stars has ended, and nothing is recorded of the data it held."
    )


def test_an_agreement_that_has_ended_is_not_asked_about():
    assert asked(replace(ENDED, clauses=(), retention=None)) == ()


def test_a_register_needs_its_officer_and_its_complaint_route():
    found = asked(school=SCHOOL, controller=replace(CONTROLLER, dpo_contact=None))
    assert [one.message for one in found] == [
        "The register holds no contact for the data protection officer.",
        "The register holds no way to complain to the school.",
    ]


def test_a_review_past_its_day_is_overdue_however_young():
    late = replace(ASSESSED, review_due=date(2026, 11, 21))
    (found,) = asked(assessments=(late,))
    assert (found.check, found.severity) == ("RISK-001", Severity.MEDIUM)
    assert found.message == ("The assessment of Times Tables Rock Stars was due for review on 2026-11-21.")


def test_a_later_assessment_stands_over_an_earlier_one_and_not_before_its_day():
    refused = replace(ASSESSED, outcome=Outcome.REFUSED, on=date(2026, 10, 1))
    assert checks(asked(assessments=(ASSESSED, refused))) == [("RISK-003", Severity.HIGH)]
    assert asked(assessments=(ASSESSED, refused), on=date(2026, 9, 30)) == ()


def test_an_item_sent_in_full_to_an_app_needs_its_reason():
    upn = Term(item="upn", flow=Flow.SENT)
    born = Term(item="date_of_birth", flow=Flow.SENT)
    assert checks(asked(with_terms(upn, born))) == [
        ("MIN-002", Severity.HIGH),
        ("MIN-003", Severity.MEDIUM),
    ]
    reasoned = replace(upn, reason="the service already knows pupils by it")
    coarse = replace(born, transform=Transform.MONTH_AND_YEAR)
    assert asked(with_terms(reasoned, coarse)) == ()


def test_special_data_needs_its_condition_and_schedule_1_where_that_is_owed():
    health = Term(item="medical", flow=Flow.SENT)
    assert checks(asked(with_terms(health))) == [("LAW-005", Severity.HIGH)]
    public_interest = {"condition": Condition.SUBSTANTIAL_PUBLIC_INTEREST}
    (found,) = asked(with_terms(health, **public_interest))
    assert found.message == (
        "The condition recorded for Times Tables Rock Stars needs a paragraph of Schedule 1 beside it."
    )
    assert asked(with_terms(health, **public_interest, schedule_1="paragraph 18")) == ()
    consent = {"condition": Condition.EXPLICIT_CONSENT}
    assert asked(with_terms(health, **consent)) == ()


def test_data_that_may_reveal_health_is_asked_about():
    found = next(o for o in asked(with_terms(Term(item="sen", flow=Flow.SENT))) if o.check == "LAW-005")
    assert found.severity is Severity.QUESTION
    assert found.message == (
        "Does Times Tables Rock Stars hold special category data, with no Article 9 condition recorded? "
        "It may: special educational needs often reveal health."
    )


def test_a_contract_is_no_basis_in_a_state_schools_register():
    on_contract = replace(AGREEMENT, clauses=(replace(CLAUSE, basis=Basis.CONTRACT),))
    (found,) = asked(on_contract)
    assert (found.check, found.quotes[0].value, found.quotes[0].span) == ("LAW-002", "6(1)(b)", None)


def test_a_draft_is_asked_the_same_as_what_is_in_force():
    draft = replace(AGREEMENT, state=AgreementState.DRAFT, retention=None)
    assert checks(asked(draft)) == [("RET-001", Severity.HIGH)]
