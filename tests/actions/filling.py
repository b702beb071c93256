"""A school on a disk that fills, in a process whose small disk nobody else sees.

    unshare -rm sh -c 'mount -t tmpfs -o size=8m tmpfs DISK &&
        exec python -m tests.actions.filling DISK FOLDER'

Prints a line of JSON for each try: how much room there was, what came of it, what stands where afterwards.
"""

import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace

from schoolgate.server.boot import boot, configure

configure()

from django.db import DatabaseError, connections  # noqa: E402

from schoolgate.actions import feeds, ledger, roll  # noqa: E402
from schoolgate.domain.errors import SchoolgateError  # noqa: E402
from schoolgate.server.home import Home  # noqa: E402
from tests.actions.cast import (  # noqa: E402
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

KIB = 1024
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
    except (DatabaseError, OSError) as error:
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


def main():
    disk, folder = Disk(Path(sys.argv[1])), Path(sys.argv[2])
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


def found_office_at(home):
    place = Home(home)
    return found_office(SimpleNamespace(home=place, keys=boot(place, None, None)))


if __name__ == "__main__":
    os.environ.pop("SCHOOLGATE_DATABASE", None)
    main()
