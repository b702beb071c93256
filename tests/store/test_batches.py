"""Batches of parcels of many schools, as the store keeps them."""

from datetime import timedelta

from schoolgate.domain.run import RunState
from schoolgate.store import batches
from tests.store.cast import batch, found_school


def test_a_batch_comes_back_as_it_was_written(db):
    tenant = found_school()
    batches.add_all(tenant, [batch()])

    assert batches.get(tenant, "ba" * 16) == batch()
    assert batches.get(tenant, "no") is None


def test_a_batch_is_under_way_until_it_is_settled(db):
    tenant = found_school()
    first, second = batch(key="1"), batch(key="2")
    batches.add_all(tenant, [first, second])

    batches.settle(tenant, ["1"], RunState.DELIVERED)

    assert batches.unsettled(tenant) == (second,)
    assert batches.get(tenant, "1").state is RunState.DELIVERED


def test_the_last_batch_that_may_have_left_tells_what_was_sent(db):
    tenant = found_school()
    batches.add_all(tenant, [batch(key="1"), batch(key="2"), batch(key="3", slug="maths")])
    batches.settle(tenant, ["2"], RunState.FAILED)

    assert batches.last(tenant, "sums").key == "1"
    assert batches.last(tenant, "nothing") is None


def test_the_keys_of_late_are_told_without_the_batches(db):
    tenant = found_school()
    batches.add_all(tenant, [batch(key="1"), batch(key="2", at=batch().at + timedelta(days=3))])

    assert batches.keys_since(tenant, batch().at) == {"1", "2"}
    assert batches.keys_since(tenant, batch().at + timedelta(days=1)) == {"2"}
