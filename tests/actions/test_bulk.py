"""Feeds of many schools: written down, put in place, and never twice."""

from pathlib import Path

import pytest

from schoolgate.actions import bulk, hold, ledger
from schoolgate.couriers.many_folders import deliver_all
from schoolgate.domain.agreement import Scope
from schoolgate.domain.disclosure import Delivery
from schoolgate.domain.errors import Refused
from schoolgate.feeds.generator import generate
from schoolgate.feeds.parcel import sha256
from schoolgate.store import batches
from tests.actions.cast import DEPUTY, OFFICE, Clock, assess, clause, delivered, draft, in_force
from tests.actions.day import ON
from tests.feeds.folders import write_folder

PLACES = [("201", "s1"), ("201", "s2"), ("202", "s3")]


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    rolls = {place: generate(20, seed, ON) for seed, place in enumerate(PLACES)}
    return write_folder(tmp_path_factory.mktemp("nation"), rolls)


def night(folder, out, **more):
    given = {"by": OFFICE, "confirmed_by": DEPUTY, "clock": Clock(), "together": 2}
    return bulk.Night(**{"folder": folder, "out": out, **given} | more)


def counts(ran):
    return {one.slug: (one.delivered, one.already, one.unknown, one.failed) for one in ran}


def test_each_school_gets_a_parcel_that_the_ledger_tells_of(fresh_office, folder, tmp_path):
    in_force(fresh_office, "sums")
    in_force(fresh_office, "maths")

    ran = bulk.run(fresh_office, night(folder, tmp_path / "out"))

    assert counts(ran) == {"maths": (3, 0, 0, 0), "sums": (3, 0, 0, 0)}
    told = ledger.disclosures(fresh_office)
    assert {(one.intent.agreement, one.intent.school) for one in told} == {
        (slug, school) for slug in ("maths", "sums") for _, school in PLACES
    }
    assert {one.outcome.delivery for one in told} == {Delivery.DELIVERED}
    assert ledger.verify(fresh_office).holds()
    promised = {file.sha256 for one in told for file in one.intent.files}
    there = {sha256(path.read_bytes()) for path in delivered(tmp_path / "out") if path.name == "pupils.csv"}
    assert there == promised


def test_what_was_brought_today_is_not_brought_again(fresh_office, folder, tmp_path):
    in_force(fresh_office, "sums")
    bulk.run(fresh_office, night(folder, tmp_path / "out"))
    before = delivered(tmp_path / "out")

    again = bulk.run(fresh_office, night(folder, tmp_path / "out"))

    assert counts(again) == {"sums": (0, 3, 0, 0)}
    assert delivered(tmp_path / "out") == before
    assert len(ledger.disclosures(fresh_office)) == 3


def test_a_rehearsal_writes_nothing(fresh_office, folder, tmp_path):
    in_force(fresh_office, "sums")

    ran = bulk.run(fresh_office, night(folder, tmp_path / "out"), dry_run=True)

    assert counts(ran) == {"sums": (3, 0, 0, 0)}
    assert delivered(tmp_path / "out") == []
    assert ledger.disclosures(fresh_office) == ()


def test_a_first_send_needs_a_second_person(fresh_office, folder, tmp_path):
    in_force(fresh_office, "sums")

    (ran,) = bulk.run(fresh_office, night(folder, tmp_path / "out", confirmed_by=None))

    assert "".join(ran.refused) == (
        "A second person has to confirm it, as it is sent for the first time. "
        "Give the name of somebody other than the sender."
    )
    assert delivered(tmp_path / "out") == []


def test_an_agreement_nobody_signed_is_refused_and_the_others_go(fresh_office, folder, tmp_path):
    in_force(fresh_office, "sums")
    draft(fresh_office, "maths")
    assess(fresh_office, "maths")

    ran = bulk.run(fresh_office, night(folder, tmp_path / "out"), ["sums", "maths"])

    assert counts(ran) == {"sums": (3, 0, 0, 0), "maths": (0, 0, 0, 0)}
    assert ran[1].refused == ("Version 1 is not approved. Somebody who may sign has to approve it first.",)


def test_where_another_file_stands_nothing_is_put_and_that_is_said(fresh_office, folder, tmp_path):
    in_force(fresh_office, "sums")

    def too_late(loads):
        other = Path(loads[0][0]) / next(iter(loads[0][1]))
        other.parent.mkdir(parents=True)
        other.write_bytes(b"another")
        deliver_all(loads)

    (ran,) = bulk.run(fresh_office, night(folder, tmp_path / "out", bring=too_late))

    assert counts([ran]) == {"sums": (0, 0, 0, 3)}
    place = next(path.parent for path in delivered(tmp_path / "out") if path.read_bytes() == b"another")
    assert ran.problems[0] == (
        f"The parcels were not delivered: {place} already holds another pupils.csv. "
        "Choose an empty folder, or move that file away."
    )
    assert {one.outcome.delivery for one in ledger.disclosures(fresh_office)} == {Delivery.FAILED}


