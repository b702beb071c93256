import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolgate.ledger.commitment import SALT_SIZE, commit_person, people_root, prove_person, proves_person
from schoolgate.ledger.errors import TreeRefused

SALTS = st.binary(min_size=SALT_SIZE, max_size=SALT_SIZE)
PEOPLE = st.dictionaries(st.text(min_size=1, max_size=8), SALTS, min_size=1, max_size=30)
FIELDS = ("given_name", "year_group")


def commitments(people, run="run-1"):
    return [commit_person(salt, run=run, person=person, fields=FIELDS) for person, salt in people.items()]


@given(PEOPLE)
def test_each_person_of_a_run_can_be_proved_and_with_no_other_fields(people):
    sealed = commitments(people)
    person, salt = next(iter(people.items()))
    proof = prove_person(sealed, salt, run="run-1", person=person, fields=FIELDS)
    assert proves_person(proof, people_root(sealed))
    with pytest.raises(TreeRefused):
        prove_person(sealed, salt, run="run-1", person=person, fields=("upn",))


@given(PEOPLE)
def test_the_order_of_the_roll_is_not_in_the_root(people):
    sealed = commitments(people)
    assert people_root(sealed) == people_root(reversed(sealed))


@given(PEOPLE)
def test_two_runs_share_nothing_that_links_them(people):
    assert not set(commitments(people)) & set(commitments(people, run="run-2"))


@given(SALTS, SALTS)
def test_without_the_salt_a_person_who_is_known_by_name_cannot_be_found(salt, guessed):
    sealed = [commit_person(salt, run="run-1", person="amy", fields=FIELDS)]
    if guessed != salt:
        with pytest.raises(TreeRefused):
            prove_person(sealed, guessed, run="run-1", person="amy", fields=FIELDS)


def test_where_one_part_ends_and_the_next_begins_is_sealed_too():
    salt = b"s" * SALT_SIZE
    spellings = [
        ("run-1", "amy", ("a", "b")),
        ("run-1", "amy", ("a,b",)),
        ("run-1", 'amy","a', ("b",)),
        ("run-1amy", "", ("a", "b")),
    ]
    sealed = {commit_person(salt, run=run, person=who, fields=what) for run, who, what in spellings}
    assert len(sealed) == len(spellings)


def test_a_commitment_is_the_one_the_format_document_defines():
    sealed = commit_person(b"\x00" * 32, run="run-1", person="amy", fields=("year_group", "given_name"))
    said = b'schoolgate.person/1\x00["run-1","amy",["given_name","year_group"]]'
    inner = hashlib.sha256(b"\x36" * 64 + said).digest()
    assert sealed == hashlib.sha256(b"\x5c" * 64 + inner).digest()


def test_a_proof_does_not_print_whom_it_is_about():
    salt = b"s" * SALT_SIZE
    sealed = [commit_person(salt, run="run-1", person="amy", fields=FIELDS)]
    assert "amy" not in repr(prove_person(sealed, salt, run="run-1", person="amy", fields=FIELDS))


def test_a_short_salt_is_refused():
    with pytest.raises(TreeRefused) as refused:
        commit_person(b"short", run="run-1", person="amy", fields=FIELDS)
    assert str(refused.value) == (
        "No commitment was made: a salt is at least 32 random bytes. Make one for each person."
    )


def test_one_person_is_not_counted_twice():
    with pytest.raises(TreeRefused) as refused:
        people_root([b"a" * 32, b"a" * 32])
    assert str(refused.value) == (
        "No root was made: one person stands twice among the people of a run. Count them once."
    )


def test_somebody_who_was_not_there_has_no_proof():
    with pytest.raises(TreeRefused) as refused:
        prove_person([], b"s" * SALT_SIZE, run="run-1", person="amy", fields=FIELDS)
    assert str(refused.value) == "No proof was made: this person was not in that run with those fields."
