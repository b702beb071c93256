"""Killed at any moment, then run again: never two intents, one outcome each, nothing at a door untold."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connections

from schoolgate.server.boot import boot
from tests.actions.cast import (
    found_office,
    in_force,
    load_roll,
)
from tests.actions.crashing import AT_THE_DOOR
from tests.actions.edges import ROOT, verified


@pytest.fixture(scope="module")
def crashed(tmp_path_factory, open_home, shared_home, django_db_blocker):
    """A line for each crash, and the office as it stands after them all."""
    folder = tmp_path_factory.mktemp("crashed")
    place = open_home(folder / "home")
    with django_db_blocker.unblock():
        office = found_office(place)
        load_roll(office, folder)
        in_force(office)
        connections.close_all()
        told = {
            "home": str(place.home.path),
            "database": place.database,
            "owner": place.owner,
            "out": str(folder / "out"),
        }
        done = subprocess.run(
            [sys.executable, "-W", "error", "-m", "tests.actions.crashing"],
            input=json.dumps(told),
            capture_output=True,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
            check=False,
        )
        assert done.returncode == 0, done.stderr
        yield [json.loads(line) for line in done.stdout.splitlines()], office, folder
        boot(shared_home.home, shared_home.database, shared_home.owner)


def lines(crashed):
    *killed, last = crashed[0]
    assert last["ended"] is None, "the last run is not killed"
    assert {line["ended"] for line in killed} == {"SIGKILL"}
    return killed


def new_intents(line, earlier):
    return [run for run in line["after"]["intents"] if run not in earlier]


def stages(crashed):
    """(line, the intents that its crash left, each with its outcome or None)"""
    known = set()
    for line in lines(crashed):
        found = {run: line["after"]["outcomes"].get(run) for run in line["after"]["intents"]}
        yield line, {run: outcome for run, outcome in found.items() if run not in known}
        known |= set(line["again"]["intents"])


def test_a_crash_leaves_no_intent_or_one_and_the_ledger_holds(crashed):
    found = list(stages(crashed))
    assert all(line["after"]["holds"] and line["again"]["holds"] for line, _ in found)
    assert {len(new) for _, new in found} == {0, 1}
    assert all(None in new.values() for line, new in found if line["crash"] in AT_THE_DOOR)


def test_a_crash_before_the_intent_leaves_nothing_anywhere(crashed):
    doors = 0
    for line, new in stages(crashed):
        if not new:
            assert len(line["after"]["at_the_door"]) == doors
        doors = len(line["again"]["at_the_door"])


def test_whatever_stands_at_a_door_was_written_down_first_byte_for_byte(crashed):
    for line in lines(crashed):
        for when in ("after", "again"):
            promised = {run[:8]: files for run, files in line[when]["promised"].items()}
            for path, digest in line[when]["at_the_door"].items():
                files = promised[Path(path).parent.name[-8:]]
                assert Path(path).name == "manifest.json" or files[Path(path).name] == digest


def test_running_again_ends_every_intent_once_and_begins_none_twice(crashed):
    for line, new in stages(crashed):
        again = line["again"]
        assert line["outcome"] == "delivered"
        assert len(set(again["intents"])) == len(again["intents"])
        assert set(again["outcomes"]) == set(again["intents"])
        assert set(again["intents"]) == {*line["after"]["intents"], again["intents"][-1]}
        assert all(again["outcomes"][run] == "delivered" for run in new)


def test_what_is_told_as_delivered_stands_whole_at_the_door(crashed):
    last = lines(crashed)[-1]["again"]
    by_run = {}
    for path in last["at_the_door"]:
        by_run.setdefault(Path(path).parent.name[-8:], set()).add(Path(path).name)
    for run_, files in last["promised"].items():
        assert by_run[run_[:8]] == {*files, "manifest.json"}


def test_after_all_the_crashes_an_outsider_finds_the_ledger_whole(crashed):
    _, office, folder = crashed
    assert verified(office, folder)
