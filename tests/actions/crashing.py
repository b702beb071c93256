"""A run that is killed, in a process of its own: at the n-th statement of the database, or at the door.

    python -m tests.actions.crashing   < {"home": …, "database": …, "owner": …, "out": …}

Each run is a child made by fork before anything was opened, and dies by SIGKILL. Prints a line of JSON for
each: what stood at the door and in the ledger after the crash, and after somebody ran the feed again.
"""

import json
import os
import signal
import sys
from pathlib import Path

from schoolgate.server.boot import boot, configure

configure()

from django.db import connection  # noqa: E402

from schoolgate.actions import feeds, ledger  # noqa: E402
from schoolgate.actions.disclose import disclose  # noqa: E402
from schoolgate.actions.doorway import folder  # noqa: E402
from schoolgate.actions.turn import turn_to_send  # noqa: E402
from schoolgate.couriers import COURIERS  # noqa: E402
from schoolgate.feeds.parcel import sha256  # noqa: E402
from schoolgate.server.home import Home  # noqa: E402
from schoolgate.server.office import office_of  # noqa: E402
from tests.actions.cast import DEPUTY, OFFICE, Clock, delivered, sending  # noqa: E402

READS = (1, 12, 20)
WRITES = ("INSERT", "UPDATE", "DELETE", "BEGIN")
MOST = 60
AT_THE_DOOR = ("nothing put down", "one file put down", "all put down")


def die():
    os.kill(os.getpid(), signal.SIGKILL)


class Dies:
    """Kills this process when the database has carried out the n-th statement of a sort, uncommitted."""

    def __init__(self, number, begins):
        self.left, self.begins = number, begins

    def __call__(self, execute, sql, params, many, context):
        done = execute(sql, params, many, context)
        self.left -= sql.startswith(self.begins)
        if self.left == 0:
            die()
        return done


def dying_courier(when):
    def courier(files, *, to):
        if when != AT_THE_DOOR[0]:
            some = dict(list(files.items())[: 1 if when == AT_THE_DOOR[1] else len(files)])
            COURIERS["folder"](some, to=to)
        die()

    return courier


def run(office, place, courier=COURIERS["folder"]):
    with turn_to_send(office):
        disclose(
            office,
            "sums",
            door=folder(Path(place["out"]), courier),
            by=OFFICE,
            confirmed_by=DEPUTY,
            clock=Clock(),
        )


def crash_at_statement(number, begins):
    def act(office, place):
        with connection.execute_wrapper(Dies(number, begins)):
            run(office, place)

    return act


def crash_at_door(when):
    return lambda office, place: run(office, place, dying_courier(when))


def look_and_run_again(office, place):
    before = look(office, place)
    sent = feeds.run_one(office, "sums", sending(place["out"], clock=Clock()))
    return {"after": before, "outcome": sent.outcome, "again": look(office, place)}


def look(office, place):
    told = ledger.disclosures(office)
    return {
        "holds": ledger.verify(office).holds(),
        "intents": [one.intent.run for one in told],
        "outcomes": {one.intent.run: one.outcome.delivery for one in told if one.outcome},
        "at_the_door": {str(path): sha256(path.read_bytes()) for path in delivered(place["out"])},
        "promised": {one.intent.run: {f.name: f.sha256 for f in one.intent.files} for one in told},
    }


def in_child(place, act):
    """What `act` gave, or the signal that ended it."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(reads)
            home = Home(Path(place["home"]))
            office = office_of(home, boot(home, place["database"], place["owner"]))
            with os.fdopen(writes, "w") as pipe:
                json.dump(act(office, place), pipe)
            status = 0
        finally:
            os._exit(status)
    os.close(writes)
    with os.fdopen(reads) as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    return signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else json.loads(said or "0")


def crashes():
    yield from ((when, crash_at_door(when)) for when in AT_THE_DOOR)
    yield from ((f"read {number}", crash_at_statement(number, "SELECT")) for number in READS)
    yield from ((f"write {number}", crash_at_statement(number, WRITES)) for number in range(1, MOST))


def tell(**line):
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def main():
    place = json.load(sys.stdin)
    for name, act in crashes():
        ended = in_child(place, act)
        if ended != "SIGKILL":
            tell(crash=name, ended=ended)
            return
        tell(crash=name, ended=ended, **in_child(place, look_and_run_again))


if __name__ == "__main__":
    main()