class Killed(BaseException):
    """As a run ends that is killed at the door."""


def dies(parcels):
    raise Killed


def test_after_a_crash_the_same_parcels_are_brought_and_settled(fresh_office, folder, tmp_path):
    in_force(fresh_office, "sums")
    with pytest.raises(Killed):
        bulk.run(fresh_office, night(folder, tmp_path / "out", bring=dies))
    assert len(batches.unsettled(fresh_office.tenant)) == 1

    ran = bulk.run(fresh_office, night(folder, tmp_path / "out"))

    assert counts(ran) == {"sums": (3, 0, 0, 0)}
    told = ledger.disclosures(fresh_office)
    assert [one.outcome.delivery for one in told] == [Delivery.DELIVERED] * 3
    assert batches.unsettled(fresh_office.tenant) == ()


def test_what_a_crash_left_at_home_is_gone_after_the_next_run(fresh_office, folder, tmp_path):
    in_force(fresh_office, "sums")
    left = fresh_office.home / "kept" / "laid-out.part" / "a batch" / "a school" / "pupils.csv"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")

    ran = bulk.run(fresh_office, night(folder, tmp_path / "out"))

    assert counts(ran) == {"sums": (3, 0, 0, 0)}
    assert [*(fresh_office.home / "kept").glob("*.part")] == []


def test_what_would_come_out_otherwise_after_a_crash_is_not_brought(fresh_office, tmp_path):
    rolls = {place: generate(20, seed, ON) for seed, place in enumerate(PLACES)}
    place = write_folder(tmp_path / "nation", rolls)
    in_force(fresh_office, "sums")
    with pytest.raises(Killed):
        bulk.run(fresh_office, night(place, tmp_path / "out", bring=dies))
    other = write_folder(tmp_path / "other", {place: generate(20, 9, ON) for place in PLACES})

    (ran,) = bulk.run(fresh_office, night(other, tmp_path / "out"))

    assert (ran.delivered, ran.unknown) == (3, 2)
    lost = [one for one in ledger.disclosures(fresh_office) if one.outcome.delivery is Delivery.UNKNOWN]
    assert [one.outcome.detail for one in lost] == ["interrupted"] * 2


def test_what_is_kept_of_a_roll_goes_with_the_roll(fresh_office, folder, tmp_path):
    in_force(fresh_office, "sums")
    bulk.run(fresh_office, night(folder, tmp_path / "out"))
    before = {*(fresh_office.home / "kept").glob("*.parquet")}
    other = {place: generate(20, seed, ON) for seed, place in enumerate(PLACES, 50)}

    bulk.run(fresh_office, night(write_folder(tmp_path / "other", other), tmp_path / "out"))

    after = {*(fresh_office.home / "kept").glob("*.parquet")}
    assert len(before) == len(after) == 2
    assert not before & after


def test_no_run_of_many_while_feeds_are_held(fresh_office, folder, tmp_path):
    hold.hold(fresh_office.home, at=Clock()(), backup_of="2026-11-20")
    with pytest.raises(Refused):
        bulk.run(fresh_office, night(folder, tmp_path / "out"))


def test_a_clause_of_some_years_goes_to_those_years_of_every_school(fresh_office, folder, tmp_path):
    in_force(fresh_office, "sums", clause(scope=Scope(everyone=False, year_groups=("4",))))

    (ran,) = bulk.run(fresh_office, night(folder, tmp_path / "out"))

    assert 0 < ran.rows < 60


def test_what_changed_in_the_register_meanwhile_is_not_sent_as_it_was(fresh_office, folder, tmp_path):
    in_force(fresh_office, "sums")
    in_force(fresh_office, "maths")
    clock, asked = Clock(), []

    def looks_again():
        asked.append(1)
        if len(asked) == 3:  # both are read, and nothing is made yet
            assess(fresh_office, "sums", on=ON)
        return clock()

    ran = bulk.run(fresh_office, night(folder, tmp_path / "out", clock=looks_again))

    assert counts(ran) == {"maths": (3, 0, 0, 0), "sums": (0, 0, 0, 0)}
    problems = {one.slug: set(one.problems) for one in ran}
    assert problems["sums"] == {"The register changed while the parcels were made. Run it again."}
    assert {one.intent.agreement for one in ledger.disclosures(fresh_office)} == {"maths"}
