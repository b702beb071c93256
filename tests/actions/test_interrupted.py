"""A run that stopped between its intent and its outcome is finished only where it may leave today."""

from datetime import timedelta
from pathlib import Path

import pytest

from schoolgate.actions import agreements, feeds, ledger
from schoolgate.domain.disclosure import Delivery
from schoolgate.domain.run import RunState
from tests.actions.cast import (
    HEAD,
    answer,
    approve,
    changed,
    delivered,
    in_force,
    later,
    load_roll,
    made_up,
    on_roll,
    opt_in,
    pupils_in,
    run,
    sending,
    withdraw,
    without,
)
from tests.actions.day import AT, ON
from tests.actions.edges import interrupt, states


def test_an_interrupted_run_is_not_sent_again_where_a_family_has_withdrawn_since(fresh_office, tmp_path):
    opt_in(fresh_office)
    pupils = on_roll()
    for pupil in pupils:
        answer(fresh_office, pupil)
    interrupt(fresh_office, tmp_path / "out")
    withdraw(fresh_office, pupils[0])

    sent = run(fresh_office, tmp_path / "out")
    first, second = ledger.disclosures(fresh_office)
    assert (first.outcome.delivery, first.outcome.detail) == (Delivery.UNKNOWN, "interrupted")
    assert first.counts_as_disclosed()
    assert pupils_in(sent.folder) == set(pupils[1:])
    assert {path.parent for path in delivered(tmp_path / "out")} == {Path(sent.folder)}
    assert second.outcome.delivery is Delivery.DELIVERED


@pytest.mark.parametrize(
    "since",
    [
        lambda office, folder: agreements.suspend(office, "sums", by=HEAD, why="a breach", at=AT),
        lambda office, folder: approve(office),
        lambda office, folder: load_roll(office, folder, without(made_up(), on_roll()[0])),
    ],
    ids=["suspended", "signed anew", "another roll"],
)
def test_an_interrupted_run_is_not_sent_again_where_its_grounds_have_changed(fresh_office, tmp_path, since):
    in_force(fresh_office)
    interrupt(fresh_office, tmp_path / "out")
    since(fresh_office, tmp_path)
    list(feeds.run_all(fresh_office, sending(tmp_path / "other")))
    assert next(state for _, state in states(fresh_office)) is RunState.UNKNOWN
    assert delivered(tmp_path / "out") == []


def test_an_interrupted_run_is_not_sent_again_on_a_day_when_it_may_not_leave(fresh_office, tmp_path):
    in_force(fresh_office)
    interrupt(fresh_office, tmp_path / "out")
    late = lambda: later(days=400)  # noqa: E731 - past the review of its assessment
    assert run(fresh_office, tmp_path / "out", clock=late).outcome == "refused"
    assert [state for _, state in states(fresh_office)] == [RunState.UNKNOWN]
    assert delivered(tmp_path / "out") == []


def test_an_interrupted_run_is_not_sent_again_once_a_pupil_in_it_has_left(fresh_office, tmp_path):
    leaver = on_roll()[0]
    leaving = changed(
        made_up(), lambda row: row | ({"leaving_date": ON + timedelta(days=1)} if row["id"] == leaver else {})
    )
    load_roll(fresh_office, tmp_path, leaving)
    in_force(fresh_office)
    interrupt(fresh_office, tmp_path / "out")
    sent = run(fresh_office, tmp_path / "out", clock=lambda: later(days=2))
    assert [state for _, state in states(fresh_office)] == [RunState.UNKNOWN, RunState.DELIVERED]
    assert leaver not in pupils_in(sent.folder)
    assert {path.parent for path in delivered(tmp_path / "out")} == {Path(sent.folder)}


def test_an_interrupted_run_is_finished_where_only_another_agreement_was_answered(fresh_office, tmp_path):
    in_force(fresh_office)
    opt_in(fresh_office, "other")
    interrupt(fresh_office, tmp_path / "out")
    answer(fresh_office, on_roll()[0], slug="other")
    run(fresh_office, tmp_path / "out")
    assert [state for _, state in states(fresh_office)] == [RunState.DELIVERED] * 2


def test_a_rehearsal_leaves_an_interrupted_run_as_it_is(fresh_office, tmp_path):
    in_force(fresh_office)
    interrupt(fresh_office, tmp_path / "out")
    feeds.run_one(fresh_office, "sums", sending(tmp_path / "out"), dry_run=True)
    assert [state for _, state in states(fresh_office)] == [RunState.INTENT]
    assert ledger.verify(fresh_office).size == 1
