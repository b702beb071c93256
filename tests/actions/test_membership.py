"""The record of who was in a run: who holds a pupil's salt can ask it, in whichever spelling it is kept."""

import json
import zlib

from hypothesis import given
from hypothesis import strategies as st

from schoolgate.actions import membership
from schoolgate.domain.run import Membership
from schoolgate.ledger.commitment import SALT_SIZE, commit_person, people_root

RUN = "run-1"
fields = st.lists(st.sampled_from(["full_name", "upn", "class"]), unique=True, max_size=3).map(tuple)
people = st.dictionaries(st.text(min_size=1, max_size=5), fields, max_size=12)


def salts_of(people):
    return {one: (one.encode() * SALT_SIZE)[:SALT_SIZE].ljust(SALT_SIZE, b"s") for one in people}


def as_first_spelt(made):
    """As homes of an earlier version keep it."""
    groups = [
        {"fields": list(named), "people": [one.hex() for one in whose]}
        for named, whose in membership._groups(made)
    ]
    told = json.dumps({"schema": "schoolgate.membership/1", "groups": groups})
    return Membership(run=made.run, root=made.root, record=zlib.compress(told.encode()))


@given(people)
def test_everybody_who_was_in_it_is_found_by_salt_and_nobody_else(people):
    salts = salts_of(people)
    made = membership.made(RUN, people, salts)
    expected = {one: tuple(sorted(named)) for one, named in people.items()}
    strangers = {f"{one}!": salt for one, salt in salts.items()}

    for record in (made, as_first_spelt(made)):
        assert membership.everyone(record, salts | strangers) == expected
        assert {one: membership.fields_of(record, one, salts[one]) for one in people} == expected
        assert all(membership.fields_of(record, one, salt) is None for one, salt in strangers.items())


@given(people)
def test_its_root_is_over_the_commitment_of_each_person(people):
    salts = salts_of(people)
    made = membership.made(RUN, people, salts)
    sealed = [commit_person(salts[one], run=RUN, person=one, fields=named) for one, named in people.items()]

    assert made.root == people_root(sealed).hex()
    assert sorted(membership.commitments(made)) == sorted(sealed)


def test_neither_a_name_nor_the_order_of_the_roll_is_in_it():
    some = {"amy": ("upn",), "ben": ("upn",), "cat": ("upn",)}
    salts = salts_of(some)
    made = membership.made(RUN, some, salts)

    assert made == membership.made(RUN, dict(reversed(some.items())), salts)
    assert b"amy" not in made.record
