"""A school on a disk that fills, in a process whose small disk nobody else sees.

    unshare -rm sh -c 'mount -t tmpfs -o size=8m tmpfs DISK &&
        exec python -m tests.actions.filling DISK FOLDER'

Prints a line of JSON for each try: how much room there was, what came of it, what stands where afterwards.
"""

import json
import os
import sqlite3
import sys
from pathlib import Path
from types import SimpleNamespace

from schoolgate.server.boot import boot, configure

configure()

from django.db import DatabaseError, connections  # noqa: E402

from schoolgate.actions import bulk, feeds, ledger, one_file, roll  # noqa: E402
from schoolgate.domain.errors import SchoolgateError  # noqa: E402
from schoolgate.feeds.generator import generate  # noqa: E402
from schoolgate.feeds.parcel import sha256  # noqa: E402
from schoolgate.server.home import Home  # noqa: E402
from tests.actions.cast import (  # noqa: E402
    DEPUTY,
    OFFICE,
    Clock,
    changed,
    delivered,
    found_office,
    in_force,
    later,
    load_roll,
    made_up,
    roll_file,
    sending,
)
from tests.actions.day import ON  # noqa: E402
from tests.feeds.folders import write_folder  # noqa: E402

KIB = 1024
PLACES = (("201", "s1"), ("201", "s2"), ("202", "s3"))
ROOMS = [0, 4, 8, 12, 16, 24, 32, 40, 48, 56, 64, 72, 96, 128]  # KiB left


class Disk:
    """A disk of which a filler takes all but so much."""

    def __init__(self, path):
        self.path, self.filler = path, path / "filler"

    def leave(self, room):
        self.empty()
        with self.filler.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"\0" * 4 * KIB)
            except OSError:
                file.truncate(max(file.tell() - room * KIB, 0))

    def empty(self):
        self.filler.unlink(missing_ok=True)


def said_of(attempt):
    """What somebody is told, and how it ended."""
    try:
        return attempt()
    except SchoolgateError as error:
        return [type(error).__name__, str(error)]
    except (DatabaseError, sqlite3.Error, OSError) as error:
        return [type(error).__name__, str(error)]
    finally:
        connections.close_all()


def run(office, out, n):
    ran = feeds.run_one(office, "sums", sending(out, clock=Clock(later(hours=n))))
    return [ran.outcome, " ".join((*ran.refused, *ran.warnings[-1:]))]


def look(office, out):
    told = ledger.disclosures(office)
    promised = {one.intent.run[:8] for one in told}
    return {
        "holds": ledger.verify(office).holds(),
        "untold": sorted(str(one) for one in delivered(out) if one.parent.name[-8:] not in promised),
        "outcomes": [one.outcome.delivery if one.outcome else None for one in told],
        "parts": len(list(Path(out).rglob("*.part"))),
        "folders": len({one.parent for one in delivered(out)}),
    }


def tell(**line):
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def door_fills(office, disk, n, room):
    """Only the recipient's folder is on the small disk."""
    out = disk.path / "out"
    disk.leave(room)
    said = said_of(lambda: run(office, out, n))
    disk.empty()
    again = said_of(lambda: run(office, out, n + 1))
    tell(what="door", room=room, said=said, again=again, **look(office, out))


def home_fills(office, disk, out, n, room):
    """The home is on the small disk: the ledger has to be, before anything leaves."""
    disk.leave(room)
    said = said_of(lambda: run(office, out, n))
    after = said_of(lambda: look(office, out))
    disk.empty()
    again = said_of(lambda: run(office, out, n + 1))
    tell(what="home", room=room, said=said, after=after, again=again, **look(office, out))


def load_fills(office, disk, folder, n, room):
    """A roll that finds no room leaves the one before."""
    before = roll.show(office)["digest"]
    disk.leave(room)
    path = roll_file(folder, changed(made_up(), lambda row: row | {"house": f"H{n}"}), f"{n}.zip")
    said = said_of(lambda: [roll.load(office, path, at=later(hours=n), on=ON).snapshot.source, ""])
    disk.empty()
    now = roll.show(office)["digest"]
    with roll.opened(office) as snapshot:
        opens = snapshot.digest == now
    files = sorted(one.suffix for one in office.snapshots.iterdir())
    tell(what="load", room=room, said=said, is_new=now != before, opens=opens, files=files)


def many(office, folder, out, n):
    """Of many schools, a parcel for each, and all of them in one file."""
    night = bulk.Night(folder=folder, out=out, by=OFFICE, confirmed_by=DEPUTY, clock=Clock(later(days=n)))
    (each,) = bulk.run(office, night)
    whole = one_file.run(office, night, "sums", out / f"all-{n}.csv")
    told = [*each.problems, *whole.problems, *each.refused, *whole.refused]
    return [f"{each.delivered + each.already} and {whole.delivered + whole.already}", " ".join(told)]


def many_fill(office, disk, folder, out, n, room):
    """The home on the small disk, or the folder for what is sent."""
    disk.leave(room)
    said = said_of(lambda: many(office, folder, out, n))
    disk.empty()
    again = said_of(lambda: many(office, folder, out, n))
    of_the_day = later(days=n).date().isoformat()
    there = [path for path in delivered(out) if path.suffix == ".csv" and is_of(path, of_the_day, n)]
    tell(what="many", room=room, said=said, again=again, there=len(there), **look_at_many(office, out))


def is_of(path, day, n):
    """Is it a parcel of that day, or the one file of it?"""
    return path.parent.parent.name.startswith(day) or path.name == f"all-{n}.csv"


def look_at_many(office, out):
    told = ledger.disclosures(office)
    promised = {file.sha256 for one in told for file in one.intent.files}
    there = [path for path in delivered(out) if path.suffix == ".csv"]
    return {
        "holds": ledger.verify(office).holds(),
        "untold": sorted(str(path) for path in there if sha256(path.read_bytes()) not in promised),
        "outcomes": [one.outcome.delivery if one.outcome else None for one in told],
        "parts": len([*out.rglob("*.part"), *office.home.rglob("*.part")]),
    }


def nation(folder):
    rolls = {place: generate(20, seed, ON) for seed, place in enumerate(PLACES)}
    return write_folder(folder / "nation", rolls)


def main():
    disk, folder = Disk(Path(sys.argv[1])), Path(sys.argv[2])
    rolls = nation(folder)
    for home in (folder / "home", disk.path / "home"):
        office = found_office_at(home)
        load_roll(office, folder)
        in_force(office)
        connections.close_all()
        for n, room in enumerate(ROOMS):
            if home.is_relative_to(disk.path):
                home_fills(office, disk, folder / "out", 2 * n, room)
                load_fills(office, disk, folder, n + 2, room)
            else:
                door_fills(office, disk, 2 * n, room)
        out = folder / "many" if home.is_relative_to(disk.path) else disk.path / "many"
        for n, room in enumerate(ROOMS[::3]):
            many_fill(office, disk, rolls, out, n, room)


def found_office_at(home):
    place = Home(home)
    return found_office(SimpleNamespace(home=place, keys=boot(place, None, None)))


if __name__ == "__main__":
    os.environ.pop("SCHOOLGATE_DATABASE", None)
    main()
