"""As test_key_runs_out, at a web server that takes a message and at one that takes accounts, one by one."""

import pytest

from schoolgate.actions import doors, feeds, hosts, ledger
from schoolgate.domain.run import RunState
from tests.actions.cast import DEPUTY, OFFICE, Clock, clause, in_force, later, load_roll
from tests.actions.day import AT
from tests.actions.edges import states
from tests.actions.test_key_runs_out import LAST_DAY, LOOKS, EndsTheDay
from tests.couriers import https_place, scim_place
from tests.egress.place import HOST, Authority, network

PLACES = {
    "https": (https_place.Recipient, f"https://{HOST}/hook", https_place.SECRET, "people_csv"),
    "scim": (
        scim_place.Recipient,
        f"scim+https://{HOST}{scim_place.BASE}",
        scim_place.TOKEN,
        "scim_json",
    ),
}
LOOKED_AT = pytest.mark.parametrize("looks", range(LOOKS))


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"), [HOST])


@pytest.fixture(params=PLACES)
def door(request, authority, fresh_office, tmp_path):
    """(the school, the recipient's server, how to run the feed at a moment)"""
    make, address, secret, form = PLACES[request.param]
    recipient = make(authority.chain)
    load_roll(fresh_office, tmp_path)
    in_force(fresh_office, "sums", clause("full_name"), format=form)
    hosts.allow(fresh_office.home, HOST)
    asked = doors.Asked(address=address, secret=secret.encode(), expires=LAST_DAY, by=OFFICE)
    doors.add(fresh_office, "sums", asked, at=AT)

    def run(clock):
        way = network(recipient, authority)
        sending = feeds.Sending(out=None, by=OFFICE, confirmed_by=DEPUTY, clock=clock, network=way)
        return feeds.run_one(fresh_office, "sums", sending)

    yield fresh_office, recipient, run
    recipient.close()


def writes(recipient):
    """What it was told, one for each message or account."""
    if isinstance(recipient, https_place.Recipient):
        return [fields["webhook-id"] for fields, _ in recipient.taken]
    return [path for method, path, _ in recipient.asked if method != "GET"]


@LOOKED_AT
def test_whenever_in_a_run_the_day_ends_all_is_there_or_nothing_is(door, looks):
    school, recipient, run = door
    ran = run(EndsTheDay(looks))

    if ran.outcome == "delivered":
        assert writes(recipient)
        assert states(school)[0][1] is RunState.DELIVERED
        return
    assert writes(recipient) == []
    said = " ".join((*ran.refused, *ran.warnings))
    assert "expired on 2026-11-22" in said
    assert "schoolgate door rotate sums" in said


@LOOKED_AT
def test_with_a_new_key_all_is_there_once_and_all_of_it_is_told(door, looks):
    school, recipient, run = door
    first = run(EndsTheDay(looks))
    before = len(writes(recipient))
    secret = recipient_secret(recipient)
    doors.rotate(school, "sums", secret, expires=LAST_DAY.replace(year=2027), by=OFFICE, at=later(days=1))
    second = run(Clock(later(days=1)))

    assert second.outcome == "delivered"
    assert ledger.verify(school).holds()
    told = [one.outcome.delivery for one in ledger.disclosures(school)]
    assert told[-1] == "delivered"
    assert set(told[:-1]) <= {"failed", "delivered"}
    assert (before > 0) is (first.outcome == "delivered")
    if isinstance(recipient, scim_place.Recipient):
        keys = [one["externalId"] for one in recipient.users()]
        assert len(set(keys)) == len(keys) == second.rows


def recipient_secret(recipient):
    is_web = isinstance(recipient, https_place.Recipient)
    return (https_place.OTHER_SECRET if is_web else scim_place.TOKEN).encode()
