"""What a document makes depend on something leaves once a person has said what that comes to."""

import csv
import io
from dataclasses import replace

import pytest

from schoolgate.domain.agreement import Depends
from schoolgate.domain.vocabulary import ChoiceKind
from schoolgate.feeds.prepare import preview
from schoolgate.feeds.refusals import FeedRefused
from tests.feeds.cases import agreement, clause, decision, request, sent

OPEN = (
    'It is declared "if given", and nobody has said what that comes to. Say always, permission or '
    "on_request: schoolgate agreement set sums item.gender.depends always"
)
ASKS_NOBODY = (
    "It goes with a family's permission alone, and clause 1 asks nobody. Put it into a clause that does: "
    "schoolgate agreement set sums item.gender.clause NEW, then clause.NEW.choice permission"
)
ON_REQUEST = "It is told on request alone, each time recorded, and never in a feed."


def with_gender(depends, conditions=("if given",), **more):
    (term,) = sent("gender", conditions=conditions, depends=depends)
    return agreement(clause(*sent("full_name"), term, **more))


def headings(parcel):
    return next(csv.reader(io.StringIO(parcel.files["pupils.csv"].decode(), newline="")))


def told(parcel):
    return [(one.item, one.code, one.sentence) for one in parcel.withheld]


def test_a_condition_that_nobody_settled_withholds_the_item_by_name_and_the_rest_leaves():
    parcel = preview(request(with_gender(None)))

    assert told(parcel) == [("gender", "condition-open", OPEN)]
    assert headings(parcel) == ["Pupil key", "First name", "Surname"]


def test_a_condition_that_holds_for_everybody_lets_the_item_leave():
    parcel = preview(request(with_gender(Depends.ALWAYS)))

    assert told(parcel) == []
    assert headings(parcel)[-1] == "Sex"


@pytest.mark.parametrize("conditions", [("in an emergency",), ()])
def test_what_is_told_on_request_is_in_no_feed(conditions):
    assert told(preview(request(with_gender(Depends.ON_REQUEST, conditions)))) == [
        ("gender", "on-request", ON_REQUEST)
    ]


def test_what_needs_permission_leaves_only_of_those_whose_family_was_asked_and_said_yes():
    asks_nobody = with_gender(Depends.PERMISSION)
    (term,) = sent("gender", conditions=("with permission",), depends=Depends.PERMISSION)
    asked = replace(
        asks_nobody,
        clauses=(clause(*sent("full_name")), clause(term, id="2", choice=ChoiceKind.PERMISSION)),
    )
    yes = {"2": {"p1": [decision("p1", "yes", clause="2")]}}

    rows = preview(request(asked, decisions=yes)).files["pupils.csv"].decode().splitlines()

    assert told(preview(request(asks_nobody))) == [("gender", "asks-nobody", ASKS_NOBODY)]
    assert sorted(row.split(",")[-1] for row in rows[1:]) == ["", "F"]


def test_an_agreement_of_nothing_but_open_conditions_says_what_to_settle():
    (term,) = sent("gender", conditions=("if given",))

    with pytest.raises(FeedRefused) as error:
        preview(request(agreement(clause(term))))

    assert [one.sentence for one in error.value.refusals] == [f"Nothing of it may leave yet. {OPEN}"]
