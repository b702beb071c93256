"""All schools of a folder in one file: written down, put in place, and never twice."""

import json

import pytest

from schoolgate.actions import bulk, hold, ledger, one_file
from schoolgate.couriers.one_file import deliver_file
from schoolgate.domain.agreement import KeyKind
from schoolgate.domain.disclosure import Delivery
from schoolgate.domain.errors import Refused
from schoolgate.feeds.bulk.members import unpacked
from schoolgate.feeds.generator import generate
from schoolgate.feeds.parcel import sha256
from schoolgate.store import batches
from tests.actions.cast import delivered, in_force
from tests.actions.day import ON
from tests.actions.test_bulk import PLACES, Killed, dies, night
from tests.feeds.folders import write_folder

SEEDS = dict(enumerate(PLACES))


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    rolls = {place: generate(20, seed, ON) for seed, place in SEEDS.items()}
    return write_folder(tmp_path_factory.mktemp("whole"), rolls)


def sent(office, folder, tmp_path, **more):
    told = night(folder, tmp_path / "out")
    return one_file.run(office, told, "sums", tmp_path / "out" / "all.csv", **more)


def outcomes(office):
    return [one.outcome and one.outcome.delivery for one in ledger.disclosures(office)]


def body(data):
    return data.partition(b"\r\n")[2]


def test_one_file_has_each_school_s_own_lines_below_one_heading(fresh_office, folder, tmp_path):
    in_force(fresh_office, "sums")

    ran = sent(fresh_office, folder, tmp_path)
    bulk.run(fresh_office, night(folder, tmp_path / "each"), ["sums"])

    whole = (tmp_path / "out" / "all.csv").read_bytes()
    each = [path.read_bytes() for path in delivered(tmp_path / "each") if path.name == "pupils.csv"]
    assert len(each) == len(PLACES)
    assert {data.partition(b"\r\n")[0] for data in each} == {whole.partition(b"\r\n")[0]}
    assert body(whole) == b"".join(sorted(map(body, each), key=whole.index))
    assert (ran.delivered, ran.rows) == (1, whole.count(b"\r\n") - 1)


def test_it_is_one_entry_that_tells_the_file_and_how_many(fresh_office, folder, tmp_path):
    in_force(fresh_office, "sums")

    ran = sent(fresh_office, folder, tmp_path)

    (told,) = ledger.disclosures(fresh_office)
    whole = (tmp_path / "out" / "all.csv").read_bytes()
    (file,) = told.intent.files
    assert (file.name, file.sha256, file.rows) == ("all.csv", sha256(whole), ran.rows)
    assert (told.intent.people, told.outcome.delivery) == (ran.rows, Delivery.DELIVERED)
    manifest = json.loads((tmp_path / "out" / "all.csv.manifest.json").read_bytes())
    assert manifest["files"][0]["sha256"] == file.sha256
    assert ledger.verify(fresh_office).holds()


def test_who_was_in_it_is_kept_school_by_school(fresh_office, folder, tmp_path):
    in_force(fresh_office, "sums")

    ran = sent(fresh_office, folder, tmp_path)

    members = unpacked(batches.last(fresh_office.tenant, "sums").members)
    assert set(members) == {f"{authority}/{school}" for authority, school in PLACES}
    assert sum(int.from_bytes(bits).bit_count() for bits in members.values()) == ran.rows


def test_what_was_brought_today_is_not_brought_again(fresh_office, folder, tmp_path):
    in_force(fresh_office, "sums")
    sent(fresh_office, folder, tmp_path)
    before = delivered(tmp_path / "out")

    again = sent(fresh_office, folder, tmp_path)

    assert (again.delivered, again.already) == (0, 1)
    assert delivered(tmp_path / "out") == before
    assert len(ledger.disclosures(fresh_office)) == 1


def test_a_rehearsal_writes_nothing(fresh_office, folder, tmp_path):
    in_force(fresh_office, "sums")

    ran = sent(fresh_office, folder, tmp_path, dry_run=True)

    assert (ran.delivered, ran.rows > 0) == (1, True)
    assert delivered(tmp_path / "out") == []
    assert ledger.disclosures(fresh_office) == ()
    assert not [*(fresh_office.home / "kept").glob("*.part")]


def dies_after(large, to):
    deliver_file(large, to)
    raise Killed


