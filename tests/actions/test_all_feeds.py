"""All feeds of a school in one go: written in one commit, and as each would be by itself."""

import json

import pytest
from django.db import DatabaseError, connection

from schoolgate.actions import agreements, feeds, ledger
from schoolgate.domain.disclosure import Delivery
from schoolgate.domain.vocabulary import ChoiceKind
from schoolgate.store.marks import is_unchanged_since, mark
from tests.actions.cast import (
    HEAD,
    answer,
    clause,
    delivered,
    in_force,
    on_roll,
    opt_in,
    pupils_in,
    run,
    sending,
    withdraw,
)
from tests.actions.day import AT
from tests.actions.edges import elsewhere, verified

SLUGS = ("maths", "sums", "words")


class ComesBetween:
    """Somebody else does `act` just before the n-th question, if the database lets them then."""

    def __init__(self, number, act):
        self.left, self.act, self.done = number, act, None

    def __call__(self, execute, sql, params, many, context):
        self.left -= 1
        if self.left == 0:
            try:
                self.done = elsewhere(self.act)
            except DatabaseError:
                self.done = "shut out"
        return execute(sql, params, many, context)


def test_a_withdrawal_committed_between_any_two_questions_keeps_the_pupil_out(fresh_office, tmp_path):
    pupil, *others = on_roll()[:3]
    for slug in SLUGS:
        opt_in(fresh_office, slug, clause("pupil_id", choice=ChoiceKind.PERMISSION))
    kept_out, shut_out, too_late, number = 0, 0, 0, 0
    while not (too_late and shut_out):
        number += 9 if connection.vendor == "postgresql" else 3
        for slug in SLUGS:
            for one in (pupil, *others):
                answer(fresh_office, one, slug=slug)
        before = len(ledger.disclosures(fresh_office))

        def act(before=before):
            withdraw(fresh_office, pupil, slug="sums")
            return len(ledger.disclosures(fresh_office)) > before

        between = ComesBetween(number, act)
        with connection.execute_wrapper(between):
            ran = {one.slug: one for one in feeds.run_all(fresh_office, sending(tmp_path / f"{number}"))}
        is_out = between.done is False
        assert pupils_in(ran["sums"].folder) == (set(others) if is_out else {pupil, *others})
        assert all(pupils_in(ran[slug].folder) == {pupil, *others} for slug in ("maths", "words"))
        kept_out, shut_out = kept_out + is_out, shut_out + (between.done == "shut out")
        too_late += between.done in (True, None)
        assert number < 400
    assert kept_out > 3
    assert verified(fresh_office, tmp_path)


@pytest.mark.sqlite  # PostgreSQL is read again instead
def test_a_mark_tells_what_others_committed_and_what_was_written_here(fresh_office):
    then = mark()
    assert is_unchanged_since(then)
    elsewhere(lambda: in_force(fresh_office, "sums"))
    assert not is_unchanged_since(then)

    then = mark()
    in_force(fresh_office, "words")
    assert not is_unchanged_since(then)
    assert not is_unchanged_since(None)


def test_one_that_was_suspended_meanwhile_is_refused_alone(fresh_office, tmp_path):
    for slug in SLUGS:
        in_force(fresh_office, slug)
    once = iter([1])

    def suspends_once(execute, sql, params, many, context):
        if "store_decision" in sql and next(once, None):
            elsewhere(lambda: agreements.suspend(fresh_office, "sums", by=HEAD, why="a breach", at=AT))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(suspends_once):
        ran = {one.slug: one for one in feeds.run_all(fresh_office, sending(tmp_path / "out"))}
    assert {slug: one.outcome for slug, one in ran.items()} == {
        "maths": "delivered",
        "sums": "refused",
        "words": "delivered",
    }
    assert {path.parent.parent.name for path in delivered(tmp_path / "out")} == {"maths", "words"}


def test_a_parcel_made_with_others_is_the_one_made_alone(fresh_office, tmp_path):
    for slug in SLUGS:
        in_force(fresh_office, slug)
    together = {one.slug: one for one in feeds.run_all(fresh_office, sending(tmp_path / "together"))}
    for slug in SLUGS:
        alone = run(fresh_office, tmp_path / "alone", slug)
        one, other = (
            {path.name: path.read_bytes() for path in delivered(ran.folder)}
            for ran in (together[slug], alone)
        )
        manifests = [json.loads(told.pop("manifest.json")) for told in (one, other)]
        without_clock = [told | {"created": "", "expires": ""} for told in manifests]
        assert one == other
        assert without_clock[0] == without_clock[1]
        assert together[slug].files == alone.files
    assert {one.outcome.delivery for one in ledger.disclosures(fresh_office)} == {Delivery.DELIVERED}


def test_a_door_that_holds_another_file_fails_alone_and_is_told(fresh_office, tmp_path):
    for slug in SLUGS:
        in_force(fresh_office, slug)
    (tmp_path / "sums").write_text("a file where a folder should be")
    ran = {one.slug: one for one in feeds.run_all(fresh_office, sending(tmp_path))}

    assert {slug: one.outcome for slug, one in ran.items()} == {
        "maths": "delivered",
        "sums": "failed",
        "words": "delivered",
    }
    assert any("Choose another folder." in said for said in ran["sums"].warnings)
    assert {one.intent.agreement: one.outcome.delivery for one in ledger.disclosures(fresh_office)} == {
        "maths": Delivery.DELIVERED,
        "sums": Delivery.FAILED,
        "words": Delivery.DELIVERED,
    }
