"""The query that reads a roll, as a person reviews it: golden, least, and with nobody's name in it."""

from pathlib import Path

import duckdb
import pytest
from sqlglot import exp

from schoolgate.domain.agreement import Scope
from schoolgate.domain.vocabulary import ChoiceKind, Subject
from schoolgate.feeds.compile import plan, query
from schoolgate.feeds.prepare import preview
from schoolgate.feeds.spec import feed_spec
from tests.feeds.cases import ANN, ON, agreement, clause, decision, request, roll, sent

GOLDEN = Path(__file__).parent / "golden" / "query"
OF = agreement(
    clause(
        *sent("full_name", "address"),
        *sent("parent_name", subjects=(Subject.PARENT,)),
        scope=Scope(year_groups=("4",)),
    ),
    clause(
        *sent("date_of_birth"),
        *sent("staff_name", subjects=(Subject.STAFF,)),
        id="2",
        choice=ChoiceKind.OBJECT,
        scope=Scope(classes=("4 Oak",), pupils=("p2",)),
    ),
)
ANSWERS = {"2": {"p1": (decision("p1", "objection", clause="2"),)}}


def planned(of=OF, snapshot=None, answers=ANSWERS):
    snapshot = snapshot or roll()
    return plan(feed_spec(of, snapshot.columns), snapshot, answers, ON)


@pytest.mark.parametrize("table", ["pupil", "contact", "staff"])
def test_the_query_is_as_it_was_reviewed(table):
    found = query(planned(), table).sql(dialect="duckdb", pretty=True) + "\n"

    assert found == (GOLDEN / f"{table}.sql").read_text()


@pytest.mark.parametrize("table", ["pupil", "contact", "staff"])
def test_no_person_stands_in_the_query(table):
    text = query(planned(), table).sql(dialect="duckdb")

    assert not {"'p1'", "'p2'", "Ann", "Ben"} & set(text.split())
    assert "p1" not in text
    assert "p2" not in text


def test_a_query_asks_for_no_column_that_does_not_leave_or_decide():
    asked = {column.name for column in query(planned(), "pupil").find_all(exp.Column)}

    assert not asked & {"upn", "ethnicity", "medical_notes", "email", "sex", "religion"}


@pytest.mark.parametrize("name", ["4 O'Brien", 'x" OR 1=1 --', "'); DROP TABLE pupil; --", "a\\' OR true --"])
def test_a_class_of_any_name_is_a_name_and_no_statement(name):
    snapshot = roll(pupils=(ANN | {"registration_class": name}, ANN | {"id": "p9", "upn": None}))
    of = agreement(clause(*sent("full_name"), scope=Scope(classes=(name,))))

    assert preview(request(of, snapshot)).people == ("p1",)


def test_the_engine_is_never_asked_to_fold_case_or_to_sort():
    folded = (exp.Upper, exp.Lower, exp.Order, exp.Collate)

    assert not any(query(planned(), table).find(*folded) for table in ("pupil", "contact", "staff"))


def test_a_feed_leaves_nothing_behind_in_the_opened_roll():
    snapshot = roll()
    before = snapshot.connection.execute("SELECT count(*) FROM duckdb_tables()").fetchall()

    preview(request(OF, snapshot, ANSWERS))
    preview(request(OF, snapshot, ANSWERS))

    assert snapshot.connection.execute("SELECT count(*) FROM duckdb_tables()").fetchall() == before
    with pytest.raises(duckdb.Error):
        snapshot.connection.execute("SELECT * FROM listed")
