"""Accounts at a SCIM server: made once, kept in step, never anybody else's."""

import json

import pytest

from schoolgate.couriers import DOORS, LOOKS, scim
from schoolgate.couriers.errors import NotDelivered
from schoolgate.domain.disclosure import Delivery
from schoolgate.domain.door import DoorKind
from tests.couriers.scim_place import (
    TOKEN,
    Recipient,
    cut,
    done_then,
    gone,
    opened,
    saying,
    sound,
    stalling,
    telling,
)
from tests.egress.place import HOST, Authority

CORE = "urn:ietf:params:scim:schemas:core:2.0:"
WRITES = ("POST", "PUT", "PATCH", "DELETE")


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"), [HOST])


@pytest.fixture
def recipient(authority):
    found = Recipient(authority.chain)
    yield found
    found.close()


def user(key, **values):
    data = {"schemas": [f"{CORE}User"], "externalId": key, "userName": f"name-{key}", "active": True}
    told = {"name": {"givenName": "Zoë", "familyName": "O'Neill"}, "userType": "student"}
    return {"method": "POST", "path": "/Users", "bulkId": key, "data": data | told | values}


def group(key, *members):
    of_it = [{"value": f"bulkId:{one}"} for one in members]
    data = {"schemas": [f"{CORE}Group"], "externalId": key, "displayName": key, "members": of_it}
    return {"method": "POST", "path": "/Groups", "bulkId": key, "data": data}


def parcel(*operations, gone=(), groups=()):
    files = {"scim.json": json.dumps({"Operations": list(operations)}).encode(), "manifest.json": b"{}"}
    if gone:
        files["leavers.csv"] = lines("externalId,active", *gone)
    return files | ({"gone_groups.csv": lines("externalId,becomes", *groups)} if groups else {})


def lines(*told):
    return "".join(f"{line}\r\n" for line in told).encode()


ANN, BEN = user("k-ann"), user("k-ben")
TWO = parcel(ANN, BEN)


def bring(files, door):
    DOORS[DoorKind.SCIM](door)(files, to=f"{door.door.address}#run")


def refused(files, door):
    with pytest.raises(NotDelivered) as raised:
        bring(files, door)
    return raised.value


def writes(recipient):
    return [method for method, _, _ in recipient.asked if method in WRITES]


def accounts(recipient):
    """externalId → (userName, active) of each account; two of one key are seen."""
    found = [(one["externalId"], one["userName"], one["active"]) for one in recipient.users()]
    assert len({key for key, *_ in found}) == len(found)
    return {key: (name, active) for key, name, active in found}


def test_everybody_in_a_parcel_has_an_account_and_sits_in_its_class(recipient, authority):
    bring(parcel(ANN, BEN, group("4A", "k-ann", "k-ben")), opened(recipient, authority))
    assert accounts(recipient) == {"k-ann": ("name-k-ann", True), "k-ben": ("name-k-ben", True)}
    [made] = recipient.groups()
    assert {one["value"] for one in made["members"]} == {one["id"] for one in recipient.users()}


def test_the_same_parcel_again_changes_nothing(recipient, authority):
    whole = parcel(ANN, BEN, group("4A", "k-ann"))
    bring(whole, opened(recipient, authority))
    recipient.asked.clear()
    bring(whole, opened(recipient, authority))
    assert writes(recipient) == []


def test_what_changed_is_put_and_what_may_leave_no_more_is_taken_away(recipient, authority):
    mail = [{"value": "ann@hill.example", "primary": True}]
    bring(parcel(user("k-ann", emails=mail), BEN), opened(recipient, authority))
    recipient.asked.clear()
    bring(parcel(user("k-ann", name={"givenName": "A"}), BEN), opened(recipient, authority))
    assert writes(recipient) == ["PUT"]
    [ann] = [one for one in recipient.users() if one["externalId"] == "k-ann"]
    assert (ann["name"], "emails" in ann) == ({"givenName": "A"}, False)


def test_who_is_gone_is_made_inactive_and_who_comes_back_is_active_again(recipient, authority):
    bring(TWO, opened(recipient, authority))
    bring(parcel(ANN, gone=["k-ben,false", "k-never-there,false"]), opened(recipient, authority))
    assert accounts(recipient) == {"k-ann": ("name-k-ann", True), "k-ben": ("name-k-ben", False)}
    bring(TWO, opened(recipient, authority))
    assert accounts(recipient)["k-ben"] == ("name-k-ben", True)


