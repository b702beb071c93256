"""A roll is loaded whole or not at all, sealed, and only its last two loads are kept."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connections

from schoolgate.actions import roll
from schoolgate.domain.errors import Invalid, NotFound, Refused
from schoolgate.feeds.sources.zip_of_csv import write_zip
from schoolgate.store import snapshots
from tests.actions.cast import PUPILS, changed, in_force, load_roll, made_up, on_roll, roll_file, run, without
from tests.actions.day import AT, ON

ALL = [row["id"] for row in made_up()["pupil"].records()]
FEW = without(made_up(), *ALL[:2])
MANY = without(made_up(), *ALL[:3])


def kept(office):
    """What the register names, and what stands in the folder for this school."""
    named = sorted(one.path for one in snapshots.all_snapshots(office.tenant))
    mine = sorted(path.name for path in office.snapshots.iterdir() if path.name in named)
    return named, mine


def test_a_tenth_of_the_pupils_may_go_and_more_stops_and_asks(with_roll, tmp_path):
    assert 2 <= PUPILS * 0.1 < 3
    assert load_roll(with_roll, tmp_path, FEW).notes[-1] == (
        f"{PUPILS - 2} pupils: 0 new, 2 gone, 0 with a change, against {PUPILS} in the roll before."
    )
    load_roll(with_roll, tmp_path)
    with pytest.raises(Refused) as refusal:
        load_roll(with_roll, tmp_path, MANY)
    assert str(refusal.value) == (
        "The roll in 'roll.zip' was not loaded.\n"
        "- 3 of the 24 pupils of the last roll (12%) are not in it. If half of the file is missing, "
        "export it again; if they have really gone, load it with --accept-changes."
    )
    assert roll.pupil_ids(with_roll) == frozenset(ALL)
    load_roll(with_roll, tmp_path, MANY, accept_changes=True)
    assert roll.pupil_ids(with_roll) == frozenset(ALL[3:])


def test_a_leaver_who_is_still_listed_is_not_gone(with_roll, tmp_path):
    load_roll(with_roll, tmp_path, changed(made_up(), lambda row: row | {"leaving_date": ON}))
    in_force(with_roll)
    assert run(with_roll, tmp_path / "out").refused[0].startswith("Nobody is in it")


def test_the_last_two_loads_are_kept_and_the_first_is_deleted(fresh_office, tmp_path):
    load_roll(fresh_office, tmp_path, FEW)
    load_roll(fresh_office, tmp_path, MANY)
    named, files = kept(fresh_office)
    assert named == files == sorted(path.name for path in fresh_office.snapshots.iterdir())
    assert len(files) == 2


def test_the_same_roll_loaded_again_and_again_is_one_file(fresh_office, tmp_path):
    for _ in range(3):
        load_roll(fresh_office, tmp_path)
    assert len(list(fresh_office.snapshots.iterdir())) == 1
    assert roll.pupil_ids(fresh_office) == frozenset(ALL)


def test_what_a_crash_left_is_swept_away_by_the_next_load(fresh_office, tmp_path):
    school = fresh_office.tenant.school_id
    for left in (f"{school}.ab.part", f"{school}.ab.roll"):
        (fresh_office.snapshots / left).write_bytes(b"half")
    others = fresh_office.snapshots / "another-school.ab.roll"
    others.write_bytes(b"not ours")
    load_roll(fresh_office, tmp_path, FEW)
    assert len(list(fresh_office.snapshots.glob(f"{school}.*"))) == 2
    assert others.read_bytes() == b"not ours"


def test_a_sealed_roll_tells_of_nobody_and_only_its_owner_may_read_it(fresh_office):
    (path,) = fresh_office.snapshots.iterdir()
    content = path.read_bytes()
    values = {str(cell) for row in made_up()["pupil"].rows for cell in row if cell and len(str(cell)) > 5}
    assert values
    assert [one for one in values if one.encode() in content] == []
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_rehearsed_load_keeps_nothing(office, tmp_path):
    found = load_roll(office, tmp_path, dry_run=True)
    assert found.snapshot.counts["pupil"] == PUPILS
    with pytest.raises(NotFound) as error:
        roll.show(office)
    assert str(error.value) == "No roll is loaded. Load one with: schoolgate roll load FILE"


def test_a_roll_whose_file_is_gone_says_so(fresh_office):
    next(fresh_office.snapshots.iterdir()).unlink()
    with pytest.raises(NotFound) as error:
        roll.pupil_ids(fresh_office)
    assert str(error.value) == "The roll's file is no longer in this home. Load the roll again."


@pytest.mark.parametrize(
    "spoil", [Path.unlink, lambda path: path.write_bytes(b"spoilt")], ids=["gone", "spoilt"]
)
def test_a_roll_that_is_lost_is_replaced_once_somebody_says_that_the_next_is_whole(
    fresh_office, tmp_path, spoil
):
    spoil(next(fresh_office.snapshots.iterdir()))
    with pytest.raises(Refused) as refusal:
        load_roll(fresh_office, tmp_path, FEW)
    assert str(refusal.value) == (
        "The roll in 'roll.zip' was not loaded.\n"
        "- the roll before it can't be opened, so nobody can tell who is gone; "
        "if this one is whole, load it with --accept-changes"
    )
    load_roll(fresh_office, tmp_path, FEW, accept_changes=True)
    assert roll.pupil_ids(fresh_office) == frozenset(ALL[2:])


def test_a_roll_that_was_changed_on_the_disk_does_not_open(fresh_office):
    path = next(fresh_office.snapshots.iterdir())
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(Invalid, match="The roll was not opened: it was sealed with another key"):
        roll.pupil_ids(fresh_office)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04half",
        write_zip(made_up())[:2000],
        write_zip(made_up())[:-30],
        write_zip(changed(made_up(), lambda row: row | {"upn": "B801200005001"})),
    ],
    ids=["empty", "a zip's beginning", "half a zip", "all but the end", "one UPN for all"],
)
def test_a_file_that_is_no_whole_roll_changes_nothing(fresh_office, tmp_path, content):
    before = kept(fresh_office)
    path = tmp_path / "next.zip"
    path.write_bytes(content)
    with pytest.raises(Invalid):
        roll.load(fresh_office, path, at=AT, on=ON)
    assert kept(fresh_office) == before
    assert sorted(path.name for path in fresh_office.snapshots.iterdir()) == before[1]
    assert roll.pupil_ids(fresh_office) == frozenset(ALL)


def test_a_file_that_is_not_there_is_not_found(office, tmp_path):
    with pytest.raises(NotFound, match="there is no file"):
        roll.load(office, tmp_path / "roll.zip", at=AT, on=ON)


def test_a_made_up_roll_is_the_same_for_the_same_seed(tmp_path):
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    counts = roll.generate(first, pupils=12, seed=7, on=ON)
    roll.generate(second, pupils=12, seed=7, on=ON)
    assert counts["pupil"] == 12
    assert first.read_bytes() == second.read_bytes()


LOADING = """
import os, signal, sys
from pathlib import Path
from schoolgate.server.boot import boot, configure
configure()
from schoolgate.actions import roll
from schoolgate.server.home import Home
from schoolgate.server.office import office_of
from tests.actions.day import AT, ON
place, when = sys.argv[1:4], sys.argv[4]
home = Home(Path(place[0]))
office = office_of(home, boot(home, place[1] or None, place[2] or None))
def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
if when == "before the file":
    os.fsync = die
