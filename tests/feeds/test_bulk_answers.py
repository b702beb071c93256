"""What families said, read by kinds, says the same as each answer read by the rules."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from schoolgate.domain.decision import Answer, Capacity, Decision
from schoolgate.domain.vocabulary import ChoiceKind
from schoolgate.feeds.answers import answers_for, with_earlier_refusals
from schoolgate.feeds.bulk.answers import Judge, Said
from schoolgate.feeds.bulk.authority import open_authority
from schoolgate.feeds.bulk.folder import open_folder
from schoolgate.feeds.generator import generate
from tests.feeds import cases
from tests.feeds.folders import write_folder

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


@settings(max_examples=40, deadline=None)
@given(ROWS, st.sampled_from(ChoiceKind), st.sampled_from(ChoiceKind))
def test_an_only_answer_is_judged_once_as_the_rules_judge_each(tmp_path_factory, given_rows, first, second):
    clauses = [
        cases.clause(*cases.sent("full_name"), choice=first),
        cases.clause(*cases.sent("date_of_birth"), id="2", choice=second),
    ]
    of, place = cases.agreement(*clauses), tmp_path_factory.mktemp("answers")
    told = [
        Decision(
            sequence=number,
            slug=of.slug,
            made_at=MORNING,
            **dict(zip(("pupil_id", "clause", "answer", "by", "capacity", "withdrawn_at"), row, strict=True)),
        )
        for number, row in enumerate(given_rows, 1)
    ]
    write_folder(place, {("201", "s1"): generate(1, 1, cases.ON)}, [("201", "s1", one) for one in told])
    authority = open_authority(open_folder(place), "201")

    each = with_earlier_refusals(of, authority.decisions(of.slug).get("s1", {}))
    slowly = tuple(answers_for(clause, each) for clause in of.clauses)

    said = authority.answers.get(of.slug, {}).get("s1", Said())
    assert said.answers(Judge(of, of.clauses)) == slowly
    assert authority.last_answer(of.slug, "s1") == len(told)
    assert {one for rows in each.values() for given in rows.values() for one in given} <= {*told}
