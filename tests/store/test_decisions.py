"""Families' answers are numbered without gaps, and a withdrawal is an entry of its own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connections, transaction

from schoolgate.domain.decision import Answer, Capacity
from schoolgate.domain.errors import NotFound, Refused
from schoolgate.store import decisions, ledger
from schoolgate.store.models import Decision
from schoolgate.store.tenancy import add, as_school
from schoolgate.store.transactions import durable
from tests.store.cast import AT, answer, append_leaf, found_school

LATER = AT + timedelta(minutes=5)


def withdraw(tenant, number):
    return decisions.withdraw(tenant, number, by="a carer", capacity=Capacity.CARER, made_at=LATER)


def test_an_answer_keeps_who_in_what_capacity_when_and_on_which_wording(db):
    tenant = found_school()
    made = answer(tenant)

    assert decisions.for_clause(tenant, "sums", "1") == (made,)
    assert (made.by, made.capacity, made.made_at, made.wording) == (
        "a carer",
        Capacity.PARENT,
        AT,
        "May we?",
    )


def test_a_withdrawal_ends_its_answer_and_takes_the_next_number(db):
    tenant = found_school()
    answer(tenant)
    answer(tenant, pupil="p2")
    ended = withdraw(tenant, 1)

    assert (ended.withdrawn_at, ended.withdrawn_sequence) == (LATER, 3)
    assert decisions.sequence(tenant) == 3
    assert [one.withdrawn_sequence for one in decisions.for_clause(tenant, "sums", "1")] == [3, None]


def test_decisions_are_found_by_clause_and_pupil_in_the_order_given(db):
    tenant = found_school()
    first, other = answer(tenant), answer(tenant, pupil="p2", clause="2")
    last = answer(tenant, said=Answer.NO)

    assert decisions.for_agreement(tenant, "sums") == {"1": {"p1": (first, last)}, "2": {"p2": (other,)}}
    assert decisions.for_pupil(tenant, "p1") == (first, last)
    assert decisions.all_decisions(tenant) == (first, other, last)


def test_an_answer_is_withdrawn_once(db):
    tenant = found_school()
    answer(tenant)
    withdraw(tenant, 1)

    with pytest.raises(Refused) as refusal:
        withdraw(tenant, 1)
    assert str(refusal.value) == "Nothing was withdrawn.\n- answer number 1 was withdrawn before"


@pytest.mark.parametrize("number", [2, 9])
def test_only_an_answer_can_be_withdrawn(db, number):
    tenant = found_school()
    answer(tenant)
    withdraw(tenant, 1)

    with pytest.raises(NotFound) as refusal:
        withdraw(tenant, number)
    assert str(refusal.value) == (
        f"Nothing was withdrawn: there is no answer number {number}. List the decisions."
    )


@pytest.mark.parametrize(
    "halves",
    [{"kind": "withdrawal", "ends": None, "answer": ""}, {"kind": "answer", "ends": 1, "answer": "yes"}],
)
def test_the_database_takes_no_row_that_is_half_answer_half_withdrawal(db, halves):
    tenant = found_school()
    rest = {"pupil_id": "p1", "slug": "sums", "clause": "1", "by": "x", "capacity": "parent", "made_at": AT}

    with pytest.raises(IntegrityError), transaction.atomic(), as_school(tenant):
        add(tenant, Decision, sequence=1, **rest, **halves)


def test_many_at_once_are_numbered_without_gaps(fresh_home):
    tenant = found_school()

    def office(_):
        for _ in range(5):
            answer(tenant)
            append_leaf(tenant, b"leaf")
        connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(office, range(4)))

    assert [one.sequence for one in decisions.all_decisions(tenant)] == list(range(1, 21))
    assert ledger.tip(tenant).size == 20


def test_the_sequence_read_with_an_intent_cannot_change_before_it_is_committed(fresh_home):
    tenant = found_school()
    answer(tenant)

    def withdrawing():
        withdraw(tenant, 1)
        connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with durable(tenant):
            seen = decisions.sequence(tenant)
            late = pool.submit(withdrawing)
            with pytest.raises(TimeoutError):
                late.result(timeout=0.3)
            assert decisions.sequence(tenant) == seen == 1
            append_leaf(tenant, b"an intent at sequence 1")
        late.result(timeout=10)

    assert decisions.sequence(tenant) == 2


def test_an_intent_is_never_part_of_something_that_may_yet_be_undone(fresh_home):
    tenant = found_school()

    def append_inside_something_else():
        with transaction.atomic(), durable(tenant):
            append_leaf(tenant, b"leaf")

    with pytest.raises(RuntimeError, match="durable atomic block cannot be nested"):
        append_inside_something_else()