if when == "before its name":
    Path.replace = die
if when == "before the row":
    roll.snapshots.add_snapshot = die
roll.load(office, Path(sys.argv[5]), at=AT, on=ON)
"""


@pytest.mark.parametrize("when", ["before the file", "before its name", "before the row"])
def test_a_crash_while_a_roll_is_loaded_leaves_the_roll_before(fresh_home, fresh_office, tmp_path, when):
    path = roll_file(tmp_path, FEW, "next.zip")
    place = [str(fresh_home.home.path), fresh_home.database or "", fresh_home.owner or ""]
    root = Path(__file__).parents[2]
    killed = subprocess.run(
        [sys.executable, "-c", LOADING, *place, when, str(path)],
        cwd=root,
        env={**os.environ, "PYTHONPATH": f"{root / 'src'}:{root}"},
        check=False,
        capture_output=True,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert roll.pupil_ids(fresh_office) == frozenset(ALL)
    load_roll(fresh_office, tmp_path, FEW)
    assert len(list(fresh_office.snapshots.iterdir())) == 2
    assert roll.pupil_ids(fresh_office) == frozenset(ALL[2:])
    assert on_roll(FEW)


def test_rolls_that_are_loaded_at_once_are_both_whole_and_a_feed_reads_one_of_them(fresh_office, tmp_path):
    in_force(fresh_office)
    load_roll(fresh_office, tmp_path)

    def loaded(number):
        folder = tmp_path / f"{number}"
        folder.mkdir()
        other = changed(made_up(), lambda row: row | {"house": f"House {number}"})
        try:
            return load_roll(fresh_office, folder, other).snapshot.digest
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as threads:
        loads = [threads.submit(loaded, number) for number in range(4)]
        sent = run(fresh_office, tmp_path / "out")
        digests = [one.result() for one in loads]

    assert sent.outcome == "delivered"
    named, mine = kept(fresh_office)
    assert named == mine
    assert len(mine) == 2
    assert roll.show(fresh_office)["digest"] in digests
    assert roll.pupil_ids(fresh_office) == frozenset(ALL)
