"""A small roll is read without a query: the rows are those that the query gives, and so are the bytes."""

from functools import cache

import pytest
from hypothesis import given, settings

from schoolgate.domain.agreement import KeyKind, Scope
from schoolgate.domain.vocabulary import Subject
from schoolgate.feeds import few, packed
from schoolgate.feeds.answers import with_earlier_refusals
from schoolgate.feeds.compile import draw, plan, registration_teachers
from schoolgate.feeds.generator import generate
from schoolgate.feeds.prepare import preview
from schoolgate.feeds.snapshot import snapshot_of
from schoolgate.feeds.spec import TABLES, existing_key, feed_spec
from tests.feeds.canary_school import canary_school, opened
from tests.feeds.cases import (
    ANN,
    BEN,
    CLASS,
    MUM,
    ON,
    TEACHER,
    agreement,
    clause,
    decision,
    request,
    roll,
    sent,
)
from tests.feeds.proofs.at_random import story
from tests.feeds.test_engines import AGREED, hostile_school
from tests.feeds.test_feed_equals_oracle import stories

WITH_CLASSES = clause(
    *sent("full_name", "class", "date_of_birth", "siblings"),
    *sent("staff_name", subjects=(Subject.STAFF,)),
    *sent("parent_name", subjects=(Subject.PARENT,)),
)


def compared(agreed, snapshot, decisions, field=None):
    """How many rows both give. An address is left to the query."""
    spec = feed_spec(agreed, snapshot.columns)
    planned = plan(spec, snapshot, with_earlier_refusals(agreed, decisions), ON, existing_key(agreed))
    count = 0
    for table in (one for one in TABLES if few.can_read(planned, one)):
        people, pupils, keys, cells = few.read(planned, table, snapshot.packed)
        rows = [*zip(people, pupils, keys, zip(*cells, strict=True), strict=True)]
        asked = [tuple(row) for row in draw(planned, table, snapshot)]
        assert sorted(rows, key=str) == sorted(asked, key=str), table
        count += len(rows)
    return count


@settings(max_examples=100, deadline=None)
@given(story=stories)
def test_the_rows_of_any_agreement_are_those_of_the_query(story):
    agreed, decisions, seed = story

    compared(agreed, opened(seed), decisions)


def test_the_rows_of_each_of_300_stories_are_those_of_the_query():
    told = [story(number) for number in range(300)]

    assert sum(compared(agreed, opened(seed), decisions) > 0 for agreed, decisions, seed in told) > 120


@cache
def school(seed):
    return snapshot_of(generate(5 + seed % 40, seed, ON))


@pytest.mark.parametrize("part", range(4))
def test_the_rows_of_200_generated_schools_are_those_of_the_query(part):
    agreements = [*AGREED.values()]
    told = [(agreements[seed % len(agreements)], school(seed)) for seed in range(part, 200, 4)]
    yes = {"asked": {f"p{n:05d}": (decision(f"p{n:05d}", "yes", clause="asked"),) for n in range(1, 40, 2)}}

    assert sum(compared(agreed, roll, yes) > 0 for agreed, roll in told) > 30


@pytest.mark.parametrize("name", AGREED)
def test_the_rows_of_hostile_texts_are_those_of_the_query(name):
    compared(AGREED[name], snapshot_of(hostile_school()), {})


@pytest.mark.parametrize("name", ["plain_csv", "plain_json", "oneroster_csv_1p2", "people_csv"])
@pytest.mark.parametrize("seed", range(10))
def test_a_parcel_is_the_same_to_the_byte(name, seed, monkeypatch):
    asked = request(agreement(WITH_CLASSES, format=name), opened(seed))
    quick = preview(asked)
    monkeypatch.setattr(few, "is_few", lambda snapshot: False)
    slow = preview(asked)

    assert quick.files == slow.files
    assert quick.manifest == slow.manifest
    assert quick.released == slow.released


def test_a_small_school_needs_no_engine_but_for_addresses():
    plain = roll()
    preview(request(agreement(WITH_CLASSES), plain))
    assert "connection" not in vars(plain)

    preview(request(agreement(clause(*sent("full_name", "address"))), plain))
    assert "connection" in vars(plain)


def test_a_large_school_is_asked_by_a_query(monkeypatch):
    monkeypatch.setattr(packed, "MOST_ROWS", 1)
    large = roll()
    preview(request(agreement(WITH_CLASSES), large))

    assert "connection" in vars(large)


@pytest.mark.parametrize("seed", range(20))
def test_who_teaches_a_class_is_what_the_query_says(seed):
    assert few.registration_teachers(school(seed).packed) == registration_teachers(school(seed))


@pytest.mark.parametrize("empty", ["contacts", "staff", "classes"])
def test_a_table_that_holds_nobody_gives_no_row(empty):
    held = {
        "pupil": (*ANN, "preferred_forename"),
        "contact": (*MUM,),
        "staff": (*TEACHER,),
        "class": (*CLASS,),
    }
    bare = roll(**{empty: ()}, columns=held)
    some = agreement(
        clause(*WITH_CLASSES.terms, scope=Scope(groups=("4 Oak",), classes=("4 Oak",), year_groups=("2",)))
    )

    assert compared(some, bare, {}) > 0


@pytest.mark.parametrize("table", ["contact", "staff", "class"])
def test_a_table_that_the_roll_does_not_have_gives_no_row(table):
    held = {"pupil": (*ANN,), "contact": (*MUM,), "staff": (*TEACHER,), "class": (*CLASS,)} | {table: ()}
    bare = roll(columns=held)
    some = agreement(clause(*sent("full_name"), scope=Scope(groups=("4 Oak",), classes=("4 Oak",))))

    assert compared(some, bare, {}) == 1


def test_a_kept_key_goes_with_its_pupil_and_with_the_pupils_contacts():
    kept = agreement(WITH_CLASSES, key=KeyKind.EXISTING, key_field="upn", key_reason="It is their login.")

    assert compared(kept, roll(), {}) == 4


@pytest.mark.parametrize("rule", ["_on_roll", "_in_scope", "_clause_open"])
def test_a_rule_that_is_not_kept_is_found(rule, monkeypatch):
    broken = {
        "_on_roll": lambda roll: [True] * len(roll.column("pupil", "id")),
        "_in_scope": lambda roll, scope, here: here,
        "_clause_open": lambda roll, name, here: here,
    }
    monkeypatch.setattr(few, rule, broken[rule])

    assert any(differs(*story(number)) for number in range(300))


def differs(agreed, decisions, seed):
    try:
        compared(agreed, opened(seed), decisions)
    except AssertionError:
        return True
    return False


def test_what_is_read_of_a_small_roll_is_its_tables():
    assert opened(3).tables() == canary_school(3)
    assert {one["id"] for one in opened(3).pupils()["pupil"].records()} >= {"p00001"}
    assert {ANN["id"], BEN["id"]} == {one["id"] for one in roll().pupils()["pupil"].records()}
