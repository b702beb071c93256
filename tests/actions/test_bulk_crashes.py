"""A run of many schools, killed at any moment and begun again: no parcel lost, none written twice."""

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress

import pytest
from django.db import connections

from schoolgate.actions.makers import MUCH
from schoolgate.domain.disclosure import Delivery
from schoolgate.feeds.engines.spark import sail
from schoolgate.feeds.generator import generate
from schoolgate.feeds.parcel import sha256
from schoolgate.server.boot import boot
from tests.actions.cast import delivered, found_office, in_force
from tests.actions.day import ON
from tests.actions.edges import ROOT
from tests.feeds.folders import write_folder
from tests.tools import is_importable, require_or_skip

PLACES = [(authority, f"{authority}-{n}") for authority in ("201", "202", "203", "204") for n in range(2)]
SLUGS = ("maths", "sums")
KILLS = 5


def begun(place, until=None, moment=0.0):
    """The run's last words; None where it was killed, a moment after something had come about."""
    running = subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "tests.actions.bulk_crashing"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
    )
    running.stdin.write(json.dumps(place))
    running.stdin.close()
    assert running.stdout.readline() == "ready\n"
    if until is not None:
        while not until() and running.poll() is None:
            time.sleep(0.001)
        time.sleep(moment)
        running.kill()
    said = running.stdout.read()
    running.stdout.close()
    running.wait()
    return json.loads(said) if said else None


def killed_and_begun_again(place, kills):
    """At once, then each time a moment after a parcel more lies there: the kills fall all along the way.

    Gives the last words, and how many parcels each run that was killed had left there.
    """
    chance, left = random.Random(7), []
    for number in range(kills):
        wanted = len(brought(place)) + min(number, 1)
        begun(place, until=lambda: len(brought(place)) >= wanted, moment=chance.uniform(0, 0.02))  # noqa: B023
        left.append(len(brought(place)))
    return begun(place), left


def brought(place):
    """While a run goes on, a folder may get its name between being seen and being looked into."""
    while True:
        with suppress(FileNotFoundError):
            return [path for path in delivered(place["out"]) if path.name == "pupils.csv"]


@pytest.fixture(params=["duckdb", "duckdb in processes", "spark"])
def engine(request):
    """(name, master); Spark's is a Sail that outlives whoever is killed."""
    if request.param.startswith("duckdb"):
        yield "duckdb", None
    else:
        require_or_skip("The extra 'spark'", is_importable("pyspark") and is_importable("pysail"))
        with sail() as address:
            yield "spark", address


@pytest.fixture
def place(request, tmp_path, engine, open_home, shared_home, django_db_blocker):
    found = open_home(tmp_path / "home")
    with django_db_blocker.unblock():
        office = found_office(found)
        for slug in SLUGS:
            in_force(office, slug)
        connections.close_all()
        rolls = {where: generate(12, seed, ON) for seed, where in enumerate(PLACES)}
        folder = write_folder(tmp_path / "nation", rolls)
        name, master = engine
        told = {
            "engine": name,
            "master": master,
            "much": 0 if "in processes" in request.node.name else MUCH,
            "database": found.database,
            "owner": found.owner,
            "home": str(found.home.path),
        }
        yield told | {"folder": str(folder), "out": str(tmp_path / "out")}
        boot(shared_home.home, shared_home.database, shared_home.owner)


def test_no_parcel_is_lost_and_none_told_or_written_twice(place, tmp_path):
    last, left = killed_and_begun_again(place, KILLS)

    wanted = {f"{slug}/{school}" for slug in SLUGS for _, school in PLACES}
    assert last["holds"]
    assert Counter(unit for _, unit, *_ in last["told"]) == Counter(dict.fromkeys(wanted, 1))
    assert {outcome for *_, outcome, _ in last["told"]} == {Delivery.DELIVERED}
    promised = Counter(digest for *_, files in last["told"] for digest in files.values())
    there = [path for path in delivered(tmp_path / "out") if path.name == "pupils.csv"]
    assert Counter(sha256(path.read_bytes()) for path in there) == promised
    assert any(0 < count < len(wanted) for count in left), "no run was killed half way"
    assert not [*(tmp_path / "out").rglob("*.part")]


def test_one_file_of_all_is_told_once_and_brought_whole_however_it_is_killed(place, tmp_path):
    file, kept = tmp_path / "out" / "all.csv", tmp_path / "home" / "kept"
    one = place | {"file": str(file)}
    for comes in (lambda: [*kept.glob("*.json")], lambda: [*kept.glob("*.part")], file.exists):
        begun(one, until=comes)

    last = begun(one)

    ((_, unit, outcome, files),) = last["told"]
    assert last["holds"]
    assert (unit.partition("/")[0], outcome) == ("sums", Delivery.DELIVERED)
    assert files == {"all.csv": sha256(file.read_bytes())}
    assert not [*kept.glob("*.part"), *(tmp_path / "out").glob("*.part")]