@pytest.mark.parametrize("killed", [dies, dies_after])
def test_after_a_crash_the_same_file_is_brought_and_settled(fresh_office, folder, tmp_path, killed):
    in_force(fresh_office, "sums")
    with pytest.raises(Killed):
        sent(
            fresh_office,
            folder,
            tmp_path,
            bring=lambda large, to: killed(large, to) if killed is dies_after else killed(large),
        )
    assert outcomes(fresh_office) == [None]

    ran = sent(fresh_office, folder, tmp_path)

    assert ran.delivered == 1
    assert outcomes(fresh_office) == [Delivery.DELIVERED]
    (told,) = ledger.disclosures(fresh_office)
    assert sha256((tmp_path / "out" / "all.csv").read_bytes()) == told.intent.files[0].sha256
    assert [path.name for path in delivered(tmp_path / "out")] == ["all.csv", "all.csv.manifest.json"]
    assert not [*(fresh_office.home / "kept").glob("*.part")]


def test_what_would_come_out_otherwise_after_a_crash_counts_as_unknown(fresh_office, folder, tmp_path):
    in_force(fresh_office, "sums")
    with pytest.raises(Killed):
        sent(fresh_office, folder, tmp_path, bring=lambda large, to: dies(large))
    rolls = {place: generate(20, seed + 50, ON) for seed, place in SEEDS.items()}

    ran = sent(fresh_office, write_folder(tmp_path / "other", rolls), tmp_path)

    assert (ran.delivered, ran.unknown) == (1, 1)
    assert outcomes(fresh_office) == [Delivery.UNKNOWN, Delivery.DELIVERED]


def test_a_file_that_is_there_is_never_overwritten(fresh_office, folder, tmp_path):
    in_force(fresh_office, "sums")
    file = tmp_path / "out" / "all.csv"
    file.parent.mkdir()
    file.write_bytes(b"another")

    with pytest.raises(Refused) as refusal:
        sent(fresh_office, folder, tmp_path)

    assert str(refusal.value) == (
        f"No feed was run.\n- {file} is there already; name another file, or move that one"
    )
    assert file.read_bytes() == b"another"
    assert ledger.disclosures(fresh_office) == ()


def test_a_file_that_came_there_meanwhile_is_left_and_that_is_said(fresh_office, folder, tmp_path):
    in_force(fresh_office, "sums")

    def too_late(large, to):
        to.parent.mkdir()
        to.write_bytes(b"another")
        deliver_file(large, to)

    ran = sent(fresh_office, folder, tmp_path, bring=too_late)

    assert (ran.delivered, ran.failed) == (0, 1)
    assert "".join(ran.problems) == (
        f"The file was not delivered: {tmp_path / 'out'} already holds another all.csv. "
        "Choose another name, or move that file away."
    )
    assert outcomes(fresh_office) == [Delivery.FAILED]


def test_a_key_that_two_schools_use_is_not_told_in_one_file(fresh_office, tmp_path):
    rolls = {place: generate(3, 1, ON) for place in PLACES}
    known = {"key": KeyKind.EXISTING, "key_field": "upn", "key_reason": "accounts are there"}
    in_force(fresh_office, "sums", **known)

    ran = sent(fresh_office, write_folder(tmp_path / "twins", rolls), tmp_path)

    assert "".join(ran.refused) == (
        "2 values of 'upn' are used in more than one school: in one file, two pupils would be taken for one. "
        "Send a parcel for each school with --out."
    )


def test_whether_keys_are_shared_is_looked_for_once_though_parcels_are_sent_between(
    fresh_office, folder, tmp_path
):
    known = {"key": KeyKind.EXISTING, "key_field": "upn", "key_reason": "accounts are there"}
    in_force(fresh_office, "sums", **known)
    kept = fresh_office.home / "kept"
    sent(fresh_office, folder, tmp_path, dry_run=True)
    looked_for = {*kept.glob("*.json")}

    bulk.run(fresh_office, night(folder, tmp_path / "each"))

    assert looked_for <= {*kept.glob("*.json")}


def test_a_format_of_several_files_is_not_told_in_one(fresh_office, folder, tmp_path):
    in_force(fresh_office, "sums", format="oneroster_csv_1p2")

    ran = sent(fresh_office, folder, tmp_path)

    assert "".join(ran.refused) == (
        "The format 'oneroster_csv_1p2' with what is sent cannot be one file of many schools: that is a "
        "plain CSV of pupils and nobody else. Send a parcel for each school with --out."
    )


def test_a_name_that_is_not_plain_is_refused(fresh_office, folder, tmp_path):
    with pytest.raises(Refused) as refusal:
        one_file.run(fresh_office, night(folder, tmp_path), "sums", tmp_path / "all of it.csv")

    assert str(refusal.value) == (
        "No feed was run.\n- 'all of it.csv' is no plain name for a file; use at most a hundred letters, "
        "digits, '-', '_' and '.'"
    )


def test_no_file_of_many_while_feeds_are_held(fresh_office, folder, tmp_path):
    hold.hold(fresh_office.home, at=night(folder, tmp_path).clock(), backup_of="2026-11-20")
    with pytest.raises(Refused):
        sent(fresh_office, folder, tmp_path)
