"""Any nights of parcels, any faults on the way: what a SCIM server holds in the end, and what was said."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schoolgate.couriers.errors import NotDelivered
from schoolgate.domain.disclosure import Delivery
from tests.couriers.scim_place import Recipient, cut, done_then, gone, opened, saying, sound, telling
from tests.couriers.test_scim import bring, group, parcel, user
from tests.egress.place import HOST, Authority

KEYS, CLASSES = ("k-ann", "k-ben", "k-cid"), ("4A", "4B", "4C")
FAULTS = [
    sound, sound, sound, saying(500), saying(503), saying(429, Retry_After="0"), saying(400), saying(409),
    saying(401), gone, cut(0), cut(40), cut(400), done_then(saying(502)), telling(b"{}"), telling(b"talk"),
]  # fmt: skip
NIGHTS = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from(KEYS), st.sampled_from(["Zoë", "Z"]), max_size=3),
        st.lists(st.sampled_from(FAULTS), max_size=8),
        st.integers(0, 2),
        st.sets(st.sampled_from(CLASSES), min_size=1),
    ),
    min_size=1,
    max_size=4,
)


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"), [HOST])


@pytest.fixture(scope="module")
def recipient(authority):
    found = Recipient(authority.chain)
    yield found
    found.close()


def parcel_of(names, classes, before, becomes):
    """Who and what was sent before and is not in it any more is named as gone."""
    left = sorted(before - {*names, *classes})
    people = [user(key, name={"givenName": name}) for key, name in sorted(names.items())]
    return parcel(
        *people,
        *(group(one, *names) for one in sorted(classes)),
        gone=[f"{key},false" for key in left if key in KEYS],
        groups=[f"{key},{becomes}" for key in left if key in CLASSES],
    )


def held(recipient):
    return {
        one["externalId"]: (one.get("name", {}).get("givenName"), one["active"]) for one in recipient.users()
    }


def seated(recipient):
    """Group → how many sit in it."""
    found = recipient.groups()
    assert len({one["externalId"] for one in found}) == len(found)
    return {one["externalId"]: len(one.get("members", [])) for one in found}


def outcome(files, door):
    try:
        bring(files, door)
    except NotDelivered as error:
        return error.delivery
    return Delivery.DELIVERED


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NIGHTS, st.sampled_from(["empty", "deleted"]))
def test_nothing_is_made_twice_no_outcome_is_untrue_and_a_quiet_night_puts_all_right(
    recipient, authority, nights, becomes
):
    recipient.empty()
    before, told = set(), Delivery.DELIVERED
    for names, faults, pauses, classes in nights:
        was = held(recipient), seated(recipient)
        recipient.faults = list(faults)
        files = parcel_of(names, classes, before, becomes)
        told = outcome(files, opened(recipient, authority, pauses=(0,) * pauses))
        recipient.faults = []
        now, sitting = held(recipient), seated(recipient)
        assert len({one["externalId"] for one in recipient.users()}) == len(recipient.users())
        if told is Delivery.DELIVERED:
            assert {key: now[key] for key in names} == {key: (name, True) for key, name in names.items()}
            assert not [key for key in before - set(names) if now.get(key, (None, False))[1]]
            assert {key for key, seats in sitting.items() if seats} == (classes if names else set())
        if told is Delivery.FAILED:
            assert (now, sitting) == was
        before |= {*names, *classes}
    assert outcome(files, opened(recipient, authority)) is Delivery.DELIVERED
    assert {key for key, (_, active) in held(recipient).items() if active} == set(names)
    stay = set(seated(recipient)) - classes
    assert set(seated(recipient)) >= classes
    assert not any(seated(recipient)[one] for one in stay)
    assert not stay or becomes == "empty"
