"""A backup brings a home back, and nothing leaves it until what came later has been told to it again."""

import signal
import subprocess
import sys
import zipfile

import pytest

from schoolgate.actions import care, exchange, feeds, hold, hosts, ledger, roll, roll_mapping, roll_sources
from schoolgate.domain.disclosure import Delivery
from schoolgate.domain.errors import NotFound, Refused
from schoolgate.domain.run import RunState
from schoolgate.server.home import Home
from schoolgate.server.office import office_of
from schoolgate.store import runs
from tests.actions.cast import (
    HEAD,
    answer,
    in_force,
    later,
    on_roll,
    opt_in,
    pupils_in,
    run,
    sending,
    withdraw,
)
from tests.actions.day import AT
from tests.actions.edges import ROOT, interrupt, verified

ANN, BEN = on_roll()[:2]


@pytest.fixture
def kept(fresh_office, tmp_path):
    """A home in which something was sent, and its backup."""
    opt_in(fresh_office)
    for pupil in (ANN, BEN):
        answer(fresh_office, pupil)
    run(fresh_office, tmp_path / "out")
    archive, _ = care.backup(fresh_office, tmp_path / "backup.zip", at=AT)
    return fresh_office, archive


@pytest.fixture
def bring_back(tmp_path, open_home):
    def restored(archive, name="restored"):
        care.restore(tmp_path / name, archive, keys=None, at=later(days=1))
        place = open_home(tmp_path / name)
        return office_of(place.home, place.keys)

    return restored


@pytest.mark.sqlite
def test_a_restored_home_is_the_home_as_it_was(kept, bring_back, tmp_path):
    office, _ = kept
    hosts.allow(office.home, "files.elm.example")
    hosts.allow_private(office.home, "files:22")
    archive, _ = care.backup(office, tmp_path / "later.zip", at=AT)
    register, head, export = exchange.export(office), ledger.checkpoint(office), ledger.export(office)
    restored = bring_back(archive)
    assert exchange.export(restored) == register
    assert ledger.export(restored) == export
    assert roll.pupil_ids(restored)
    assert ledger.verify(restored, kept=[head]).holds()
    assert hosts.allowed(restored.home) == ("files.elm.example",)
    assert hosts.private(restored.home) == {("files", 22)}
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "restored" / "keys").iterdir()} == {0o600}


@pytest.mark.sqlite
def test_a_restored_home_knows_what_was_said_of_headings_and_where_rolls_come_from(
    kept, bring_back, tmp_path
):
    office, _ = kept
    hosts.allow(office.home, "mis.example")
    address = "https://mis.example/v1.0/schools/A1"
    asked = roll_sources.Asked(
        dialect="wonde", address=address, token_address="", client="", secret=b"t0ken", by=HEAD
    )
    source = roll_sources.add(office, "mis", asked, at=AT)
    roll_mapping.remember(office, "abc", {"colour": "pupil.house"})
    archive, _ = care.backup(office, tmp_path / "later.zip", at=AT)
    restored = bring_back(archive)

    assert roll_sources.listing(restored) == (source,)
    assert roll_sources.secret_file(restored, "mis").read_bytes() == b"t0ken"
    assert roll_mapping.corrections(restored, ()).of("abc") == {"colour": "pupil.house"}


@pytest.mark.sqlite
def test_after_a_restore_nothing_leaves_until_a_named_person_says_that_what_came_later_is_told(
    kept, bring_back, tmp_path
):
    office, archive = kept
    withdraw(office, ANN, at=later(hours=1))
    head = ledger.checkpoint(office)
    restored = bring_back(archive)
    out = sending(tmp_path / "later")
    for attempt in (
        lambda: feeds.run_one(restored, "sums", out),
        lambda: feeds.run_one(restored, "sums", out, dry_run=True),
        lambda: list(feeds.run_all(restored, out)),
    ):
        with pytest.raises(Refused) as refusal:
            attempt()
        assert str(refusal.value) == (
            "No feed was run: this home was restored from a backup of 2026-11-22T09:00:00+00:00.\n"
            "- Every feed is held: withdrawals and erasures made after the backup are not in it. "
            "Record them again, then say so with: schoolgate feed release --by NAME"
        )
    assert not (tmp_path / "later").exists()

    withdraw(restored, ANN, at=later(days=1))
    hold.release(restored, by=HEAD, at=later(days=1))
    assert pupils_in(run(restored, tmp_path / "later").folder) == {BEN}
    assert HEAD in (restored.home / "released.jsonl").read_text("utf-8")
    assert verified(restored, tmp_path, head)
    with pytest.raises(NotFound) as error:
        hold.release(restored, by=HEAD, at=later(days=1))
    assert str(error.value) == (
        "Nothing is held: this home was not restored, or its feeds were released before."
    )