@pytest.mark.parametrize("status", [400, 405, 501])
def test_a_server_without_patch_is_given_the_shell_of_an_account_and_no_more_of_a_person(
    recipient, authority, status
):
    bring(TWO, opened(recipient, authority))
    recipient.faults = [sound, sound, saying(status)]
    bring(parcel(ANN, gone=["k-ben,false"]), opened(recipient, authority))
    [ben] = [one for one in recipient.users() if one["externalId"] == "k-ben"]
    assert (ben["active"], ben["userName"], "name" in ben) == (False, "name-k-ben", False)


def test_an_account_of_the_same_name_without_our_key_is_left_alone_and_said(recipient, authority):
    own = user("somebody-elses", userName="name-k-ann")
    bring(parcel(own), opened(recipient, authority))
    found = refused(TWO, opened(recipient, authority))
    assert (found.delivery, found.detail, found.troubles) == (
        Delivery.UNKNOWN,
        "partly",
        {"k-ann": "name-taken"},
    )
    assert str(found) == (
        f"Of 2 accounts and groups, 1 were refused at scim+https://{HOST}/v2, or nothing was heard of them. "
        "See which, and why: schoolgate door troubles sums"
    )
    assert accounts(recipient)["somebody-elses"] == ("name-k-ann", True)
    assert "k-ben" in accounts(recipient)


def test_a_child_who_has_no_account_is_in_no_group_and_the_others_are(recipient, authority):
    bring(parcel(user("somebody-elses", userName="name-k-ann")), opened(recipient, authority))
    refused(parcel(ANN, BEN, group("4A", "k-ann", "k-ben")), opened(recipient, authority))
    [made], by_key = recipient.groups(), {one["externalId"]: one["id"] for one in recipient.users()}
    assert [one["value"] for one in made["members"]] == [by_key["k-ben"]]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b'{"Resources": [{"id": "1", "externalId": "another"}], "totalResults": 1}', "not-filtered"),
        (b'{"Resources":[{"externalId":"k-ann"},{"externalId":"k-ann"}],"totalResults":2}', "two-accounts"),
        (b'{"Resources": [], "totalResults": 7}', "not-filtered"),
        (b'{"totalResults": 7}', "not-filtered"),
        (b'{"Resources": []}', "not-scim"),
        (b"{}", "not-scim"),
        (b'{"Resources": "none"}', "not-scim"),
        (b"<html>welcome</html>", "not-scim"),
        (b"[" * 100_000, "not-scim"),
        (b"[]", "not-scim"),
        (b" " * 1_000_001, "not-scim"),
    ],
)  # fmt: skip
def test_where_an_account_cannot_be_looked_up_for_sure_none_is_made(recipient, authority, answer, code):
    recipient.faults = [telling(answer)] * 3
    found = refused(parcel(ANN), opened(recipient, authority))
    assert (found.delivery, found.troubles, writes(recipient)) == (Delivery.FAILED, {"k-ann": code}, [])


@pytest.mark.parametrize(
    ("answer", "status"), [(b"{}", "200 OK"), (b'{"id": "another"}', "200 OK"), (b'{"id": 7}', "200 OK")]
)
def test_a_change_that_the_server_does_not_confirm_is_not_called_delivered(
    recipient, authority, answer, status
):
    bring(parcel(ANN), opened(recipient, authority))
    recipient.faults = [sound, telling(answer, status)]
    found = refused(parcel(user("k-ann", name={"givenName": "Z"})), opened(recipient, authority))
    assert (found.delivery, found.troubles) == (Delivery.UNKNOWN, {"k-ann": "not-scim"})


def test_a_server_that_refuses_the_filter_is_given_nothing(recipient, authority):
    recipient.faults = [saying(400)]
    found = refused(parcel(ANN), opened(recipient, authority))
    assert (found.troubles, writes(recipient)) == ({"k-ann": "not-filtered"}, [])


def test_a_wrong_token_sends_nothing_and_is_not_repeated(recipient, authority):
    found = refused(TWO, opened(recipient, authority, secret="another-token"))
    assert str(found) == (
        f"Nothing was sent to scim+https://{HOST}/v2: its server did not accept the token. "
        "Ask the recipient for a new one, then: schoolgate door rotate sums"
    )
    assert (found.delivery, found.detail, found.has_seen) == (Delivery.FAILED, "not-let-in", False)
    assert accounts(recipient) == {}


