"""A server that closes at any point of the talk: nothing is lost, nothing is sent twice, nothing is guessed.

Before, in and after each piece of the talk, in both directions; at each byte with
SCHOOLGATE_TEST_EVERY_BYTE=1.
"""

import os
import socket
import ssl
import threading
from dataclasses import replace

import pytest

from schoolgate.couriers import DOORS
from schoolgate.couriers.errors import NotDelivered
from schoolgate.domain.disclosure import Delivery
from schoolgate.domain.door import DoorKind
from tests.couriers import https_place, sftp_place
from tests.couriers.cutting import Cut, offsets
from tests.couriers.test_https import RUN
from tests.egress.place import HOST, Authority

EVERY = os.environ.get("SCHOOLGATE_TEST_EVERY_BYTE") == "1"
PARCEL = {"pupils.csv": b"id,year\n1,4\n", "manifest.json": b"{}"}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    found = sftp_place.Server(tmp_path_factory.mktemp("in"))
    yield found
    found.close()


def held(server):
    return {path.name: path.read_bytes() for path in server.folder.iterdir()}


def bring(port):
    door = sftp_place.opened(port, seconds=20)
    try:
        DOORS[DoorKind.SFTP](door)(PARCEL, to=door.door.address)
    except NotDelivered as error:
        return error.delivery
    return Delivery.DELIVERED


def cut_at(server, limit, *, answers):
    for path in server.folder.iterdir():
        path.unlink()
    way = Cut(server.port, limit, answers=answers)
    try:
        return bring(way.reached), way.ends
    finally:
        way.close()


@pytest.mark.parametrize("answers", [False, True], ids=["what we say", "what it answers"])
def test_a_talk_with_an_sftp_server_that_is_cut_anywhere_is_told_truly_and_brought_to_its_end(
    server, answers
):
    outcome, ends = cut_at(server, None, answers=answers)
    assert outcome is Delivery.DELIVERED
    wrong = [one for one in offsets(ends, every=EVERY) if not holds(server, one, answers=answers)]
    assert wrong == []


def holds(server, limit, *, answers):
    outcome, _ = cut_at(server, limit, answers=answers)
    there = {name: data for name, data in held(server).items() if not name.endswith(".part")}
    whole = {name for name, data in there.items() if PARCEL[name] == data}
    before = server.written
    ended = bring(server.port)
    return (
        whole == there.keys()
        and (outcome is not Delivery.FAILED or not there)
        and (outcome is not Delivery.DELIVERED or there == PARCEL)
        and ended is Delivery.DELIVERED
        and held(server) == PARCEL
        and server.written - before <= sum(len(data) for name, data in PARCEL.items() if name not in whole)
    )


class Closing:
    """A recipient behind real TLS that reads so many bytes of a message and hangs up."""

    def __init__(self, chain):
        self.limit, self.heard, self.taken = None, b"", []
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(chain)
        self.secure = self.plain = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                connection, _ = self.secure.accept()
                with self.context.wrap_socket(connection, server_side=True) as secured:
                    self.serve(secured)
            except OSError:
                if self.secure.fileno() < 0:
                    return

    def serve(self, connection):
        self.heard = b""
        while self.limit is None or len(self.heard) < self.limit:
            left = 65536 if self.limit is None else self.limit - len(self.heard)
            self.heard += connection.recv(left)
            if self.is_whole():
                self.taken.append(self.heard.partition(b"\r\n\r\n")[2])
                connection.sendall(https_place.words(200))
                return

    def is_whole(self):
        head, ended, body = self.heard.partition(b"\r\n\r\n")
        if not ended:
            return False
        fields = head.lower().split(b"\r\n")
        return len(body) >= next(
            int(one.split(b":")[1]) for one in fields if one.startswith(b"content-length")
        )

    def close(self):
        self.secure.close()


@pytest.fixture(scope="module")
def closing(tmp_path_factory):
    authority = Authority(tmp_path_factory.mktemp("authority"), [HOST])
    recipient, trusted = Closing(authority.chain), authority.trusted()
    door = https_place.opened(recipient, authority)
    network = replace(door.guard.network, tls=lambda: trusted)
    yield recipient, replace(door, guard=replace(door.guard, network=network))
    recipient.close()


def push(door):
    try:
        DOORS[DoorKind.HTTPS](door)(PARCEL, to=f"{door.door.address}#{RUN}")
    except NotDelivered as error:
        return error.delivery
    return Delivery.DELIVERED


def test_a_recipient_that_hangs_up_after_any_byte_of_the_message_leaves_the_outcome_unknown(closing):
    recipient, door = closing
    assert push(door) is Delivery.DELIVERED
    whole = len(recipient.heard)
    outcomes = set()
    for limit in range(whole):
        recipient.limit = limit
        outcomes.add(push(door))
    assert outcomes == {Delivery.UNKNOWN}
    assert len(recipient.taken) == 1


def test_after_it_hung_up_the_same_message_comes_again_and_is_the_same(closing):
    recipient, door = closing
    recipient.limit, recipient.taken = 300, []
    assert push(door) is Delivery.UNKNOWN
    recipient.limit = None
    assert (push(door), push(door)) == (Delivery.DELIVERED, Delivery.DELIVERED)
    assert recipient.taken[0] == recipient.taken[1]
