"""Which runs the next one is told of, and that years of nights are not read to find them."""

import re
from dataclasses import replace
from itertools import count

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schoolgate.domain.run import RunState
from schoolgate.store import runs
from schoolgate.store.tenancy import as_school
from schoolgate.store.transactions import together
from tests.store.cast import adopt, agreement, found_school, run

STATES = st.sampled_from(list(RunState))
DELIVERED, UNKNOWN = RunState.DELIVERED, RunState.UNKNOWN
NUMBERS = count()
READ_WHOLE = re.compile(r"Seq Scan on store_feedrun|SCAN store_feedrun(?! USING)")


@pytest.fixture
def tenant(db):
    return found_school()


def adopted(tenant, names):
    """An agreement of its own for each name, with none of the runs of an example before."""
    number = next(NUMBERS)
    found = {name: f"{name}-{number}" for name in names}
    for slug in found.values():
        adopt(tenant, agreement(slug))
    return found


def add(tenant, slug, state):
    number = f"r{next(NUMBERS)}"
    runs.add_run(tenant, replace(run(number, state), slug=slug))
    return number


def by_hand(made):
    """(run, state) of one agreement → the last that arrived and what came after; all where none did."""
    arrived = [n for n, (_, state) in enumerate(made) if state is DELIVERED]
    return [one for one, _ in made[arrived[-1] if arrived else 0 :]]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(st.tuples(st.sampled_from("abc"), STATES), max_size=12))
def test_the_next_run_is_told_of_the_last_that_arrived_and_of_every_one_since(tenant, told):
    slugs = adopted(tenant, "abc")
    made = [(name, add(tenant, slugs[name], state), state) for name, state in told]
    every = [one.run for one in runs.last_runs(tenant)]

    for name, slug in slugs.items():
        wanted = by_hand([(one, state) for whose, one, state in made if whose == name])
        assert [one.run for one in runs.last_runs(tenant, slug)] == wanted
        assert [one for one in every if one in {r for whose, r, _ in made if whose == name}] == wanted


@pytest.mark.parametrize("at_once", [True, False])
def test_who_sat_where_is_forgotten_once_a_later_run_arrived(tenant, at_once):
    slugs = adopted(tenant, "ab")
    numbers = {}
    for name in ("a1", "b1", "a2", "a3"):
        numbers[name] = f"r{next(NUMBERS)}"
        made = replace(run(numbers[name]), slug=slugs[name[0]], places=(f"seat\tclass\t{name}\tpupil",))
        runs.add_run(tenant, made)
    states = {"a1": DELIVERED, "b1": DELIVERED, "a2": UNKNOWN}
    if at_once:
        runs.settle_all(tenant, {numbers[one]: state for one, state in states.items()})
    else:
        for one, state in states.items():
            runs.settle(tenant, numbers[one], state)

    def kept():
        return {name for name, number in numbers.items() if runs.get(tenant, number).places}

    assert kept() == {"a1", "b1", "a2", "a3"}
    runs.settle(tenant, numbers["a3"], DELIVERED)
    assert kept() == {"a3", "b1"}


AGREEMENTS, NIGHTS = 150, 30


@pytest.fixture
def years(fresh_home, django_db_blocker):
    """Many agreements after many nights, on a database that knows how large its tables are."""
    tenant = found_school()
    with together(tenant):
        slugs = list(adopted(tenant, map(str, range(AGREEMENTS))).values())
    made = [replace(run(f"{slug}-{n}", DELIVERED), slug=slug) for n in range(NIGHTS) for slug in slugs]
    with together(tenant):
        runs.add_all(tenant, made, ())
    add(tenant, slugs[0], UNKNOWN)
    add(tenant, slugs[1], RunState.INTENT)
    if fresh_home.owner is not None:
        with psycopg.connect(fresh_home.owner, autocommit=True) as owner:
            owner.execute("ANALYZE store_feedrun")
    return tenant


def answered(tenant, question):
    """How the database answers each query of it, in its own words."""
    is_postgresql = connection.vendor == "postgresql"
    with as_school(tenant), CaptureQueriesContext(connection) as captured:
        question(tenant)
    sent = [one["sql"] for one in captured.captured_queries if "store_feedrun" in one["sql"]]
    with as_school(tenant), connection.cursor() as cursor:
        for sql in sent:
            cursor.execute(f"EXPLAIN {'' if is_postgresql else 'QUERY PLAN '}{sql}")
            yield "\n".join(str(row[-1]) for row in cursor.fetchall())


def test_the_last_runs_are_found_by_an_index_however_many_nights_there_were(years):
    ends, rows = answered(years, runs.last_runs)
    assert "runs_by_what_became_of_them" in ends
    assert not READ_WHOLE.search(ends + rows)
    assert len(runs.last_runs(years)) == AGREEMENTS + 2


def test_a_run_that_something_stopped_is_found_by_the_same_index(years):
    [how] = answered(years, runs.unsettled)
    assert "runs_by_what_became_of_them" in how
    assert not READ_WHOLE.search(how)