def test_a_token_that_lapses_half_way_leaves_the_outcome_unknown_and_the_rest_undone(recipient, authority):
    recipient.faults = [sound, sound, saying(401)]
    found = refused(TWO, opened(recipient, authority))
    assert (found.delivery, found.detail, list(accounts(recipient))) == (
        Delivery.UNKNOWN,
        "not-let-in",
        ["k-ann"],
    )
    bring(TWO, opened(recipient, authority))
    assert set(accounts(recipient)) == {"k-ann", "k-ben"}


@pytest.mark.parametrize(
    "fault", [saying(500), saying(503), gone, cut(0), stalling, done_then(saying(502)), telling(b"{}")]
)
@pytest.mark.parametrize("at", [0, 1, 2, 3])
def test_a_server_that_fails_once_at_any_request_is_visited_again_and_nothing_is_made_twice(
    recipient, authority, fault, at
):
    recipient.faults = [*[sound] * at, fault]
    bring(TWO, opened(recipient, authority, pauses=(0, 0), seconds=1))
    assert set(accounts(recipient)) == {"k-ann", "k-ben"}


def test_a_server_that_is_down_half_way_leaves_the_outcome_unknown_and_the_next_run_ends_it(
    recipient, authority
):
    many = parcel(*(user(f"k-{n}") for n in range(8)))
    recipient.faults = [*[sound] * 5, *[saying(503)] * 20]
    found = refused(many, opened(recipient, authority, pauses=(0,)))
    assert (found.delivery, found.detail) == (Delivery.UNKNOWN, "http-503")
    recipient.faults.clear()
    bring(many, opened(recipient, authority))
    assert len(accounts(recipient)) == 8


def test_one_account_that_the_server_fails_at_does_not_keep_the_others_out(recipient, authority):
    recipient.faults = [sound, saying(500)]
    found = refused(TWO, opened(recipient, authority))
    assert (found.troubles, list(accounts(recipient))) == ({"k-ann": "http-500"}, ["k-ben"])
    assert found.delivery is Delivery.UNKNOWN


@pytest.mark.parametrize("at", [0, 1])
def test_an_answer_that_breaks_off_at_any_byte_makes_nothing_twice_and_says_nothing_untrue(
    recipient, authority, at
):
    for upto in range(1200):
        recipient.empty()
        recipient.faults = [*[sound] * at, cut(upto)]
        whole = is_whole(recipient, authority)
        recipient.faults.clear()
        if whole or upto % 8 == 0:
            bring(parcel(ANN), opened(recipient, authority))
            assert list(accounts(recipient)) == ["k-ann"], upto
        if whole:
            return
    pytest.fail("its answers are longer than was tried")


def is_whole(recipient, authority):
    """Was the answer heard to its end? Where not, the outcome is not called delivered."""
    try:
        bring(parcel(ANN), opened(recipient, authority))
    except NotDelivered as error:
        told = error.delivery
    else:
        told = Delivery.DELIVERED
    stands = bool(recipient.users())
    assert told in (Delivery.UNKNOWN, Delivery.DELIVERED if stands else Delivery.FAILED)
    return told is Delivery.DELIVERED


def test_too_many_requests_are_waited_for_as_long_as_the_server_asks(recipient, authority):
    recipient.faults = [sound, saying(429, Retry_After="1"), sound, sound, saying(429, Retry_After="0")]
    bring(TWO, opened(recipient, authority))
    assert set(accounts(recipient)) == {"k-ann", "k-ben"}


@pytest.mark.parametrize("told", ["86400", "Wed, 23 Dec 2026 09:00:00 GMT"])
def test_a_server_that_asks_for_a_day_is_left_alone_and_nothing_was_sent(recipient, authority, told):
    recipient.faults = [sound, saying(429, Retry_After=told)]
    found = refused(TWO, opened(recipient, authority))
    assert str(found) == (
        f"Nothing was sent to scim+https://{HOST}/v2: its server asks for more patience than one run has. "
        "Run the feed again later; an account that is there is not made twice."
    )
    assert (found.delivery, found.detail) == (Delivery.FAILED, "http-429")


def test_a_server_that_leads_elsewhere_is_not_followed(recipient, authority):
    recipient.faults = [saying(307, Location="https://www.stranger.example/v2/Users")]
    found = refused(parcel(ANN), opened(recipient, authority))
    assert (found.troubles, len(recipient.asked)) == ({"k-ann": "http-307"}, 1)


