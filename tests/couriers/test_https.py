import base64
import json

import pytest
from standardwebhooks import Webhook

from schoolgate.couriers import DOORS, LOOKS
from schoolgate.couriers.errors import NotDelivered
from schoolgate.domain.disclosure import Delivery
from schoolgate.domain.door import DoorKind
from tests.couriers.https_place import OTHER_SECRET, SECRET, Recipient, opened, saying, stalling, words
from tests.egress.place import HOST, Authority

PARCEL = {"pupils.csv": "id,name\n1,Zoë\n".encode(), "manifest.json": b"{}"}
RUN = "0123456789abcdef0123456789abcdef"


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"), [HOST])


@pytest.fixture
def recipient(authority):
    found = Recipient(authority.chain)
    yield found
    found.close()


def push(door):
    DOORS[DoorKind.HTTPS](door)(PARCEL, to=f"{door.door.address}#{RUN}")


def refused(door):
    with pytest.raises(NotDelivered) as raised:
        push(door)
    return raised.value


def contents(body):
    return {one["name"]: base64.b64decode(one["content"]) for one in json.loads(body)["files"]}


def test_a_parcel_arrives_in_one_signed_message_under_its_runs_id(recipient, authority):
    push(opened(recipient, authority))
    [(fields, body)] = recipient.taken
    Webhook(SECRET).verify(body, fields)
    assert (contents(body), fields["webhook-id"]) == (PARCEL, RUN)


def test_after_a_rotation_both_secrets_still_prove_who_sends(recipient, authority):
    push(opened(recipient, authority, secret=f"{OTHER_SECRET}\n{SECRET}\n"))
    [(fields, body)] = recipient.taken
    for secret in (SECRET, OTHER_SECRET):
        Webhook(secret).verify(body, fields)


@pytest.mark.parametrize("status", [301, 400, 401, 404, 410, 413])
def test_a_refusal_is_recorded_as_nothing_sent_and_not_tried_again(recipient, authority, status):
    recipient.answers = [saying(status)]
    found = refused(opened(recipient, authority, pauses=(0, 0)))
    assert (found.delivery, found.detail, len(recipient.taken)) == (Delivery.FAILED, f"http-{status}", 1)


def test_a_refusal_says_what_to_do(recipient, authority):
    recipient.answers = [saying(401)]
    assert str(refused(opened(recipient, authority))) == (
        f"Nothing was sent to https://{HOST}/hook: its server answered 401. "
        "Check the door's address and its secret with the recipient."
    )


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_broken_server_leaves_the_outcome_unknown(recipient, authority, status):
    recipient.answers = [saying(status)]
    found = refused(opened(recipient, authority))
    assert (found.delivery, found.detail) == (Delivery.UNKNOWN, f"http-{status}")


def test_an_unknown_outcome_says_that_nobody_knows(recipient, authority):
    recipient.answers = [saying(500)]
    assert str(refused(opened(recipient, authority))) == (
        f"Nobody knows whether the parcel was taken at https://{HOST}/hook: its server answered 500. "
        "Run the feed again later; the recipient takes the same message once."
    )


def test_a_server_that_recovers_gets_the_same_message_under_the_same_id(recipient, authority):
    recipient.answers = [saying(503), saying(429), saying(202)]
    push(opened(recipient, authority, pauses=(0, 0)))
    assert {(fields["webhook-id"], body) for fields, body in recipient.taken} == {
        (RUN, recipient.taken[0][1])
    }
    assert len(recipient.taken) == 3


def test_a_refusal_after_a_silence_does_not_make_the_silence_known(recipient, authority):
    recipient.answers = [saying(200, 0), saying(409)]
    found = refused(opened(recipient, authority, pauses=(0,)))
    assert (found.delivery, found.detail) == (Delivery.UNKNOWN, "http-409")


def test_too_many_messages_is_a_refusal(recipient, authority):
    recipient.answers = [saying(429)]
    assert refused(opened(recipient, authority, pauses=(0,))).delivery is Delivery.FAILED


def test_an_answer_that_breaks_off_at_any_byte_is_never_guessed(recipient, authority):
    whole = words(200)
    heard = whole.index(b"\r\n\r\n") + 4
    for upto in range(len(whole)):
        recipient.answers = [saying(200, upto)]
        if upto < heard:
            found = refused(opened(recipient, authority))
            assert (found.delivery, found.detail) == (Delivery.UNKNOWN, "broke-off"), upto
        else:
            push(opened(recipient, authority))  # it said that it took the parcel; what follows is talk


def test_a_server_that_answers_twice_is_believed_once(recipient, authority):
    recipient.answers = [lambda connection: connection.sendall(words(200) + words(500))]
    push(opened(recipient, authority))
    assert len(recipient.taken) == 1


def test_a_server_that_stalls_is_left_in_time(recipient, authority):
    recipient.answers = [stalling]
    assert refused(opened(recipient, authority, seconds=0.5)).delivery is Delivery.UNKNOWN


def test_a_server_that_is_not_there_was_sent_nothing(recipient, authority):
    door = opened(recipient, authority)
    recipient.close()
    found = refused(door)
    assert (found.delivery, found.detail, found.has_seen) == (Delivery.FAILED, "no-answer", False)


def test_a_host_that_is_not_allowed_is_sent_nothing(recipient, authority):
    found = refused(opened(recipient, authority, hosts=()))
    assert (found.delivery, found.detail, recipient.taken) == (Delivery.FAILED, "host-not-allowed", [])


def test_a_door_can_be_tried_without_sending_anything(recipient, authority):
    recipient.answers = [saying(405)]
    said = LOOKS[DoorKind.HTTPS](opened(recipient, authority))
    assert (said, recipient.taken) == ("its server answers, with a certificate that is valid for it", [])
