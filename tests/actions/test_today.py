"""What needs somebody today is said once, worst first, and goes when it is done."""

from datetime import timedelta

from schoolgate.actions import agreements, assessing
from schoolgate.actions.today import tasks
from schoolgate.domain.assessment import Outcome
from schoolgate.domain.vocabulary import Flow
from tests.actions.cast import (
    HEAD,
    answer,
    approve,
    assess,
    clause,
    draft,
    in_force,
    on_roll,
    opt_in,
    run,
    withdraw,
)
from tests.actions.day import AT, ON

LAST_YEAR = ON - timedelta(days=400)


def said(office):
    return [(one.verb, one.slugs) for one in tasks(office, on=ON)]


def test_a_school_with_nothing_to_do_is_told_nothing(office):
    assert said(office) == []
    in_force(office)
    assert said(office) == []


def test_what_waits_for_somebody_is_told_worst_first_and_goes_when_it_is_done(office):
    draft(office, "sums")
    draft(office, "spelling")
    assess(office, "spelling", on=LAST_YEAR, due=ON - timedelta(days=1))
    assert said(office) == [
        ("Assess before anything is sent", ("sums",)),
        ("Look again: the review is past", ("spelling",)),
        ("Approve drafts", ("spelling", "sums")),
    ]
    for slug in ("sums", "spelling"):
        assess(office, slug)
        approve(office, slug)
    assert said(office) == []


def test_what_has_ended_needs_nobody(office):
    draft(office)
    agreements.end(office, "sums", by=HEAD, why="not used", at=AT)
    assert said(office) == []


def test_an_item_of_which_nobody_has_said_how_it_gets_there_is_asked_about(office):
    made = clause("full_name")
    term = made.terms[0]
    unknown = type(term)(item=term.item, flow=Flow.UNKNOWN)
    draft(office, "sums", type(made)(id="1", terms=(unknown,)))
    assert ("Settle how items get there", ("sums",)) in said(office)


def test_a_recipient_is_to_be_asked_to_delete_who_withdrew(with_roll, tmp_path):
    opt_in(with_roll)
    answer(with_roll, on_roll()[0])
    run(with_roll, tmp_path)
    withdraw(with_roll, on_roll()[0])
    assert said(with_roll) == [("Ask recipients to delete", ("sums",))]


def test_a_look_recorded_late_does_not_stand_over_one_made_since(office):
    draft(office)
    assess(office, outcome=Outcome.REFUSED, due=None)
    assess(office, on=LAST_YEAR, due=ON + timedelta(days=1))
    assert assessing.latest(office)["sums"].outcome is Outcome.REFUSED