def test_a_server_that_is_not_there_was_sent_nothing(recipient, authority):
    door = opened(recipient, authority)
    recipient.close()
    found = refused(TWO, door)
    assert (found.delivery, found.detail, found.has_seen) == (Delivery.FAILED, "no-answer", False)


def test_a_host_that_is_not_allowed_is_not_dialled(recipient, authority):
    found = refused(TWO, opened(recipient, authority, hosts=()))
    assert (found.delivery, found.detail, recipient.asked) == (Delivery.FAILED, "host-not-allowed", [])


def test_a_parcel_of_anything_else_is_not_sent(recipient, authority):
    found = refused({"pupils.csv": b"id\n"}, opened(recipient, authority))
    assert str(found) == (
        "Nothing was sent: the parcel is not one of SCIM accounts, and this door takes nothing else. "
        "Let the agreement's format be scim_json."
    )
    assert (found.delivery, recipient.asked) == (Delivery.FAILED, [])


def test_only_what_is_in_the_parcel_leaves_and_never_the_manifest(recipient, authority):
    whole = parcel(ANN, group("4A", "k-ann"), gone=["k-ben,false"]) | {
        "manifest.json": b'{"school":"canary"}'
    }
    bring(whole, opened(recipient, authority))
    told = json.dumps([[path, body] for _, path, body in recipient.asked], ensure_ascii=False)
    assert "canary" not in told
    assert TOKEN not in told


def test_an_account_is_deleted_when_it_is_asked_for_and_one_that_is_gone_is_as_good(recipient, authority):
    bring(TWO, opened(recipient, authority))
    assert scim.remove(opened(recipient, authority), ("k-ben", "k-never-there")) == {}
    assert list(accounts(recipient)) == ["k-ann"]


def test_a_deletion_that_the_server_refuses_is_said(recipient, authority):
    bring(TWO, opened(recipient, authority))
    recipient.faults = [sound, saying(403)]
    found = scim.remove(opened(recipient, authority), ("k-ben",))
    assert {key: trouble.detail for key, trouble in found.items()} == {"k-ben": "http-403"}


def test_a_door_can_be_tried_without_sending_anything(recipient, authority):
    said = LOOKS[DoorKind.SCIM](opened(recipient, authority))
    assert (said, writes(recipient)) == ("its server speaks SCIM 2.0 and accepts the token", [])


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (saying(404), "no-service"),
        (saying(400), "not-filtered"),
        (saying(503), "http-503"),
        (telling(b"<html>"), "not-scim"),
        (gone, "broke-off"),
    ],
)
def test_what_is_wrong_is_said_when_the_door_is_tried(recipient, authority, fault, code):
    recipient.faults = [fault]
    with pytest.raises(NotDelivered) as raised:
        LOOKS[DoorKind.SCIM](opened(recipient, authority))
    assert (raised.value.detail, raised.value.delivery) == (code, Delivery.FAILED)


ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"


def written_there(recipient, key, **values):
    """What the service or its people wrote to an account."""
    [one] = [one for one in recipient.users() if one["externalId"] == key]
    whole = one | values
    whole["schemas"] = [*one["schemas"], *(name for name in values if name.startswith("urn:"))]
    recipient.write(f"/Users/{one['id']}", whole)


def test_what_the_service_wrote_to_an_account_stays_when_ours_is_changed(recipient, authority):
    bring(parcel(ANN, BEN), opened(recipient, authority))
    theirs = {
        "nickName": "Annie",
        "displayName": "Ann O",
        "name": {"givenName": "Old", "familyName": "Name", "middleName": "M", "formatted": "Old M Name"},
        ENTERPRISE: {"department": "4 Oak"},
    }
    written_there(recipient, "k-ann", **theirs)
    bring(parcel(user("k-ann", name={"givenName": "Ann"}), BEN), opened(recipient, authority))

    [ann] = [one for one in recipient.users() if one["externalId"] == "k-ann"]
    assert (ann["nickName"], ann["displayName"]) == ("Annie", "Ann O")
    assert ann["name"] == {"givenName": "Ann", "middleName": "M"}
    assert ann[ENTERPRISE] == {"department": "4 Oak"}
    recipient.asked.clear()
    bring(parcel(user("k-ann", name={"givenName": "Ann"}), BEN), opened(recipient, authority))
    assert writes(recipient) == []
