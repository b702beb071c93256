import errno
from datetime import date

import pytest

from schoolgate.couriers import DOORS, LOOKS
from schoolgate.couriers.errors import NotDelivered
from schoolgate.domain.disclosure import Delivery
from schoolgate.domain.door import DoorKind
from tests.couriers.sftp_place import HOST_KEY, OTHER_KEY, OWN_KEY, Server, Way, opened, pin

PARCEL = {"pupils.csv": b"id,year\n" + b"1,4\n" * 20_000, "manifest.json": b"{}"}
SMALL = {"pupils.csv": b"id,year\n1,4\n", "manifest.json": b"{}"}


@pytest.fixture
def server(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    found = Server(folder)
    yield found
    found.close()


def bring(files, door):
    DOORS[DoorKind.SFTP](door)(files, to=door.door.address)


def refused(files, door):
    with pytest.raises(NotDelivered) as raised:
        bring(files, door)
    return raised.value


def held(server):
    return {path.name: path.read_bytes() for path in server.folder.iterdir()}


def test_a_parcel_arrives_whole_and_nothing_else_stays_behind(server):
    bring(PARCEL, opened(server.port))
    assert held(server) == PARCEL


def test_a_private_key_opens_the_door_as_a_password_does(server):
    bring(SMALL, opened(server.port, secret=OWN_KEY.export_private_key()))
    assert held(server) == SMALL


def test_a_host_key_may_be_pinned_by_its_fingerprint(server):
    bring(SMALL, opened(server.port, host_key=HOST_KEY.get_fingerprint()))
    assert held(server) == SMALL
    wrong = opened(server.port, host_key=OTHER_KEY.get_fingerprint())
    assert refused(SMALL, wrong).detail == "other-host-key"


def test_the_same_parcel_twice_is_sent_once(server):
    bring(SMALL, opened(server.port))
    before = server.written
    bring(SMALL, opened(server.port))
    assert (server.written, held(server)) == (before, SMALL)


def test_todays_file_replaces_yesterdays(server):
    bring({**SMALL, "pupils.csv": b"id\n"}, opened(server.port))
    bring(SMALL, opened(server.port))
    assert held(server) == SMALL


def test_a_server_that_lets_nobody_look_still_takes_a_parcel_in(server):
    server.hides = True
    bring(SMALL, opened(server.port))
    assert held(server) == SMALL


def test_nothing_is_told_to_a_server_with_another_host_key(server):
    found = refused(SMALL, opened(server.port, host_key=pin(OTHER_KEY)))
    assert str(found) == (
        "Nothing was sent to sftp://files.elm.example/: the server showed another host key than the pinned "
        "one, so it may not be the recipient's. Ask the recipient by telephone; if the key was changed, pin "
        "the new one: schoolgate door add sums"
    )
    assert (found.delivery, found.detail, found.has_seen) == (Delivery.FAILED, "other-host-key", False)
    assert held(server) == {}


def test_a_wrong_password_sends_nothing_and_is_not_repeated_in_the_error(server):
    found = refused(SMALL, opened(server.port, secret=b"battery staple"))
    assert str(found) == (
        "Nothing was sent to sftp://files.elm.example/: the server did not accept the user and the key. "
        "Ask the recipient for a new one, then: schoolgate door rotate sums"
    )
    assert (found.delivery, found.detail) == (Delivery.FAILED, "not-let-in")


def test_a_secret_is_never_shown(server):
    assert "battery" not in repr(opened(server.port, secret=b"battery staple"))


def test_a_key_that_ran_out_before_the_parcel_left_sends_nothing(server):
    found = refused(SMALL, opened(server.port, expires=date(2026, 11, 21)))
    assert str(found) == (
        "Nothing was sent to sftp://files.elm.example/: its key expired on 2026-11-21. "
        "Ask the recipient for a new one, then: schoolgate door rotate sums"
    )
    assert held(server) == {}


def test_a_key_may_be_used_on_its_last_day(server):
    bring(SMALL, opened(server.port, expires=date(2026, 11, 22)))
    assert held(server) == SMALL


@pytest.mark.parametrize(
    ("fault", "detail"),
    [(errno.ENOSPC, "io-error"), (errno.EACCES, "not-permitted"), (errno.EIO, "io-error")],
)
def test_a_server_that_cannot_keep_the_file_has_nothing_under_its_name(server, fault, detail):
    server.room, server.fault = 40_000, fault
    found = refused(PARCEL, opened(server.port))
    assert (found.delivery, found.detail, found.has_seen) == (Delivery.FAILED, detail, True)
    assert not [name for name in held(server) if not name.endswith(".part")]


def test_a_server_that_fails_after_the_first_file_leaves_the_outcome_unknown(server):
    server.room = len(PARCEL["pupils.csv"])
    found = refused(PARCEL, opened(server.port))
    assert found.delivery is Delivery.UNKNOWN
    assert "manifest.json" not in held(server)


def test_a_host_that_is_not_allowed_is_not_dialled(server):
    found = refused(SMALL, opened(server.port, hosts=()))
    assert (found.delivery, found.detail) == (Delivery.FAILED, "host-not-allowed")


def test_a_missing_folder_is_said(server):
    door = opened(server.port)
    object.__setattr__(door.door, "address", "sftp://files.elm.example/nowhere")
    assert refused(SMALL, door).detail == "no-folder"


@pytest.mark.parametrize("limit", [1, 500, 1_500, 2_500, 3_500, 10_000, 40_000, 80_000, 83_000])
def test_wherever_the_way_breaks_the_outcome_is_true_and_the_next_visit_ends_it(server, limit):
    way = Way(server.port, limit)
    try:
        found = refused(PARCEL, opened(way.listening.getsockname()[1]))
    finally:
        way.close()
    stands = [name for name in held(server) if not name.endswith(".part")]
    assert found.detail in ("broke-off", "no-answer", "other-host-key")
    assert found.delivery is Delivery.UNKNOWN or stands == []
    bring(PARCEL, opened(server.port))
    assert held(server) == PARCEL


def test_an_upload_that_broke_off_goes_on_where_it_ended(server):
    (server.folder / ".pupils.csv.part").write_bytes(PARCEL["pupils.csv"][:60_000])
    bring(PARCEL, opened(server.port))
    assert held(server) == PARCEL
    assert server.written == sum(map(len, PARCEL.values())) - 60_000


def test_a_part_that_is_not_ours_is_begun_again(server):
    (server.folder / ".pupils.csv.part").write_bytes(b"x" * 60_000)
    bring(PARCEL, opened(server.port))
    assert held(server) == PARCEL


def test_a_short_break_is_got_over_within_one_run(server):
    way = Way(server.port, 40_000, mends=True)
    try:
        bring(PARCEL, opened(way.listening.getsockname()[1], pauses=(0.2, 0.2)))
    finally:
        way.close()
    assert held(server) == PARCEL


def test_a_server_that_stalls_is_left_in_time(server):
    way = Way(server.port, 40_000, stalls=True)
    try:
        found = refused(PARCEL, opened(way.listening.getsockname()[1], seconds=1.5))
    finally:
        way.close()
    assert (found.delivery, found.detail) == (Delivery.FAILED, "broke-off")


def test_a_door_can_be_tried_without_sending_anything(server):
    said = LOOKS[DoorKind.SFTP](opened(server.port))
    assert (said, held(server)) == ("it let hill in, and showed the pinned host key", {})
