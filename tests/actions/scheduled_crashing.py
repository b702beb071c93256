"""A worker that is killed at the n-th write of its night, in a process of its own.

    python -m tests.actions.scheduled_crashing   < {"home": …, "database": …, "owner": …, "port": …}

Prints a line of JSON for each crash: what the ledger held after the worker was started again.
"""

import json
import sys
from datetime import UTC, datetime, timedelta

from schoolgate.server.boot import configure

configure()

from django.db import connection  # noqa: E402

from schoolgate.actions import ledger, scheduling  # noqa: E402
from tests.actions.cast import Clock  # noqa: E402
from tests.actions.crashing import WRITES, Dies, in_child  # noqa: E402
from tests.couriers import sftp_place  # noqa: E402

FIRST = datetime(2026, 11, 24, 2, 1, tzinfo=UTC)
STEPS = range(1, 60, 3)


def night(office, place, at):
    network = sftp_place.network(place["port"])
    return list(scheduling.work(office, clock=Clock(at), network=network))


def crash(number, at):
    def act(office, place):
        with connection.execute_wrapper(Dies(number, WRITES)):
            return night(office, place, at)

    return act


def again(at):
    def act(office, place):
        ran = night(office, place, at)
        told = ledger.disclosures(office)
        outcomes = [one.outcome.delivery if one.outcome else None for one in told]
        return {"ran": ran, "outcomes": outcomes, "holds": ledger.verify(office).holds()}

    return act


def main():
    place = json.load(sys.stdin)
    for day, number in enumerate(STEPS):
        at = FIRST + timedelta(days=day)
        ended = in_child(place, crash(number, at))
        then = in_child(place, again(at + timedelta(minutes=5)))
        sys.stdout.write(json.dumps({"step": number, "ended": ended, "then": then}) + "\n")
        sys.stdout.flush()
        if ended != "SIGKILL":
            return


if __name__ == "__main__":
    main()
