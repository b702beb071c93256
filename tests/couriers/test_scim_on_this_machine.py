"""A SCIM server of others', as it comes, on this machine and without a certificate: over the real network."""

import threading
from datetime import UTC, datetime
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest

from schoolgate.actions import doors, feeds, hosts
from schoolgate.domain.errors import Invalid
from tests.actions.cast import (
    DEPUTY,
    OFFICE,
    Clock,
    clause,
    found_office,
    in_force,
    load_roll,
    on_roll,
)
from tests.actions.day import AT
from tests.couriers.scim_place import TOKEN, application


class Silent(WSGIRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    with make_server("127.0.0.1", 0, application(), handler_class=Silent) as found:
        threading.Thread(target=lambda: found.serve_forever(0.02), daemon=True).start()
        yield found.server_port
        found.shutdown()


@pytest.fixture
def school(fresh_home, tmp_path):
    office = found_office(fresh_home)
    load_roll(office, tmp_path)
    in_force(office, "sums", clause("full_name", "class"), format="scim_json")
    return office


def asked(port, host="localhost"):
    return doors.Asked(address=f"scim+http://{host}:{port}/v2", secret=TOKEN.encode(), by=OFFICE)


def test_accounts_are_made_at_a_server_on_this_machine_that_was_let_out_to(school, server):
    hosts.allow_private(school.home, f"localhost:{server}")
    doors.add(school, "sums", asked(server), at=AT)
    said = doors.check(school, "sums", clock=lambda: datetime.now(UTC))[1]
    sending = feeds.Sending(out=None, by=OFFICE, confirmed_by=DEPUTY, clock=Clock())
    ran = feeds.run_one(school, "sums", sending)

    assert said == "its server speaks SCIM 2.0 and accepts the token"
    assert (ran.outcome, ran.rows) == ("delivered", len(on_roll()))


def test_without_encryption_no_other_machine_and_no_place_that_was_not_named_can_be_a_door(school, server):
    hosts.allow_private(school.home, f"scim.inside.example:{server}")
    hosts.allow(school.home, "scim.inside.example")
    for one in (asked(server), asked(server, "scim.inside.example"), asked(80, "scim.inside.example")):
        with pytest.raises(Invalid):
            doors.add(school, "sums", one, at=AT)
    with pytest.raises(Invalid) as raised:
        doors.add(school, "sums", asked(server, "scim.inside.example"), at=AT)
    assert str(raised.value) == (
        "No door was set: it is not encrypted, and only a place on this machine, let out to by name, may be "
        "so. Write it as sftp://files.example.org/in, https://example.org/hook or "
        "scim+https://example.org/scim/v2."
    )
