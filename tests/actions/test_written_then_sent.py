"""Written down durably, then sent: no crash, change or full disk comes between without being told."""

import errno
import os
import threading
import time
from contextlib import suppress

import pytest
from django.db import DatabaseError, connection, connections

from schoolgate.actions import decisions, feeds, ledger, turn
from schoolgate.couriers import COURIERS
from schoolgate.couriers.errors import NotDelivered
from schoolgate.domain.disclosure import Delivery
from schoolgate.domain.errors import Refused
from schoolgate.domain.run import RunState
from schoolgate.domain.vocabulary import ChoiceKind
from schoolgate.store import runs
from tests.actions.cast import (
    answer,
    clause,
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
from tests.actions.day import AT
from tests.actions.edges import bring, elsewhere


def test_the_intent_is_there_for_others_to_read_before_the_first_byte_leaves(fresh_office, tmp_path):
    in_force(fresh_office)
    seen = []

    def courier(files, *, to):
        assert not connection.in_atomic_block
        (told,) = elsewhere(lambda: ledger.disclosures(fresh_office))
        (held,) = elsewhere(lambda: runs.all_runs(fresh_office.tenant))
        seen.append((told.intent.run, told.outcome, held.run, held.state))
        assert {file.name for file in told.intent.files} | {"manifest.json"} == set(files)

    sent = bring(fresh_office, tmp_path / "out", courier)
    assert sent.delivery is Delivery.DELIVERED
    ((intent, outcome, held, state),) = seen
    assert (intent, outcome, state) == (held, None, RunState.INTENT)
    (told,) = ledger.disclosures(fresh_office)
    assert told.outcome.delivery is Delivery.DELIVERED


class ComesBetween:
    """Somebody else does `act` just before the n-th question, if the database lets them then."""

    def __init__(self, number, act):
        self.left, self.act, self.done = number, act, None

    def __call__(self, execute, sql, params, many, context):
        self.left -= 1
        if self.left == 0:
            try:
                self.done = elsewhere(self.act)
            except DatabaseError:
                self.done = "shut out"
        return execute(sql, params, many, context)


def test_a_withdrawal_committed_at_any_moment_before_the_intent_keeps_the_pupil_out(fresh_office, tmp_path):
    """Between any two questions of a run to the database, somebody else commits a withdrawal."""
    pupil, *others = on_roll()[:3]
    kept_out, shut_out, too_late, number = 0, 0, 0, 0
    while not (too_late and shut_out):
        number += 3 if connection.vendor == "postgresql" else 1  # each read there is four questions
        slug = f"sums-{number}"
        opt_in(fresh_office, slug, clause("pupil_id", choice=ChoiceKind.PERMISSION))
        for one in (pupil, *others):
            answer(fresh_office, one, slug=slug)

        def act(slug=slug):
            withdraw(fresh_office, pupil, slug=slug)
            return any(one.intent.agreement == slug for one in ledger.disclosures(fresh_office))

        between = ComesBetween(number, act)
        with connection.execute_wrapper(between):
            sent = run(fresh_office, tmp_path / "out", slug)
        was_written = between.done
        if was_written is False:
            assert pupils_in(sent.folder) == set(others)
            kept_out += 1
        elif was_written is True or was_written is None:
            too_late += 1
        else:
            shut_out += 1
            assert pupils_in(sent.folder) == {pupil, *others}
        assert number < 300
    assert kept_out > 10
    assert ledger.verify(fresh_office).holds()


def test_a_register_that_changes_each_time_the_parcel_is_made_sends_nothing(fresh_office, tmp_path):
    opt_in(fresh_office)
    pupils = on_roll()
    answer(fresh_office, pupils[0])

    def changes_after_the_decisions_are_counted(execute, sql, params, many, context):
        if "store_feedrun" in sql:
            with suppress(DatabaseError):  # shut out, while the intent is written
                elsewhere(lambda: answer(fresh_office, pupils[1]))
        return execute(sql, params, many, context)

    before = ledger.verify(fresh_office).size
    with connection.execute_wrapper(changes_after_the_decisions_are_counted):
        found = run(fresh_office, tmp_path / "out")
    assert found.refused == (
        "the register changed each time the parcel was made; try again when nobody is editing",
    )
    assert ledger.verify(fresh_office).size == before
    assert delivered(tmp_path / "out") == []


def test_a_newer_roll_loaded_while_the_parcel_is_made_makes_it_anew(fresh_office, tmp_path):
    in_force(fresh_office)
    gone, *others = on_roll()
    loads = []

    def loads_once(execute, sql, params, many, context):
        if "store_decision" in sql and not loads:
            loads.append(elsewhere(lambda: load_roll(fresh_office, tmp_path, without(made_up(), gone))))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(loads_once):
        sent = run(fresh_office, tmp_path / "out")
    assert loads
    assert pupils_in(sent.folder) == set(others)
    (told,) = ledger.disclosures(fresh_office)
    assert told.intent.snapshot == loads[0].snapshot.digest


def failing(code, after):
    """The folder's courier, with a disk that fails after so many files."""

    def courier(files, *, to):
        COURIERS["folder"](dict(list(files.items())[:after]), to=to)
        raise NotDelivered(
            os.strerror(code),
            delivery=Delivery.UNKNOWN if after else Delivery.FAILED,
            detail="disk-full",
        )

    return courier


@pytest.mark.parametrize(("after", "outcome"), [(0, Delivery.FAILED), (1, Delivery.UNKNOWN)])
def test_a_full_disk_is_told_in_the_ledger_and_to_the_office(with_roll, tmp_path, after, outcome):
    in_force(with_roll)
    sent = bring(with_roll, tmp_path / "out", failing(errno.ENOSPC, after))
    (told,) = ledger.disclosures(with_roll)
    assert (told.outcome.delivery, told.outcome.detail) == (outcome, "disk-full")
    assert told.counts_as_disclosed() is (outcome is Delivery.UNKNOWN)
    assert sent.problem == "No space left on device"


def test_what_never_arrived_is_no_first_send(with_roll, tmp_path):
    in_force(with_roll)
    bring(with_roll, tmp_path / "out", failing(errno.ENOSPC, 0))
    alone = feeds.run_one(with_roll, "sums", sending(tmp_path / "out", confirmed_by=None))
    assert "it is sent for the first time" in alone.refused[0]


@pytest.mark.parametrize("taken", ["out", "out/sums"])
def test_a_file_in_the_way_of_the_folder_fails_the_run_and_says_what_to_do(with_roll, tmp_path, taken):
    in_force(with_roll)
    place = tmp_path / taken
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("not a folder")
    sent = run(with_roll, tmp_path / "out")
    assert sent.outcome == "failed"
    assert sent.warnings[-1].startswith("Nothing was put in")
    (told,) = ledger.disclosures(with_roll)
    assert told.outcome.delivery is Delivery.FAILED
    assert place.read_text() == "not a folder"


def test_two_people_who_send_at_once_send_one_after_the_other(fresh_office, tmp_path):
    in_force(fresh_office)
    order = []

    def courier(files, *, to):
        order.append("first begins")
        second.start()
        time.sleep(0.3)
        order.append("first ends")

    def run_second():
        try:
            run(fresh_office, tmp_path / "out")
            order.append("second ends")
        finally:
            connections.close_all()

    second = threading.Thread(target=run_second)
    bring(fresh_office, tmp_path / "out", courier)
    second.join()
    assert order == ["first begins", "first ends", "second ends"]
    told = ledger.disclosures(fresh_office)
    assert [one.outcome.delivery for one in told] == [Delivery.DELIVERED] * 2
    assert ledger.verify(fresh_office).holds()


def test_who_can_wait_no_longer_for_anothers_run_is_told_so(with_roll, tmp_path, monkeypatch):
    in_force(with_roll)
    monkeypatch.setattr(turn, "PATIENCE", 0.05)
    with turn.turn_to_send(with_roll), pytest.raises(Refused) as refusal:
        run(with_roll, tmp_path)
    assert str(refusal.value) == (
        "No feed was run.\n- another run of this school's feeds is under way; try again when it has ended"
    )
    assert ledger.verify(with_roll).size == 0


def test_a_clock_set_back_ends_no_run_before_it_began(with_roll, tmp_path):
    in_force(with_roll)
    times = iter([AT, AT, later(hours=-3)])
    run(with_roll, tmp_path, clock=lambda: next(times, later(hours=-3)))
    (told,) = ledger.disclosures(with_roll)
    assert told.outcome.at >= told.intent.at
    assert ledger.verify(with_roll).holds()


def test_an_objection_is_counted_in_the_run_that_follows(with_roll, tmp_path):
    in_force(with_roll)
    pupil = on_roll()[0]
    made = answer(with_roll, pupil, "objection")
    sent = run(with_roll, tmp_path)
    (told,) = ledger.disclosures(with_roll)
    assert told.intent.decisions == made.sequence == len(decisions.decisions(with_roll))
    assert pupil not in pupils_in(sent.folder)
