from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolgate.domain.agreement import AgreementState, Choice, Scope, Standing, Term
from schoolgate.domain.vocabulary import Basis, ChoiceKind, Flow, Kind, Transform
from schoolgate.publish.facts import Card, Group, OtherWay, PageFacts, Pupils
from schoolgate.publish.phrases import item_words
from tests.publish.cast import CLOCK, COUNCIL, TABLES, TODAY, WHOLE, agreement, clause, page, sent

HIDDEN = [state for state in AgreementState if state is not AgreementState.APPROVED]


def card(*clauses, **more):
    ((_, (only,)),) = page(agreement("Tables Rock", *clauses, **more)).groups
    return only


def labels(shared):
    return [item_words(one.item) for one in shared]


@pytest.mark.parametrize("state", HIDDEN)
def test_what_is_not_in_force_leaves_no_trace(state):
    hidden = replace(TABLES, slug="hidden", service="Hidden Service", state=state)
    assert page(COUNCIL, hidden) == page(COUNCIL)


def test_there_is_no_place_on_the_page_for_a_state_of_the_office():
    names = {field.name for record in (PageFacts, Card) for field in fields(record)}
    assert (
        names & {"state", "assessment", "risk_printed", "notes", "criticality", "quotes", "section"} == set()
    )


def test_sensitive_data_stands_first():
    shared = card(clause(sent("full_name"), sent("medical"), sent("class"), sent("religion"))).shared
    assert labels(shared) == ["Medical information", "Religion", "Full name", "Class"]
    assert [one.is_special for one in shared] == [True, True, False, False]


def test_only_what_is_sent_is_called_shared():
    terms = [Term(item="full_name", flow=flow) for flow in Flow if flow is not Flow.DENIED]
    shown = card(clause(*terms))
    assert labels(shown.shared) == ["Full name"]
    assert [(way, labels(shared)) for way, shared in shown.other_ways] == [
        (way, ["Full name"]) for way in OtherWay
    ]


def test_what_is_denied_is_said_aloud_unless_another_clause_sends_it():
    denied = [Term(item=item, flow=Flow.DENIED) for item in ("upn", "class")]
    shown = card(clause(sent("class"), id="1"), clause(*denied, id="2"))
    assert shown.not_sent == ("upn",)


def test_how_little_of_a_field_leaves_is_said_once():
    terms = [sent("date_of_birth", transform=Transform.YEAR), sent("age", transform=Transform.AGE_BAND)]
    assert [one.transform for one in card(clause(*terms)).shared] == [Transform.YEAR, Transform.AS_IS]


@pytest.mark.parametrize(
    ("more", "kind", "basis", "group"),
    [
        ({}, ChoiceKind.CONSENT, Basis.CONSENT, Group.CHOICE),
        ({}, ChoiceKind.PERMISSION, Basis.PUBLIC_TASK, Group.CHOICE),
        ({}, ChoiceKind.OPT_OUT, Basis.PUBLIC_TASK, Group.CHOICE),
        ({}, ChoiceKind.BIOMETRIC, Basis.CONSENT, Group.CHOICE),
        ({}, ChoiceKind.OBJECT, Basis.PUBLIC_TASK, Group.SCHOOL),
        ({}, ChoiceKind.NONE, Basis.LEGAL_OBLIGATION, Group.LAW),
        ({}, None, None, Group.SCHOOL),
        ({"kind": Kind.STATUTORY}, ChoiceKind.NONE, None, Group.LAW),
        ({"kind": Kind.STATUTORY}, ChoiceKind.OBJECT, Basis.PUBLIC_TASK, Group.SCHOOL),
        ({"kind": Kind.STATUTORY}, ChoiceKind.CONSENT, Basis.CONSENT, Group.CHOICE),
        ({"standing": Standing.STATUTORY}, ChoiceKind.OBJECT, Basis.PUBLIC_TASK, Group.LAW),
        ({"kind": Kind.AUTHORITY}, ChoiceKind.OBJECT, Basis.PUBLIC_TASK, Group.SCHOOL),
        ({"standing": Standing.OCCASIONAL}, ChoiceKind.NONE, None, Group.OCCASIONAL),
    ],
)
def test_a_card_stands_where_a_family_sees_what_it_may_do(more, kind, basis, group):
    shown = page(agreement("Tables Rock", clause(sent("class"), kind=kind, basis=basis), **more))
    assert [found for found, _ in shown.groups] == [group]


def test_groups_and_cards_keep_one_order():
    shown = page(*reversed(WHOLE))
    assert [(group, [one.name for one in cards]) for group, cards in shown.groups] == [
        (Group.CHOICE, ["Tables Rock", "Till Touch"]),
        (Group.SCHOOL, ["Lunch Box"]),
        (Group.LAW, ["School census"]),
        (Group.OCCASIONAL, ["Police"]),
    ]


def test_a_service_told_nothing_is_named_so():
    denied = agreement("Sum Sheets", clause(Term(item="full_name", flow=Flow.DENIED)))
    shown = page(CLOCK, denied, not_used=("Zoom", "zebra"))
    assert (shown.groups, shown.told_nothing, shown.not_used) == (
        (),
        ("Sum Sheets", "Wall Clock"),
        ("zebra", "Zoom"),
    )


def test_naming_no_data_is_not_the_same_as_sharing_none():
    assert card(clause()).shared == ()
    assert page(agreement("Tables Rock", clause())).told_nothing == ()


def test_single_pupils_and_classes_are_never_named():
    scope = Scope(classes=("4B",), pupils=("p-17",), year_groups=("6", "R"))
    assert card(clause(sent("class"), scope=scope)).pupils == Pupils(year_groups=("R", "6"), some=True)


def test_whose_data_is_unknown_as_soon_as_one_clause_does_not_say():
    silent = clause(sent("class"), id="2", scope=Scope(stated="Selected children"))
    assert card(clause(sent("class")), silent).pupils is None


def test_two_things_to_decide_are_told_apart_by_their_data():
    shown = card(
        clause(sent("class"), id="1"),
        clause(sent("photo"), id="2", choice=Choice(kind=ChoiceKind.PERMISSION)),
        clause(sent("full_name"), id="3"),
    )
    assert [(line.kind, line.about) for line in shown.choices] == [
        (ChoiceKind.OBJECT, ("class", "full_name")),
        (ChoiceKind.PERMISSION, ("photo",)),
    ]


@pytest.mark.parametrize(
    "printed", ["javascript:alert(1)", "tables.example", "", None, "http://", "data:text/html,x", "http://["]
)
def test_what_is_not_a_web_address_is_not_linked(printed):
    assert card(website=printed).website is None


def test_the_company_is_named_where_it_is_not_the_service():
    assert card(recipient="Maths Round Ltd").run_by == "Maths Round Ltd"
    assert card(recipient="Tables Rock").run_by is None


@given(st.permutations(WHOLE))
def test_the_version_follows_what_is_said_and_nothing_else(agreements):
    version = page(*agreements).version
    assert version == page(*WHOLE).version
    assert version != page(*agreements[1:]).version


def test_the_day_alone_makes_no_new_version():
    assert page(*WHOLE).on == TODAY
    assert len(page(*WHOLE).version) == 8
