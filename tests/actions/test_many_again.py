"""Parcels of many schools that did not arrive: run again, they do, once, and each attempt is told."""

import pytest

from schoolgate.actions import bulk, ledger, one_file
from schoolgate.couriers.errors import NotDelivered
from schoolgate.couriers.many_folders import deliver_all
from schoolgate.couriers.one_file import deliver_file
from schoolgate.domain.disclosure import Delivery
from schoolgate.feeds.parcel import sha256
from tests.actions.cast import delivered, in_force
from tests.actions.test_broken_folder import contents, folder
from tests.actions.test_bulk import counts, night

__all__ = ["folder"]
FAILED, UNKNOWN = Delivery.FAILED, Delivery.UNKNOWN
BOTH = pytest.mark.parametrize("delivery", [FAILED, UNKNOWN])


def no_room(delivery, first=lambda *_: None):
    def bring(*load):
        first(*load)
        raise NotDelivered("There was no room.", delivery=delivery, detail="disk-full")

    return bring


def outcomes(office):
    return [one.outcome.delivery for one in ledger.disclosures(office)]


@BOTH
@pytest.mark.parametrize("times", [1, 3])
def test_parcels_that_did_not_arrive_are_brought_by_the_next_run_of_the_day(
    fresh_office, folder, tmp_path, delivery, times
):
    in_force(fresh_office, "sums")
    for _ in range(times):
        bulk.run(fresh_office, night(folder, tmp_path / "out", bring=no_room(delivery)))
    again = bulk.run(fresh_office, night(folder, tmp_path / "out"))
    after = bulk.run(fresh_office, night(folder, tmp_path / "out"))

    assert (counts(again), counts(after)) == ({"sums": (3, 0, 0, 0)}, {"sums": (0, 3, 0, 0)})
    assert outcomes(fresh_office) == [delivery] * 3 * times + [Delivery.DELIVERED] * 3
    assert ledger.verify(fresh_office).holds()
    told = {file.sha256 for one in ledger.disclosures(fresh_office) for file in one.intent.files}
    there = [path for path in delivered(tmp_path / "out") if path.name == "pupils.csv"]
    assert ({sha256(path.read_bytes()) for path in there}, len(there)) == (told, 3)


def test_what_arrived_though_nobody_knew_is_not_put_there_twice(fresh_office, folder, tmp_path):
    in_force(fresh_office, "sums")
    bulk.run(fresh_office, night(folder, tmp_path / "out", bring=no_room(UNKNOWN, deliver_all)))
    before = contents(tmp_path / "out")
    again = bulk.run(fresh_office, night(folder, tmp_path / "out"))

    assert counts(again) == {"sums": (3, 0, 0, 0)}
    assert contents(tmp_path / "out") == before


@BOTH
def test_one_file_that_did_not_arrive_is_brought_by_the_next_run_of_the_day(
    fresh_office, folder, tmp_path, delivery
):
    in_force(fresh_office, "sums")
    file = tmp_path / "out" / "all.csv"
    one_file.run(
        fresh_office, night(folder, tmp_path / "out"), "sums", file, bring=no_room(delivery, deliver_file)
    )
    before = contents(tmp_path / "out")
    first = one_file.run(fresh_office, night(folder, tmp_path / "out"), "sums", file)
    second = one_file.run(fresh_office, night(folder, tmp_path / "out"), "sums", file)

    assert (first.delivered, second.already) == (1, 1)
    assert contents(tmp_path / "out") == before
    assert outcomes(fresh_office) == [delivery, Delivery.DELIVERED]


def test_one_file_that_found_no_room_leaves_no_part_and_comes_when_there_is(fresh_office, folder, tmp_path):
    in_force(fresh_office, "sums")
    file = tmp_path / "out" / "all.csv"
    one_file.run(fresh_office, night(folder, tmp_path / "out"), "sums", file, bring=no_room(FAILED))
    again = one_file.run(fresh_office, night(folder, tmp_path / "out"), "sums", file)

    assert again.delivered == 1
    assert sha256(file.read_bytes()) == ledger.disclosures(fresh_office)[-1].intent.files[0].sha256
