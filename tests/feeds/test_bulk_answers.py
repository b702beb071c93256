"""What families said, taken column by column, says the same as each answer read by the rules."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from schoolgate.domain.decision import Answer, Capacity
from schoolgate.domain.vocabulary import ChoiceKind
from schoolgate.feeds.answers import answers_for, with_earlier_refusals
from schoolgate.feeds.bulk.answers import Judge, Said
from tests.feeds import cases

MORNING = datetime(2026, 9, 10, 9, 0, tzinfo=UTC)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(("p1", "p2", "p3", "p4")),
        st.sampled_from(("1", "2", "dropped")),
        st.sampled_from([*map(str, Answer)]),
        st.sampled_from(("A parent", "A carer")),
        st.sampled_from([*map(str, Capacity)]),
        st.sampled_from((None, MORNING)),
    ),
    max_size=8,
)


@given(ROWS, st.sampled_from(ChoiceKind), st.sampled_from(ChoiceKind))
def test_an_only_answer_is_judged_once_as_the_rules_judge_each(given_rows, first, second):
    clauses = [
        cases.clause(*cases.sent("full_name"), choice=first),
        cases.clause(*cases.sent("date_of_birth"), id="2", choice=second),
    ]
    of, said = cases.agreement(*clauses), Said()
    for number, (pupil, clause, answer, by, capacity, withdrawn_at) in enumerate(given_rows):
        row = (pupil, of.slug, clause, answer, number, by, capacity, MORNING, withdrawn_at)
        said.pupils.setdefault(pupil, []).append(row)

    told = with_earlier_refusals(of, said.decisions())
    slowly = tuple(answers_for(clause, told) for clause in of.clauses)

    assert said.answers(Judge(of, of.clauses)) == slowly