@pytest.mark.sqlite
def test_a_run_that_was_under_way_at_the_backup_is_finished_after_the_release(
    fresh_office, bring_back, tmp_path
):
    in_force(fresh_office)
    interrupt(fresh_office, tmp_path / "out")
    archive, _ = care.backup(fresh_office, tmp_path / "backup.zip", at=AT)
    restored = bring_back(archive)
    assert [one.state for one in runs.all_runs(restored.tenant)] == [RunState.INTENT]
    hold.release(restored, by=HEAD, at=AT)
    run(restored, tmp_path / "out")
    assert [one.outcome.delivery for one in ledger.disclosures(restored)] == [Delivery.DELIVERED] * 2


DYING = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from schoolgate.server.boot import configure
configure()
from schoolgate.actions import care
os.fsync = lambda descriptor: os.kill(os.getpid(), signal.SIGKILL)
care.restore(Path(sys.argv[1]), Path(sys.argv[2]), keys=None, at=datetime.now(UTC))
"""


@pytest.mark.sqlite
def test_a_restore_that_is_killed_leaves_no_home_or_one_whose_feeds_are_held(kept, tmp_path):
    _, archive = kept
    home = tmp_path / "restored"
    command = [sys.executable, "-c", DYING, home, archive]
    killed = subprocess.run(command, capture_output=True, cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert (home / hold.FILE).exists()
    assert not Home(home).database.exists()


@pytest.mark.sqlite
def test_neither_a_backup_nor_a_restore_writes_over_anything(kept, tmp_path):
    office, archive = kept
    with pytest.raises(Refused) as refusal:
        care.backup(office, archive, at=AT)
    assert str(refusal.value) == ("No backup was made.\n- backup.zip is there already; choose another name")
    with pytest.raises(Refused) as refusal:
        care.restore(office.home, archive, keys=None, at=AT)
    assert str(refusal.value) == (
        f"Nothing was restored.\n- {office.home} is not empty; "
        "set SCHOOLGATE_HOME to a new folder and try again"
    )


@pytest.mark.sqlite
def test_the_keys_travel_apart_from_the_archive(kept):
    _, archive = kept
    with zipfile.ZipFile(archive) as held, zipfile.ZipFile(f"{archive}.keys") as keys:
        assert not [name for name in held.namelist() if "key" in name]
        assert {name.partition("/")[0] for name in keys.namelist()} == {"keys"}
    assert archive.stat().st_mode & 0o077 == 0


@pytest.mark.postgresql
def test_on_postgresql_a_backup_is_left_to_its_own_tools(office, tmp_path):
    with pytest.raises(Refused) as refusal:
        care.backup(office, tmp_path / "backup.zip", at=AT)
    assert str(refusal.value) == (
        "No backup was made.\n"
        "- this home is on PostgreSQL: back the database up with pg_dump, and the home folder beside it"
    )
    assert not (tmp_path / "backup.zip").exists()


def test_the_doctor_finds_a_home_well_and_says_what_is_not(fresh_office, tmp_path):
    in_force(fresh_office)
    run(fresh_office, tmp_path / "out")
    assert all(check.is_well for check in care.doctor(fresh_office, at=AT))

    (fresh_office.home / "keys" / "roll.key").chmod(0o644)
    next(path for path in fresh_office.snapshots.iterdir()).write_bytes(b"spoilt")
    hold.hold(fresh_office.home, at=AT, backup_of="yesterday")
    found = {check.name: check.says for check in care.doctor(fresh_office, at=AT) if not check.is_well}
    assert set(found) == {"keys", "roll", "restore"}
    assert found["keys"] == "others on this machine can read: roll.key; run chmod 600 on them"
