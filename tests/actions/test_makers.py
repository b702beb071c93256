"""Parcels of many schools made by processes of their own: the same ones, and none lost with a process."""

import os
import pickle
import signal
import subprocess
import sys
import threading
from datetime import timedelta
from multiprocessing import active_children

import pytest

from schoolgate.actions import bulk, ledger
from schoolgate.actions.ahead import TOGETHER
from schoolgate.actions.makers import MakerEnded
from schoolgate.confine.lifetime import can_be_forked
from schoolgate.couriers.many_folders import deliver_all
from schoolgate.domain.disclosure import Delivery
from schoolgate.feeds.bulk.folder import FolderRefused
from schoolgate.feeds.generator import generate
from schoolgate.feeds.parcel import sha256
from schoolgate.store import batches
from tests.actions.cast import Clock, delivered, in_force
from tests.actions.day import AT, ON
from tests.actions.edges import ROOT
from tests.actions.test_bulk import counts, night
from tests.feeds.folders import write_folder
from tests.tools import require_or_skip

PLACES = [(str(201 + n // 2), f"s{n}") for n in range(8)]
WHOLE = {"sums": (8, 0, 0, 0)}


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    rolls = {place: generate(20, seed, ON) for seed, place in enumerate(PLACES)}
    return write_folder(tmp_path_factory.mktemp("apart"), rolls)


@pytest.fixture(autouse=True)
def alone():
    require_or_skip("A process that may be doubled", can_be_forked())


class Watch(Clock):
    """A clock that sees which processes are there whenever somebody looks at it, and may end one."""

    def __init__(self, start=AT, end=0):
        super().__init__(start)
        self.seen, self.end = set(), end

    def __call__(self):
        there = active_children()
        self.seen |= {one.pid for one in there}
        if there and self.end:
            self.end -= 1
            os.kill(there[0].pid, signal.SIGKILL)
            there[0].join()
        return super().__call__()


def apart(folder, out, **more):
    return night(folder, out, **{"clock": Watch(), "much": 0} | more)


def sent(out):
    return {path.parent.name: path.read_bytes() for path in delivered(out) if path.name == "pupils.csv"}


def test_processes_make_the_parcels_that_threads_make(fresh_office, folder, tmp_path):
    in_force(fresh_office, "sums")
    threads, processes = Watch(), Watch(AT + timedelta(days=1))

    bulk.run(fresh_office, night(folder, tmp_path / "one", clock=threads))
    ran = bulk.run(fresh_office, apart(folder, tmp_path / "other", clock=processes))

    assert (len(threads.seen), len(processes.seen)) == (0, 2)
    assert counts(ran) == WHOLE
    assert len(sent(tmp_path / "other")) == len(PLACES)
    assert sent(tmp_path / "one") == sent(tmp_path / "other")
    assert ledger.verify(fresh_office).holds()
    told = [one.intent for one in ledger.disclosures(fresh_office)]
    assert [_plain(one) for one in told[:8]] == [_plain(one) for one in told[8:]]
    assert active_children() == []


def _plain(intent):
    """All but what differs from day to day."""
    own = ("at", "run", "people_root")
    return {name: getattr(intent, name) for name in intent.__slots__ if name not in own}


def test_a_rehearsal_by_processes_writes_nothing(fresh_office, folder, tmp_path):
    in_force(fresh_office, "sums")

    ran = bulk.run(fresh_office, apart(folder, tmp_path / "out"), dry_run=True)

    assert counts(ran) == WHOLE
    assert delivered(tmp_path / "out") == []
    assert ledger.disclosures(fresh_office) == ()


def test_a_process_with_threads_is_not_doubled(fresh_office, folder, tmp_path):
    in_force(fresh_office, "sums")
    over, clock = threading.Event(), Watch()
    other = threading.Thread(target=over.wait)
    other.start()
    try:
        ran = bulk.run(fresh_office, apart(folder, tmp_path / "out", clock=clock))
    finally:
        over.set()
        other.join()

    assert counts(ran) == WHOLE
    assert clock.seen == set()


def all_told_once(office, out, places=PLACES):
    told = ledger.disclosures(office)
    assert sorted(one.intent.school for one in told) == sorted(school for _, school in places)
    assert {one.outcome.delivery for one in told} == {Delivery.DELIVERED}
    assert sorted(map(sha256, sent(out).values())) == sorted(
        file.sha256 for one in told for file in one.intent.files
    )
    assert ledger.verify(office).holds()
    assert batches.unsettled(office.tenant) == ()


def test_where_a_process_is_killed_the_run_is_refused_and_the_next_one_brings_all(
    fresh_office, folder, tmp_path
):
    in_force(fresh_office, "sums")

    with pytest.raises(MakerEnded) as refusal:
        bulk.run(fresh_office, apart(folder, tmp_path / "out", clock=Watch(end=1)))

    assert str(refusal.value) == (
        "The run was broken off.\n"
        "- a process that made parcels ended before its time, as where memory runs out; what was delivered "
        "stays so, and the same run again brings the rest"
    )
    assert ledger.disclosures(fresh_office) == ()
    assert [*(fresh_office.home / "kept").glob("*.part")] == []
    assert active_children() == []
    assert counts(bulk.run(fresh_office, apart(folder, tmp_path / "out"))) == WHOLE
    all_told_once(fresh_office, tmp_path / "out")


def test_what_arrived_before_a_process_was_killed_is_not_brought_again(fresh_office, tmp_path):
    places = [(str(201 + n), f"s{n}") for n in range(TOGETHER + 2)]
    rolls = {place: generate(8, seed, ON) for seed, place in enumerate(places)}
    folder = write_folder(tmp_path / "nation", rolls)
    in_force(fresh_office, "sums")

    def brings_and_ends(loads):
        deliver_all(loads)
        for one in active_children():
            os.kill(one.pid, signal.SIGKILL)

    with pytest.raises(MakerEnded):
        bulk.run(fresh_office, apart(folder, tmp_path / "out", bring=brings_and_ends))
    (ran,) = bulk.run(fresh_office, apart(folder, tmp_path / "out"))

    assert ran.already > 0
    assert ran.already + ran.delivered == len(places)
    all_told_once(fresh_office, tmp_path / "out", places)


def test_a_refusal_says_the_same_in_whatever_process_it_is_met():
    met = FolderRefused("a pupil has no school; say whose each pupil is")

    assert str(pickle.loads(pickle.dumps(met))) == str(met)


DOUBLED = """
import os, time
from schoolgate.confine.lifetime import end_with
first = os.getpid()
if os.fork() == 0:
    end_with(first)
    print("begun", flush=True)
time.sleep(60)
"""


def test_a_double_ends_with_its_process_however_that_ends():
    running = subprocess.Popen(
        [sys.executable, "-c", DOUBLED], stdout=subprocess.PIPE, text=True, cwd=ROOT / "src"
    )
    assert running.stdout.readline() == "begun\n"

    running.kill()

    assert running.stdout.read() == ""  # which ends when both have let go of it
    running.stdout.close()
    running.wait()
