"""A roster lets out no cell that a plain reading of the agreement does not."""

import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from schoolgate.domain.agreement import Scope, Term
from schoolgate.domain.items import load_items
from schoolgate.domain.vocabulary import Basis, ChoiceKind, Condition, Flow, Subject, Transform
from schoolgate.feeds.pseudonym import pseudonyms
from schoolgate.feeds.roster.entities import roster_of
from tests.feeds import oracle
from tests.feeds.canary_school import PUPILS, canaries, canary_school, opened
from tests.feeds.cases import ANN, BEN, KEY, ON, SCHOOL, agreement, clause, decision, request, roll, sent

NAMES = pseudonyms(KEY, controller_id="c1", recipient="Sums", school_id=SCHOOL.id)
IDS = [f"p{n:05d}" for n in range(1, PUPILS + 1)]
CHOICES = [(Basis.PUBLIC_TASK, ChoiceKind.OBJECT), (Basis.PUBLIC_TASK, ChoiceKind.PERMISSION)]
SUBJECTS = [Subject.PUPIL, Subject.PARENT, Subject.STAFF]

terms = st.builds(
    Term,
    item=st.sampled_from(
        sorted(key for key, one in load_items().items() if one.roll_supplies and key != "siblings")
    ),
    flow=st.sampled_from([Flow.SENT] * 4 + [Flow.CREATED, Flow.DENIED]),
    transform=st.sampled_from([Transform.AS_IS] * 3 + list(Transform)),
    subjects=st.sets(st.sampled_from(SUBJECTS), min_size=1).map(tuple),
    reason=st.just("the exam board asks for it"),
)


@st.composite
def agreements(draw):
    clauses = []
    for number in range(draw(st.integers(1, 3))):
        basis, choice = draw(st.sampled_from(CHOICES))
        own = draw(st.lists(terms, min_size=1, max_size=4))
        made = clause(*own, id=str(number), choice=choice, basis=basis)
        clauses.append(replace(made, condition=Condition.SUBSTANTIAL_PUBLIC_INTEREST))
    return agreement(*clauses)


@st.composite
def families_answers(draw):
    told = st.dictionaries(st.sampled_from(IDS), st.sampled_from(["yes", "no", "objection"]))
    return {
        str(number): {pupil: (decision(pupil, one, clause=str(number)),) for pupil, one in draw(told).items()}
        for number in range(3)
    }


def released(expected):
    return " ".join(
        text for rows in expected.values() for row in rows.values() for text in row.values() if text
    )


def told(roster):
    return json.dumps([[one.kind, one.id, one.body] for one in roster.entities]) + repr(roster.entities)


def asked(agreed, snapshot, decisions=None):
    found = request(agreed, snapshot, decisions or {})
    return replace(found, sender="O. Office", second_person="M. Head")


@settings(max_examples=80, deadline=None)
@given(story=st.tuples(agreements(), families_answers(), st.integers(1, 4)))
def test_a_cell_is_in_a_roster_only_where_the_agreement_lets_it(story):
    agreed, decisions, seed = story
    named = clause(*sent("full_name", "class", "year_group"), id="names", scope=Scope(year_groups=("1", "2")))
    agreed = replace(agreed, clauses=(named, *agreed.clauses))
    decisions = {one.id: decisions[one.id] for one in agreed.clauses if one.id in decisions}
    expected = oracle.cells(agreed, canary_school(seed), decisions, ON, NAMES)
    roster = roster_of(asked(agreed, opened(seed), decisions))

    assert canaries(told(roster)) <= canaries(released(expected))
    assert {pupil for one in roster.entities for pupil in one.pupils} <= set(expected["pupil"]) | {
        row["pupil_id"] for row in canary_school(seed)["contact"].records()
    }


def of_kind(roster, kind, role=None):
    return [one for one in roster.entities if one.kind == kind and role in (None, one.body.get("role"))]


def test_teachers_are_in_it_with_the_classes_they_teach_where_staff_names_are_agreed():
    staff = sent("staff_name", subjects=(Subject.STAFF,))
    roster = roster_of(asked(agreement(clause(*sent("full_name", "class"), *staff)), roll()))
    [teacher] = of_kind(roster, "user", "teacher")
    [place] = of_kind(roster, "enrollment", "teacher")

    assert (teacher.body["givenName"], teacher.body["familyName"]) == ("Kofi", "Mensah")
    assert "email" not in teacher.body
    assert place.body["user"]["sourcedId"] == teacher.id
    assert len(of_kind(roster, "enrollment", "student")) == 2


def test_a_parent_and_their_child_point_at_each_other_where_parents_names_are_agreed():
    parents = sent("parent_name", subjects=(Subject.PARENT,))
    roster = roster_of(asked(agreement(clause(*sent("full_name"), *parents)), roll()))
    [mother] = of_kind(roster, "user", "guardian")
    children = [one for one in of_kind(roster, "user", "student") if "agents" in one.body]

    assert mother.body["familyName"] == "O'Brien"
    assert "phone" not in mother.body
    assert [one.id for one in children] == [ref["sourcedId"] for ref in mother.body["agents"]]
    assert [ref["sourcedId"] for ref in children[0].body["agents"]] == [mother.id]


def test_a_pupil_whose_name_may_not_leave_is_not_in_it():
    nameless = BEN | {"legal_surname": None, "preferred_surname": None}
    roster = roster_of(asked(agreement(clause(*sent("full_name"))), roll(pupils=(ANN, nameless))))

    assert [one.body["givenName"] for one in of_kind(roster, "user")] == ["Ann"]


def test_the_same_school_gives_the_same_roster():
    agreed = agreement(clause(*sent("full_name", "class")))
    one, other = (roster_of(asked(agreed, roll())) for _ in range(2))

    assert told(one) == told(other)
    assert [entity.digest() for entity in one.entities] == [entity.digest() for entity in other.entities]
