"""A place in one's own network is for doors alone, by name and port; no page that is fetched comes there."""

from dataclasses import replace

import pytest

from schoolgate.actions import doors, fetching, hosts
from schoolgate.couriers import DOORS, LOOKS
from schoolgate.couriers.errors import NotDelivered
from schoolgate.domain.door import DoorKind
from schoolgate.domain.errors import Invalid, NotFound, Refused
from schoolgate.egress.addresses import is_private, is_public
from schoolgate.egress.errors import InsideRefused
from tests.actions.cast import OFFICE, found_office, in_force
from tests.actions.day import AT
from tests.couriers import https_place, sftp_place
from tests.couriers.https_place import Recipient
from tests.couriers.sftp_place import PASSWORD, USER, Server, pin
from tests.egress.place import HOST, Authority, answering, network
from tests.egress.place import Server as Website

PARCEL = {"pupils.csv": b"id\n1\n", "manifest.json": b"{}"}
NOWHERE = ("169.254.169.254", "0.0.0.0", "224.0.0.1", "255.255.255.255", "8.8.8.8", "fe80::1", "::1", "no")


@pytest.fixture
def server(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    found = Server(folder)
    yield found
    found.close()


def private_door(server, *places):
    """The recipient's name leads to this machine, which is no public address."""
    door = sftp_place.opened(server.port, hosts=())
    inside = replace(door.guard.network, may_reach=is_public)
    return replace(door, guard=replace(door.guard, network=inside, private=frozenset(places)))


@pytest.mark.parametrize("address", ["10.1.2.3", "172.31.0.1", "192.168.1.9", "100.64.0.1", "127.0.0.1"])
def test_ones_own_network_is_private_and_not_public(address):
    assert (is_private(address), is_public(address)) == (True, False)


@pytest.mark.parametrize("address", NOWHERE)
def test_nothing_else_can_be_let_out_to_by_name(address):
    assert not is_private(address)


def test_a_parcel_goes_to_a_place_inside_that_a_person_named(server):
    door = private_door(server, (sftp_place.HOST, 22))
    DOORS[DoorKind.SFTP](door)(PARCEL, to="here")
    assert {one.name for one in server.folder.iterdir()} == set(PARCEL)


@pytest.mark.parametrize("places", [(), ((sftp_place.HOST, 2222),), (("other.elm.example", 22),)])
def test_without_its_name_and_its_port_nothing_inside_is_reached(server, places):
    with pytest.raises(NotDelivered) as raised:
        DOORS[DoorKind.SFTP](private_door(server, *places))(PARCEL, to="here")
    assert raised.value.detail == "host-not-allowed"


def test_an_allowed_host_that_leads_inside_is_still_refused(server):
    door = private_door(server)
    door = replace(door, guard=replace(door.guard, allowed=frozenset({sftp_place.HOST})))
    with pytest.raises(NotDelivered) as raised:
        LOOKS[DoorKind.SFTP](door)
    assert str(raised.value) == (
        "Nothing was sent to sftp://files.elm.example/: its name leads into a private network. Check the "
        "door's address; if it is in your own network, say so: schoolgate egress allow NAME:PORT --private"
    )


def test_a_message_goes_to_a_port_inside_that_a_person_named(tmp_path):
    authority = Authority(tmp_path, [HOST])
    recipient = Recipient(authority.chain)
    try:
        door = https_place.opened(recipient, authority, hosts=())
        inside = replace(door.guard.network, may_reach=is_public)
        inside.dialler.ports[8443] = inside.dialler.ports[443]
        guard = replace(door.guard, network=inside, private=frozenset({(HOST, 8443)}))
        moved = replace(door, guard=guard, door=replace(door.door, address=f"https://{HOST}:8443/hook"))
        DOORS[DoorKind.HTTPS](moved)(PARCEL, to=f"https://{HOST}:8443/hook#run")
        assert len(recipient.taken) == 1
        with pytest.raises(NotDelivered):
            DOORS[DoorKind.HTTPS](replace(door, guard=guard))(PARCEL, to=f"https://{HOST}/hook#run")
    finally:
        recipient.close()


@pytest.mark.parametrize("allowed", [False, True])
def test_no_published_page_is_fetched_from_a_place_that_is_let_out_to_for_doors(tmp_path, allowed):
    """Not by its own address, and not where another page leads to it."""
    authority = Authority(tmp_path, [HOST])
    website = Website(authority.chain)
    website.pages[HOST, "/"] = answering(b"a page")
    hosts.allow_private(tmp_path, f"{HOST}:443")
    if allowed:
        hosts.allow(tmp_path, HOST)
    try:
        with pytest.raises(InsideRefused if allowed else Refused):
            fetching.fetch(
                tmp_path, f"https://{HOST}/", network=network(website, authority, may_reach=is_public)
            )
        assert website.asked == []
    finally:
        website.close()


def test_a_door_inside_is_set_when_its_place_was_allowed(fresh_home):
    office = found_office(fresh_home)
    in_force(office)
    asked = doors.Asked(
        address="sftp://files:2222/in", user=USER, host_key=pin(), secret=PASSWORD.encode(), by=OFFICE
    )
    with pytest.raises(Invalid, match="its address names no host"):
        doors.add(office, "sums", asked, at=AT)
    assert hosts.allow_private(office.home, "Files:2222") == "files:2222"
    assert doors.add(office, "sums", asked, at=AT).address == "sftp://files:2222/in"
    with pytest.raises(Invalid, match="its address names no host"):
        doors.add(office, "sums", replace(asked, address="sftp://files/in"), at=AT)


@pytest.mark.parametrize(
    "words",
    ["files.elm.example", "10.0.0.1:22", "files:0", "files:70000", "a b:22", "https://files:443", ":22"],
)
def test_only_a_name_with_its_port_can_be_allowed_inside(tmp_path, words):
    with pytest.raises(Invalid) as raised:
        hosts.allow_private(tmp_path, words)
    assert str(raised.value) == (
        "Nothing was allowed: that is not one place in your own network. "
        "Write its name and its port: files.inside.example:22"
    )
    assert hosts.private(tmp_path) == frozenset()


def test_what_was_allowed_inside_can_be_forbidden(tmp_path):
    hosts.allow_private(tmp_path, "files:22")
    hosts.allow(tmp_path, HOST)
    hosts.forbid(tmp_path, "files:22")
    assert (hosts.private(tmp_path), hosts.allowed(tmp_path)) == (frozenset(), (HOST,))
    with pytest.raises(NotFound):
        hosts.forbid(tmp_path, "files:22")
