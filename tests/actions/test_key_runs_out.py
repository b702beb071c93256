"""A recipient's key whose last day ends while a parcel is on its way: nothing lost, nothing sent twice."""

from datetime import UTC, date, datetime, timedelta

import pytest

from schoolgate.actions import doors, feeds, hosts, ledger
from schoolgate.domain.run import RunState
from tests.actions.cast import DEPUTY, OFFICE, Clock, in_force, later
from tests.actions.day import AT
from tests.actions.edges import states
from tests.couriers import sftp_place

LAST_DAY = date(2026, 11, 22)
LOOKS = 8  # times that a run looks at the clock, and a few more


class EndsTheDay:
    """A minute before midnight, until somebody has looked so many times."""

    def __init__(self, looks):
        self.left, self.now = looks, datetime(2026, 11, 22, 23, 59, tzinfo=UTC)

    def __call__(self):
        self.left -= 1
        return self.now + timedelta(minutes=2 if self.left < 0 else 0)


@pytest.fixture
def server(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    found = sftp_place.Server(folder)
    yield found
    found.close()


@pytest.fixture
def school(fresh_office):
    in_force(fresh_office)
    hosts.allow(fresh_office.home, sftp_place.HOST)
    asked = doors.Asked(
        address=f"sftp://{sftp_place.HOST}/",
        user=sftp_place.USER,
        host_key=sftp_place.pin(),
        secret=sftp_place.PASSWORD.encode(),
        expires=LAST_DAY,
        by=OFFICE,
    )
    doors.add(fresh_office, "sums", asked, at=AT)
    return fresh_office


def run(school, server, clock):
    network = sftp_place.network(server.port)
    way = feeds.Sending(out=None, by=OFFICE, confirmed_by=DEPUTY, clock=clock, network=network)
    return feeds.run_one(school, "sums", way)


@pytest.mark.parametrize("looks", range(LOOKS))
def test_whenever_in_a_run_the_day_ends_the_parcel_is_there_once_or_nobody_says_so(school, server, looks):
    ran = run(school, server, EndsTheDay(looks))
    there = {path.name for path in server.folder.iterdir()}

    assert (ran.outcome == "delivered") is ("manifest.json" in there)
    if ran.outcome == "delivered":
        assert states(school)[0][1] is RunState.DELIVERED
        return
    assert there == set()
    said = " ".join((*ran.refused, *ran.warnings))
    assert "expired on 2026-11-22" in said
    assert "schoolgate door rotate sums" in said


@pytest.mark.parametrize("looks", range(LOOKS))
def test_with_a_new_key_what_did_not_leave_is_sent_once_and_all_is_told(school, server, looks):
    first = run(school, server, EndsTheDay(looks))
    before = server.written
    secret = sftp_place.PASSWORD.encode()
    doors.rotate(school, "sums", secret, expires=date(2027, 8, 31), by=OFFICE, at=later(days=1))
    run(school, server, Clock(later(days=1)))

    sent = sum(path.stat().st_size for path in server.folder.iterdir())
    told = [one.outcome.delivery for one in ledger.disclosures(school)]
    assert ledger.verify(school).holds()
    assert told == (["failed", "delivered"] if first.outcome == "failed" else told[-1:] * len(told))
    assert before == 0 or first.outcome == "delivered"
    assert server.written - before <= sent
