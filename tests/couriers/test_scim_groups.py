"""The group of a class that is no more at a SCIM server: emptied, and deleted where that was chosen."""

import json

import pytest

from schoolgate.couriers.errors import NotDelivered
from schoolgate.domain.disclosure import Delivery
from tests.couriers.scim_place import Recipient, cut, done_then, gone, opened, saying, sound, stalling
from tests.couriers.test_scim import ANN, BEN, bring, group, parcel, refused, writes
from tests.egress.place import HOST, Authority

BOTH = parcel(ANN, BEN, group("4A", "k-ann"), group("4B", "k-ben"))
EMPTIED = parcel(ANN, BEN, group("4A", "k-ann", "k-ben"), groups=["4B,empty"])
DELETED = parcel(ANN, BEN, group("4A", "k-ann", "k-ben"), groups=["4B,deleted"])
LOOKS = 4  # two accounts, the class that stands, the group that is to go


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"), [HOST])


@pytest.fixture
def recipient(authority):
    found = Recipient(authority.chain)
    yield found
    found.close()


def seats(recipient):
    """Group → the keys of who sits in it."""
    keys = {one["id"]: one["externalId"] for one in recipient.users()}
    found = recipient.groups()
    assert len({one["externalId"] for one in found}) == len(found)
    return {one["externalId"]: sorted(keys[who["value"]] for who in one.get("members", [])) for one in found}


def test_a_child_who_left_a_class_sits_in_it_no_more(recipient, authority):
    bring(parcel(ANN, BEN, group("4A", "k-ann", "k-ben")), opened(recipient, authority))
    bring(parcel(ANN, BEN, group("4A", "k-ben")), opened(recipient, authority))
    assert seats(recipient) == {"4A": ["k-ben"]}


def test_nobody_sits_in_the_group_of_a_class_that_is_no_more_and_the_group_stays(recipient, authority):
    bring(BOTH, opened(recipient, authority))
    bring(EMPTIED, opened(recipient, authority))
    assert seats(recipient) == {"4A": ["k-ann", "k-ben"], "4B": []}


def test_the_group_of_a_class_that_is_no_more_goes_where_that_was_chosen(recipient, authority):
    bring(BOTH, opened(recipient, authority))
    bring(DELETED, opened(recipient, authority))
    assert seats(recipient) == {"4A": ["k-ann", "k-ben"]}


@pytest.mark.parametrize("files", [EMPTIED, DELETED])
def test_a_group_that_is_empty_or_gone_already_is_not_asked_for_again(recipient, authority, files):
    bring(BOTH, opened(recipient, authority))
    bring(files, opened(recipient, authority))
    recipient.asked.clear()
    bring(files, opened(recipient, authority))
    assert writes(recipient) == []


@pytest.mark.parametrize("files", [EMPTIED, DELETED])
def test_a_class_that_comes_back_has_its_group_and_its_children_again(recipient, authority, files):
    for one in (BOTH, files, BOTH):
        bring(one, opened(recipient, authority))
    assert seats(recipient) == {"4A": ["k-ann"], "4B": ["k-ben"]}


@pytest.mark.parametrize("status", [400, 405, 501])
def test_a_server_without_patch_is_given_the_group_without_anybody_and_keeps_what_it_wrote(
    recipient, authority, status
):
    bring(BOTH, opened(recipient, authority))
    [theirs] = [one for one in recipient.groups() if one["externalId"] == "4B"]
    recipient.write(f"/Groups/{theirs['id']}", theirs | {"displayName": "Year 4, Elm"})
    recipient.asked.clear()
    recipient.faults = [*[sound] * (LOOKS + 1), saying(status)]
    bring(EMPTIED, opened(recipient, authority))

    assert seats(recipient)["4B"] == []
    assert {one["displayName"] for one in recipient.groups()} == {"4A", "Year 4, Elm"}
    assert writes(recipient) == ["PUT", "PATCH", "PUT"]


@pytest.mark.parametrize("status", [403, 405, 501])
def test_a_group_that_may_not_be_deleted_is_empty_all_the_same_and_that_is_said(recipient, authority, status):
    bring(BOTH, opened(recipient, authority))
    recipient.faults = [*[sound] * (LOOKS + 2), saying(status)]
    found = refused(DELETED, opened(recipient, authority))

    assert (found.delivery, found.troubles) == (Delivery.UNKNOWN, {"4B": f"http-{status}"})
    assert seats(recipient) == {"4A": ["k-ann", "k-ben"], "4B": []}


def test_a_child_whose_account_is_made_at_a_second_visit_sits_in_the_class_at_once(recipient, authority):
    recipient.faults = [sound, saying(500)]
    bring(BOTH, opened(recipient, authority, pauses=(0,)))
    assert seats(recipient) == {"4A": ["k-ann"], "4B": ["k-ben"]}


def test_a_group_of_the_same_name_without_our_key_is_left_alone(recipient, authority):
    theirs = group("theirs", "k-ben")
    theirs["data"] |= {"displayName": "4B"}
    bring(parcel(ANN, BEN, theirs), opened(recipient, authority))
    bring(parcel(ANN, BEN, groups=["4B,deleted"]), opened(recipient, authority))
    assert seats(recipient) == {"theirs": ["k-ben"]}


@pytest.mark.parametrize("fault", [saying(500), gone, cut(0), cut(40), stalling, done_then(saying(502))])
@pytest.mark.parametrize("at", range(LOOKS, LOOKS + 4))
def test_a_server_that_fails_once_at_any_request_about_a_group_is_visited_again(
    recipient, authority, fault, at
):
    bring(BOTH, opened(recipient, authority))
    recipient.faults = [*[sound] * at, fault]
    bring(DELETED, opened(recipient, authority, pauses=(0, 0), seconds=1))
    assert seats(recipient) == {"4A": ["k-ann", "k-ben"]}


def test_an_answer_about_a_group_that_breaks_off_at_any_byte_ends_it_once_and_says_nothing_untrue(
    recipient, authority
):
    for at in (1, 2):
        for upto in range(0, 1200, 7):
            recipient.empty()
            bring(parcel(ANN, group("4B", "k-ann")), opened(recipient, authority))
            recipient.faults = [*[sound] * at, cut(upto)]
            told = outcome(parcel(ANN, groups=["4B,deleted"]), opened(recipient, authority))
            was_cut = not recipient.faults
            recipient.faults.clear()
            assert told is not Delivery.DELIVERED or seats(recipient) == {}
            assert told is not Delivery.FAILED or seats(recipient) == {"4B": ["k-ann"]}
            bring(parcel(ANN, groups=["4B,deleted"]), opened(recipient, authority))
            assert (seats(recipient), was_cut) == ({}, True)
            if told is Delivery.DELIVERED:
                break


def outcome(files, door):
    try:
        bring(files, door)
    except NotDelivered as error:
        return error.delivery
    return Delivery.DELIVERED


def test_of_a_group_that_goes_nothing_is_sent_but_that_nobody_sits_in_it(recipient, authority):
    bring(BOTH, opened(recipient, authority))
    recipient.asked.clear()
    bring(DELETED, opened(recipient, authority))
    told = [json.loads(body) for method, _, body in recipient.asked if method == "PATCH"]
    assert [one["Operations"] for one in told] == [[{"op": "remove", "path": "members"}]]
