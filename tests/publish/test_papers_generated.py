"""Papers from registers of every sort: whatever is not known is a gap, and nothing breaks."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schoolgate.domain.agreement import Agreement, AgreementState, Choice, Clause, Scope, Term
from schoolgate.domain.items import load_items
from schoolgate.domain.school import Controller, School
from schoolgate.domain.vocabulary import (
    Basis,
    ChoiceKind,
    Condition,
    Flow,
    Kind,
    Nation,
    Role,
    SchoolType,
    Subject,
)
from schoolgate.publish.papers.as_html import as_html
from schoolgate.publish.papers.as_text import as_md, as_txt
from schoolgate.publish.papers.audience import Audience
from schoolgate.publish.papers.contract_file import contract_file
from schoolgate.publish.papers.held import Held
from schoolgate.publish.papers.policy import policy_document
from schoolgate.publish.papers.processing import columns, processing_rows
from schoolgate.publish.papers.uses import about, is_special
from tests.publish.papers import TODAY, paper


def maybe(values):
    return st.none() | values


typed = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12
)
said = typed.filter(str.strip)
terms = st.builds(
    Term,
    item=st.sampled_from(sorted(load_items())),
    flow=st.sampled_from(Flow),
    certain=st.booleans(),
    subjects=st.lists(st.sampled_from(Subject), min_size=1, max_size=2, unique=True).map(tuple),
    conditions=st.lists(said, max_size=1).map(tuple),
)
clauses = st.builds(
    Clause,
    id=st.just("1"),
    purposes=st.lists(said, max_size=2).map(tuple),
    terms=st.lists(terms, max_size=4).map(tuple),
    basis=maybe(st.sampled_from(Basis)),
    condition=maybe(st.sampled_from(Condition)),
    schedule_1=maybe(said),
    legitimate_interest=maybe(said),
    role=maybe(st.sampled_from(Role)),
    choice=st.builds(Choice, kind=maybe(st.sampled_from(ChoiceKind))),
    scope=st.builds(Scope, everyone=st.booleans()),
)
agreements = st.builds(
    Agreement,
    slug=st.sampled_from([f"service-{number}" for number in range(50)]),
    version=st.just(1),
    service=said,
    state=st.sampled_from(AgreementState),
    recipient=maybe(said),
    kind=maybe(st.sampled_from(Kind)),
    clauses=st.lists(clauses, min_size=1, max_size=1).map(tuple),
    **dict.fromkeys(("retention", "storage", "transfer", "contract", "section"), maybe(said)),
)
registers = st.lists(agreements, max_size=4, unique_by=lambda one: one.slug)
schools = st.builds(
    School,
    id=st.just("s"),
    controller_id=st.just("c"),
    name=said,
    nation=maybe(st.sampled_from(Nation)),
    type=maybe(st.sampled_from(SchoolType)),
    ages=maybe(st.sampled_from(["3-11", "11-18", "many"])),
    contact=maybe(said),
    complaint_route=maybe(said),
    retention_policy=maybe(said),
    security=maybe(said),
    automated_decisions=maybe(said),
)
WHO = Controller(id="c", name="The governors", dpo_name="Robin Ash", dpo_contact="dpo@ash.example")
SUBJECTS = {
    Audience.PUPILS: Subject.PUPIL,
    Audience.PARENTS: Subject.PARENT,
    Audience.WORKFORCE: Subject.STAFF,
    Audience.VISITORS: Subject.VISITOR,
}


@settings(max_examples=60)
@given(registers, schools, st.sampled_from(Audience))
def test_any_register_gives_a_notice_in_every_kind_of_words(register, school, audience):
    found = paper(audience, *register, school=school, controller=WHO) if register else None
    if found:
        assert all(gap.what in as_txt(found) for gap in found.gaps())
        assert as_html(found).count("<mark>") >= len(found.gaps())
        assert as_md(found)


@settings(max_examples=60)
@given(st.lists(agreements, min_size=1, max_size=3, unique_by=lambda one: one.slug), schools)
@pytest.mark.parametrize("audience", SUBJECTS)
def test_what_is_not_known_of_a_use_is_asked_for(audience, register, school):
    found = paper(audience, *register, school=school, controller=WHO)
    hows = " ".join(gap.how for gap in found.gaps())
    for one in register:
        (clause,) = one.clauses
        mine = [t for t in clause.terms if SUBJECTS[audience] in about(t) and t.flow is not Flow.DENIED]
        if one.state is AgreementState.APPROVED and mine:
            assert (f"set {one.slug} storage" in hows) is (one.storage is None)
            assert (f"set {one.slug} retention" in hows) is (one.retention is None)
            assert (f"set {one.slug} clause.1.basis" in hows) is (clause.basis is None)
            lacks = clause.condition is None and any(is_special(term.item) for term in mine)
            assert (f"set {one.slug} clause.1.condition" in hows) is lacks


@settings(max_examples=60)
@given(registers, schools)
def test_any_register_gives_its_records(register, school):
    agreed = tuple(replace(one, state=AgreementState.APPROVED) for one in register)
    held = Held(school=school, controller=WHO, agreements=agreed, looks={}, contracts={}, on=TODAY)
    assert all(len(row) == len(columns()) for row in processing_rows(held))
    for found in (policy_document(held), contract_file(held)):
        assert as_txt(found)
        assert as_html(found)
