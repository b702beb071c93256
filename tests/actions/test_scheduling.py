"""Feeds that run by themselves: each turn once, a missed one is named, a crash repeats nothing."""

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connections

from schoolgate.actions import care, doors, feeds, hosts, scheduling, today, turn
from schoolgate.actions.by_itself import by_itself
from schoolgate.domain.errors import Invalid, Refused
from schoolgate.domain.run import RunState
from schoolgate.domain.schedule import Rhythm
from schoolgate.store import runs
from schoolgate.store import schedules as kept
from tests.actions.cast import OFFICE, Clock, answer, in_force, on_roll
from tests.actions.edges import ROOT, Interrupted, elsewhere, states
from tests.actions.test_doors import asked, through
from tests.couriers import sftp_place
from tests.couriers.sftp_place import HOST, Server

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
NIGHT = datetime(2026, 11, 24, 2, 1, tzinfo=UTC)


@pytest.fixture
def server(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    found = Server(folder)
    yield found
    found.close()


@pytest.fixture
def school(fresh_office, server):
    """An agreement in force with a door, through which a first parcel went by hand."""
    in_force(fresh_office)
    hosts.allow(fresh_office.home, HOST)
    doors.add(fresh_office, "sums", asked(), at=NOON)
    assert feeds.run_one(fresh_office, "sums", through(server)).outcome == "delivered"
    return fresh_office


def nightly(office, rhythm=Rhythm.NIGHTLY, at=NOON):
    return scheduling.put(office, "sums", rhythm, time_of_day="02:00", by=OFFICE, at=at)


def work(office, server, at=NIGHT):
    network = sftp_place.network(server.port)
    return list(scheduling.work(office, clock=Clock(at), network=network))


def doctor(office, at):
    [found] = [one for one in care.doctor(office, at=at) if one.name == "schedule"]
    return found.is_well, found.says


def test_a_night_is_run_once(school, server):
    nightly(school)
    assert work(school, server, NOON) == []
    assert work(school, server) == [("sums", "delivered")]
    assert work(school, server) == []
    assert work(school, server, NIGHT + timedelta(hours=5)) == []
    assert len(states(school)) == 2


def test_the_next_night_is_another_turn(school, server):
    nightly(school)
    assert work(school, server) + work(school, server, NIGHT + timedelta(days=1)) == [
        ("sums", "delivered"),
        ("sums", "delivered"),
    ]


def test_a_turn_is_taken_by_one_of_two_that_ask_for_it(school):
    taken = [kept.take_turn(school.tenant, "sums", NIGHT, at=NIGHT)]
    taken.append(elsewhere(lambda: kept.take_turn(school.tenant, "sums", NIGHT, at=NIGHT)))
    assert taken == [True, False]


def test_a_change_is_sent_once_it_has_been_quiet(school, server):
    nightly(school, Rhythm.ON_CHANGE)
    assert work(school, server, NOON + timedelta(hours=1)) == []
    answer(school, on_roll()[0], "objection", at=NOON + timedelta(hours=2))
    assert work(school, server, NOON + timedelta(hours=2, minutes=1)) == []
    assert work(school, server, NOON + timedelta(hours=2, minutes=6)) == [("sums", "delivered")]
    assert work(school, server, NOON + timedelta(hours=3)) == []


def test_what_is_refused_by_hand_is_refused_by_night(school, server):
    nightly(school)
    doors.remove(school, "sums", by=OFFICE, at=NOON)
    assert work(school, server) == [("sums", "refused")]
    advice = "see why with: schoolgate feed run sums --dry-run"
    says = f"sums: its run of 2026-11-24 02:00 UTC was refused; {advice}"
    assert doctor(school, NIGHT + timedelta(minutes=2)) == (False, says)


def test_a_missed_night_says_so(school, server):
    nightly(school)
    work(school, server)
    late = NIGHT + timedelta(days=3, hours=1)
    kept.beat(school.tenant, late)
    assert [f"{one:%d %H:%M}" for one in scheduling.listing(school, at=late)[0].missed] == [
        "25 02:00",
        "26 02:00",
    ]
    assert doctor(school, late) == (False, "sums: missed its run of 2026-11-26 02:00 UTC")


def test_a_missed_night_is_something_to_do_today(school, server):
    nightly(school)
    work(school, server)
    found = [one.verb for one in today.tasks(school, on=(NIGHT + timedelta(days=3)).date())]
    assert "See why feeds did not run by themselves" in found


def test_a_computer_that_was_off_at_night_runs_the_newest_turn_alone(school, server):
    nightly(school)
    assert work(school, server, NIGHT + timedelta(days=3, hours=7)) == [("sums", "delivered")]


def test_a_worker_that_sleeps_is_named(school, server):
    nightly(school)
    assert doctor(school, NOON) == (
        False,
        "the worker has not been awake yet; start it with: schoolgate worker",
    )
    work(school, server)
    assert doctor(school, NIGHT + timedelta(minutes=1))[0] is True
    assert doctor(school, NIGHT + timedelta(minutes=30)) == (
        False,
        "the worker has not been awake since 2026-11-24 02:01 UTC; start it with: schoolgate worker",
    )


def test_where_nothing_runs_by_itself_nothing_is_wrong(school):
    assert doctor(school, NOON) == (True, "nothing runs by itself")


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_night_that_was_interrupted_is_brought_to_its_end_in_the_same_run(
    school, server, monkeypatch, after
):
    nightly(school)
    whole = doors.DOORS["sftp"]

    def dying(opened):
        def deliver(given, *, to):
            whole(opened)(dict(list(given.items())[:after]), to=to)
            raise Interrupted

        return deliver

    with monkeypatch.context() as patched:
        patched.setitem(doors.DOORS, "sftp", dying)
        with pytest.raises(Interrupted):
            work(school, server)
    assert work(school, server, NIGHT + timedelta(minutes=5)) == [("sums", "delivered")]
    assert work(school, server, NIGHT + timedelta(minutes=9)) == []
    assert [state for _, state in states(school)] == [RunState.DELIVERED, RunState.DELIVERED]


def test_a_turn_that_was_taken_before_anything_was_written_down_is_run(school, server):
    nightly(school)
    kept.take_turn(school.tenant, "sums", NIGHT.replace(minute=0), at=NIGHT)
    assert work(school, server, NIGHT + timedelta(minutes=5)) == [("sums", "delivered")]
    assert len(runs.all_runs(school.tenant)) == 2


def test_killed_at_any_write_the_worker_sends_each_night_once(school, server, fresh_home):
    nightly(school)
    connections.close_all()
    told = {
        "home": str(fresh_home.home.path),
        "database": fresh_home.database,
        "owner": fresh_home.owner,
        "port": server.port,
    }
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.actions.scheduled_crashing"],
        input=json.dumps(told),
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    *killed, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(killed) >= 4  # on PostgreSQL the database itself makes some of the writes
    assert {line["ended"] for line in killed} == {"SIGKILL"}
    for nights, line in enumerate([*killed, last], start=1):
        # The one by hand before the first night, then one each night, whatever the crash.
        assert line["then"]["outcomes"] == ["delivered"] * (nights + 1), line
        assert line["then"]["holds"]
    assert last["ended"] == [["sums", "delivered"]]


def test_one_worker_is_enough(school):
    with turn.only_worker(school), pytest.raises(Refused) as refusal, turn.only_worker(school):
        pass
    assert str(refusal.value) == (
        "No worker was started.\n- another worker of this school is awake; one is enough, stop it first"
    )


def test_in_term_time_a_schedule_needs_to_know_the_terms(school):
    with pytest.raises(Refused) as refusal:
        nightly(school, Rhythm.TERM_TIME)
    assert str(refusal.value) == (
        "No schedule was set.\n- no term dates are known; schoolgate schedule terms 2026-09-02..2026-10-23 …"
    )
    scheduling.put_terms(school, ((date(2026, 11, 2), date(2026, 12, 18)),), by=OFFICE, at=NOON)
    nightly(school, Rhythm.TERM_TIME)
    assert scheduling.listing(school, at=NOON)[0].next_due == datetime(2026, 11, 24, 2, tzinfo=UTC)


def test_terms_that_have_run_out_are_asked_for(school):
    scheduling.put_terms(school, ((date(2026, 11, 2), date(2026, 12, 18)),), by=OFFICE, at=NOON)
    nightly(school, Rhythm.TERM_TIME)
    after = datetime(2027, 1, 20, tzinfo=UTC)
    assert ("sums", "no term dates are known for today or later") in scheduling.troubles(school, at=after)


def test_a_term_that_ends_before_it_begins_is_refused(school):
    with pytest.raises(Invalid) as refusal:
        scheduling.put_terms(school, ((date(2026, 12, 18), date(2026, 11, 2)),), by=OFFICE, at=NOON)
    assert str(refusal.value) == (
        "No terms were kept: one of them ends before it begins. Write each as FIRST..LAST."
    )


def test_a_time_that_is_none_is_refused(school):
    with pytest.raises(Invalid) as refusal:
        scheduling.put(school, "sums", Rhythm.NIGHTLY, time_of_day="25:00", by=OFFICE, at=NOON)
    assert str(refusal.value) == ("No schedule was set: '25:00' is not a time of day. Write it as 02:00.")


def test_a_schedule_can_be_taken_away(school, server):
    nightly(school)
    scheduling.take_away(school, "sums", by=OFFICE, at=NOON)
    assert (scheduling.listing(school, at=NOON), work(school, server)) == ((), [])


def told(office, at=NIGHT + timedelta(hours=6)):
    return by_itself(office, "sums", clock=Clock(at))


def test_of_a_feed_that_runs_well_nothing_stands_in_the_way(school, server):
    assert told(school) is None
    nightly(school)
    assert told(school).standing.last is None
    work(school, server)
    found = told(school)
    assert (found.standing.last.outcome, found.why, found.detail) == ("delivered", (), "")


def test_of_a_turn_that_was_refused_every_reason_is_told_until_it_is_put_right(school, server):
    nightly(school)
    doors.add(school, "sums", asked(expires=date(2026, 11, 23)), at=NOON)
    assert work(school, server) == [("sums", "refused")]
    assert told(school).why == (
        "The key of its door expired on 2026-11-23. A new one is taken by: schoolgate door rotate sums",
    )
    doors.add(school, "sums", asked(), at=NIGHT)
    assert told(school).why == ()
    assert told(school).standing.last.outcome == "refused"


def test_of_a_parcel_that_its_door_did_not_take_the_code_is_told(school, server):
    nightly(school)
    doors.add(school, "sums", asked(secret=b"expired at the server"), at=NOON)
    assert work(school, server) == [("sums", "failed")]
    assert (told(school).why, told(school).detail) == ((), "not-let-in")
