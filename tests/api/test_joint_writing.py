"""Many ask at once, one commit: nobody goes on before their own is written."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from schoolgate.actions.joint_writing import JointWriting


def test_whoever_waits_while_one_writes_is_written_together():
    begun, may_go_on, batches = Event(), Event(), []

    def write(items):
        batches.append(list(items))
        if len(batches) == 1:
            begun.set()
            may_go_on.wait(10)
        return [True] * len(items)

    joint = JointWriting(write)
    with ThreadPoolExecutor(9) as threads:
        first = threads.submit(joint.written, "first")
        begun.wait(10)
        others = [threads.submit(joint.written, n) for n in range(8)]
        while len(joint._queue) < 8:
            pass
        may_go_on.set()
        assert first.result(10)
        assert all(one.result(10) for one in others)

    assert batches[0] == ["first"]
    assert sorted(batches[1]) == list(range(8))


def test_nobody_goes_on_before_their_own_is_written():
    written, together = set(), Barrier(8)

    def write(items):
        written.update(items)
        return [True] * len(items)

    joint = JointWriting(write)

    def reader(number):
        together.wait(10)
        assert joint.written(number)
        return number in written

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(reader, range(8)))


def test_who_is_turned_away_knows_it():
    assert JointWriting(lambda items: [item == "good" for item in items]).written("bad") is False


def test_a_write_that_fails_is_nobodys_go_ahead():
    def write(items):
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="disk"):
        JointWriting(write).written("one")
