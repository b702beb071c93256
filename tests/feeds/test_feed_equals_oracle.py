"""The query and a plain reading of the agreement release the same cells; and a planted leak is found."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from schoolgate.domain.agreement import Depends, Scope, Term
from schoolgate.domain.items import load_items
from schoolgate.domain.vocabulary import Basis, ChoiceKind, Condition, Flow, Subject, Transform
from schoolgate.feeds import answers as answering
from schoolgate.feeds import compile as compiling
from schoolgate.feeds import few
from schoolgate.feeds import rows as lining
from schoolgate.feeds import spec as specifying
from schoolgate.feeds.answers import Answers
from schoolgate.feeds.prepare import preview
from tests.feeds import oracle
from tests.feeds.agreeing import IDS, NAMES, disagreement, everything, released
from tests.feeds.canary_school import PUPILS, canaries, canary_school, opened
from tests.feeds.cases import AT, ON, agreement, clause, decision, request, sent

CHOICES = [
    (Basis.LEGAL_OBLIGATION, ChoiceKind.NONE),
    (Basis.PUBLIC_TASK, ChoiceKind.OBJECT),
    (Basis.PUBLIC_TASK, ChoiceKind.OPT_OUT),
    (Basis.PUBLIC_TASK, ChoiceKind.PERMISSION),
    (Basis.CONSENT, ChoiceKind.CONSENT),
]

scopes = st.one_of(
    st.just(Scope(everyone=True)),
    st.builds(Scope, year_groups=st.sets(st.sampled_from(["R", "1", "2", "3"]), min_size=1).map(tuple)),
    st.builds(
        Scope,
        classes=st.sets(st.sampled_from(["4 Oak", "5 Oak", "none such"]), min_size=1).map(tuple),
        pupils=st.sets(st.sampled_from(IDS)).map(tuple),
    ),
    st.builds(
        Scope,
        groups=st.sets(
            st.sampled_from(["Phonics year 1", "Reading year 3", "Maths year 5", "none such"]), min_size=1
        ).map(tuple),
        year_groups=st.sampled_from([(), ("2",)]),
    ),
)
terms = st.builds(
    Term,
    # Siblings name other pupils; a story of its own tells of them.
    item=st.sampled_from(
        sorted(key for key, one in load_items().items() if one.roll_supplies and key != "siblings")
    ),
    flow=st.sampled_from([Flow.SENT] * 5 + [Flow.CREATED, Flow.UNKNOWN, Flow.DENIED]),
    transform=st.sampled_from([Transform.AS_IS] * 3 + list(Transform)),
    subjects=st.sets(st.sampled_from([Subject.PUPIL, Subject.PARENT, Subject.STAFF]), min_size=1).map(tuple),
    conditions=st.sampled_from([(), (), ("if given",)]),
    depends=st.sampled_from([None, None, *Depends]),
    reason=st.just("the exam board asks for it"),
)


@st.composite
def agreements(draw):
    clauses = []
    for number in range(draw(st.integers(1, 3))):
        basis, choice = draw(st.sampled_from(CHOICES))
        own = draw(st.lists(terms, min_size=1, max_size=4))
        made = clause(*own, id=str(number), choice=choice, basis=basis, scope=draw(scopes))
        clauses.append(replace(made, condition=Condition.SUBSTANTIAL_PUBLIC_INTEREST))
    return agreement(*clauses, format="plain_csv")


def given_answer(pupil, number, answer):
    if answer == "withdrawn":
        return decision(pupil, "yes", clause=number, withdrawn_at=AT, withdrawn_sequence=9)
    return decision(pupil, answer, clause=number)


@st.composite
def families_answers(draw):
    told = st.dictionaries(
        st.sampled_from(IDS), st.sampled_from(["yes", "no", "objection", "withdrawn"]), max_size=PUPILS
    )
    return {
        str(number): {pupil: (given_answer(pupil, str(number), one),) for pupil, one in draw(told).items()}
        for number in range(3)
    }


stories = st.tuples(agreements(), families_answers(), st.integers(1, 4))


@settings(max_examples=200, deadline=None)
@given(story=stories)
def test_a_cell_leaves_exactly_where_a_plain_reading_of_the_agreement_lets_it(story):
    assert disagreement(*story) is None


@pytest.fixture
def by_query(monkeypatch):
    monkeypatch.setattr(few, "is_few", lambda snapshot: False)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=stories)
def test_so_does_the_query_that_larger_schools_are_asked_by(by_query, story):
    assert disagreement(*story) is None


@settings(max_examples=60, deadline=None)
@given(story=stories, name=st.sampled_from(["ttrockstars_csv", "oneroster_csv_1p2"]))
def test_a_recipients_own_format_lets_out_no_cell_that_the_agreement_does_not(story, name):
    agreed, decisions, seed = story
    named = clause(*sent("full_name", "class", "year_group"), id="names", scope=Scope(year_groups=("1", "2")))
    agreed = replace(agreed, format=name, clauses=(named, *agreed.clauses))
    # A no to a clause that is gone holds for all: it could leave nobody to make a feed of.
    decisions = {one.id: decisions[one.id] for one in agreed.clauses if one.id in decisions}
    expected = oracle.cells(agreed, canary_school(seed), decisions, ON, NAMES)

    parcel = preview(request(agreed, opened(seed), decisions))

    assert canaries(everything(parcel)) <= canaries(released(expected))
    assert set(parcel.people) <= set(expected["pupil"])


def test_the_canaries_are_found_where_they_do_leave():
    parcel = preview(request(agreement(clause(*sent("full_name", "date_of_birth"))), opened(1)))

    assert len(canaries(parcel.files["pupils.csv"].decode())) >= PUPILS


def always(*_, **__):
    return compiling.exp.true()


def as_it_stands(cell, transform, field, on, names):
    return None if cell is None else str(cell)


def withheld_flag_ignored(planned, column, opened):
    fields = [compiling._field(key.partition(".")[2], column.table) for key in column.fields]
    value = fields[0] if len(fields) == 1 else compiling.exp.Coalesce(this=fields[0], expressions=fields[1:])
    return compiling.exp.Case().when(opened, value)


def first_clause_opens_all(planned, column):
    return compiling._field("clause_0", "gate")


def in_force_whatever_they_say(clause, decisions):
    return Answers(True, frozenset())


LEAKS = {
    "leavers stay in": (compiling, "_on_roll", always),
    "the scope is ignored": (compiling, "_in_scope", always),
    "families' answers are ignored": (compiling, "_answered", always),
    "an opt-in is taken for a yes": (compiling, "answers_for", in_force_whatever_they_say),
    "withheld addresses leave": (compiling, "_cell", withheld_flag_ignored),
    "a column forgets which clause let it out": (compiling, "_open", first_clause_opens_all),
    "all staff are in every scope": (compiling, "_staff_open", always),
    "nothing is made coarse": (lining, "transformed", as_it_stands),
    "a clause's transform is ignored": (specifying, "transform_of", lambda term, item: Transform.AS_IS),
    "what does not fit leaves whole": (specifying, "fits", lambda transform, field: True),
    "only refusals count": (answering, "permits", lambda kind, given: kind is not None and not given),
}


@pytest.mark.parametrize("leak", LEAKS)
def test_a_planted_leak_is_found(leak, monkeypatch):
    room, name, broken = LEAKS[leak]
    monkeypatch.setattr(few, "is_few", lambda snapshot: False)
    monkeypatch.setattr(room, name, broken)
    search = settings(
        max_examples=400,
        deadline=None,
        phases=[Phase.generate],
        database=None,
        suppress_health_check=list(HealthCheck),
    )

    assert find(stories, lambda story: fails(story), settings=search)


def fails(story):
    try:
        return disagreement(*story) is not None
    except Exception:  # noqa: BLE001 - a leak that breaks the feed is found too
        return True


@pytest.mark.parametrize("column", ["court_order", "address_withheld"])
def test_the_canary_school_has_each_flag_set_unset_and_unknown(column):
    table = "contact" if column == "court_order" else "pupil"

    assert set(canary_school(1)[table].column(column)) == {True, False, None}
