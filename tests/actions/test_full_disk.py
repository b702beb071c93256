"""A disk that fills, at the recipient's folder or at home: nothing is lost, sent twice or left untold."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from tests.actions.edges import ROOT
from tests.tools import require_or_skip

pytestmark = pytest.mark.sqlite
FILLING = "exec {python} -W error -m tests.actions.filling {disk} {folder}"
MOUNTING = "mount -t tmpfs -o size=8m tmpfs {disk}"
ALONE = f"{MOUNTING} && {FILLING}"


@pytest.fixture(scope="module")
def tries(tmp_path_factory):
    """A line for each try with so much room left."""
    require_or_skip("unshare", shutil.which("unshare"))
    disk, folder = tmp_path_factory.mktemp("disk"), tmp_path_factory.mktemp("folder")
    if not may_mount(disk):
        pytest.skip("this machine lets no process have a small disk of its own")  # a right, not a tool
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", ALONE.format(disk=disk, folder=folder, python=sys.executable)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def may_mount(disk):
    mounting = ["unshare", "-rm", "sh", "-c", MOUNTING.format(disk=disk)]
    return subprocess.run(mounting, capture_output=True, check=False).returncode == 0


def of(tries, what):
    return [one for one in tries if one["what"] == what]


def test_a_recipients_folder_that_is_full_is_said_with_what_to_do_and_never_called_delivered(tries):
    found = of(tries, "door")
    assert {one["said"][0] for one in found} == {"failed", "unknown", "delivered"}
    for one in found:
        if one["said"][0] != "delivered":
            assert one["said"][1].endswith(": the disk is full. Make room and run the feed again.")


def test_with_no_room_for_the_ledger_nothing_leaves(tries):
    found = [one for one in of(tries, "home") if one["said"][0] == "OperationalError"]
    assert len(found) > len(of(tries, "home")) / 3
    assert all(isinstance(one["after"], list) or one["after"]["untold"] == [] for one in found)


@pytest.mark.parametrize("what", ["door", "home"])
def test_whatever_room_there_was_all_that_left_is_in_the_ledger_and_no_half_file_stays(tries, what):
    assert [one for one in of(tries, what) if one["untold"] or one["parts"] or not one["holds"]] == []


@pytest.mark.parametrize("what", ["door", "home"])
def test_when_there_is_room_again_the_feed_runs_and_every_run_has_come_to_an_end(tries, what):
    assert {one["again"][0] for one in of(tries, what)} == {"delivered"}
    assert all(None not in one["outcomes"] for one in of(tries, what))


def test_a_run_whose_outcome_found_no_room_was_brought_to_its_end_and_not_sent_again(tries):
    """Each run has a folder of its own: a run more than there are outcomes would be a parcel sent twice."""
    assert any(
        isinstance(one["after"], dict) and None in one["after"]["outcomes"] for one in of(tries, "home")
    )
    assert all(one["folders"] == len(one["outcomes"]) for one in of(tries, "home"))


def test_a_roll_that_finds_no_room_leaves_the_one_before_whole(tries):
    found = of(tries, "load")
    assert {one["is_new"] for one in found} == {True, False}
    assert all(one["opens"] and set(one["files"]) == {".roll"} for one in found)
    assert all(one["is_new"] == one["said"][0].endswith(".zip") for one in found)


def test_of_many_schools_what_found_no_room_is_said_and_leaves_nothing_lying_about(tries):
    found = of(tries, "many")
    assert any("the disk is full. Make room and run the feed again." in one["said"][1] for one in found)
    assert {one["again"][0] for one in found} == {"3 and 1"}
    assert all(one["there"] == 3 + 1 for one in found)
    assert [one for one in found if one["untold"] or one["parts"] or not one["holds"]] == []
    assert all(None not in one["outcomes"] for one in found)
