from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolgate.actions.drafts import basis_of, condition_of, draft_of, free_slug, printed_assessment, slug_of
from schoolgate.domain.agreement import AgreementState
from schoolgate.domain.assessment import Outcome
from schoolgate.domain.reading import DocumentKind, Entry, ItemRead, Reading, Source
from schoolgate.domain.school import School
from schoolgate.domain.vocabulary import EntryState, Flow
from tests.actions.day import ON

TEXT = "Mable shares full name and DOB"
PAGE = Reading(
    source=Source(name="a.txt", sha256="0" * 64, encoding="utf-8"),
    text=TEXT,
    school=None,
    document_kind=DocumentKind.SUPPLIER_LIST,
)
SCHOOL = School(id="hill", controller_id="hill", name="Hill", review_months=12)


def draft(**fields):
    return draft_of(Entry(name="Mable", **fields), PAGE, ())


def test_nothing_that_was_read_is_in_force():
    assert draft().state is AgreementState.DRAFT


def test_an_awaited_assessment_leaves_the_agreement_awaiting():
    assert draft(risk_assessed="awaiting").state is AgreementState.AWAITING


@pytest.mark.parametrize("state", [EntryState.PAST, EntryState.NOT_IN_USE])
def test_what_is_no_longer_used_is_ended_from_the_start(state):
    assert draft(state=state).state is AgreementState.ENDED


def test_a_blank_in_the_notice_is_a_blank_in_the_draft():
    (clause,) = draft().clauses
    assert (clause.basis, clause.choice.kind, clause.role) == (None, None, None)
    assert not clause.scope.is_known()


def test_every_value_brings_its_words():
    item = ItemRead(item="full_name", flow=Flow.SENT, evidence=((13, 22),))
    made = draft(items=(item,), evidence={"name": ((0, 5),)})
    assert dict(made.quotes)["name"].text == "Mable"
    assert made.terms()[0].quotes[0].text == "full name"


def test_a_printed_month_is_an_assessment_that_falls_due_a_year_on():
    made = printed_assessment(replace(draft(), risk_printed="2019-09"), SCHOOL, ON)
    assert made.outcome is Outcome.APPROVED
    assert (str(made.on), str(made.review_due)) == ("2019-09-01", "2020-09-01")


def test_a_notice_that_says_nothing_of_a_risk_makes_no_assessment():
    assert printed_assessment(draft(), SCHOOL, ON) is None


@pytest.mark.parametrize(
    ("printed", "basis"),
    [
        ("Article 6(1)(e)", "6(1)(e)"),
        ("GDPR Article 6(1)b", "6(1)(b)"),
        ("public task", "6(1)(e)"),
        ("Legal obligation", "6(1)(c)"),
        ("recognised legitimate interest", "6(1)(ea)"),
        ("legitimate interests", "6(1)(f)"),
        ("Art 6(1)(ea)", "6(1)(ea)"),
        ("6(1)(c) and 6(1)(e)", None),
        ("because we want to", None),
        (None, None),
    ],
)
def test_one_printed_basis_is_read_and_two_are_left_to_a_person(printed, basis):
    assert basis_of(printed) == basis


def test_an_article_9_condition_is_read_by_its_letter():
    assert condition_of("Art 9(2)(g), substantial public interest") == "9(2)(g)"
    assert condition_of("special category") is None


@given(st.text(), st.lists(st.text(), max_size=4))
def test_a_slug_is_plain_and_taken_by_nobody_else(name, others):
    taken = {slug_of(other) for other in others}
    slug = free_slug(name, taken)
    assert slug not in taken
    assert slug.strip("abcdefghijklmnopqrstuvwxyz0123456789-") == ""
