"""The register keeps every version for ever and says who made it, when, why and what changed."""

import pytest
from django.db import connection

from schoolgate.domain.agreement import AgreementState
from schoolgate.store import register
from schoolgate.store.transactions import together
from tests.store.cast import AT, adopt, agreement, found_school


def test_the_newest_version_is_the_current_one_and_the_older_ones_stay(db):
    tenant = found_school()
    first, second = agreement(), agreement(version=2, retention="a year")
    adopt(tenant, first)
    adopt(tenant, second)

    assert register.current(tenant, "sums") == second
    assert register.version(tenant, "sums", 1) == first
    assert register.version(tenant, "sums", 3) is None
    assert register.current(tenant, "unknown") is None


def test_history_says_who_when_why_before_and_after(db):
    tenant = found_school()
    first, second = agreement(), agreement(version=2, state=AgreementState.APPROVED)
    adopt(tenant, first)
    register.append_version(tenant, second, made_by="Bob Deputy", made_at=AT, why="approved")

    one, two = register.history(tenant, "sums")

    assert (one.before, one.after, one.made_by) == (None, first, "Ann Head")
    assert (two.before, two.after, two.made_by, two.why) == (first, second, "Bob Deputy", "approved")
    assert (two.version, two.made_at) == (2, "2026-11-22T09:30:00.123456Z")


def test_every_agreement_is_listed_once_by_its_slug(db):
    tenant = found_school()
    for made in (agreement("times"), agreement("sums"), agreement("sums", 2), agreement("apples")):
        adopt(tenant, made)

    assert [(one.slug, one.version) for one in register.all_current(tenant)] == [
        ("apples", 1),
        ("sums", 2),
        ("times", 1),
    ]
    assert register.slugs(tenant) == ("apples", "sums", "times")


def test_two_people_changing_one_agreement_do_not_overwrite_each_other(db):
    tenant = found_school()
    adopt(tenant, agreement())
    adopt(tenant, agreement(version=2, retention="a year"))

    with pytest.raises(register.VersionTaken) as refusal:
        adopt(tenant, agreement(version=2, retention="two years"))
    assert str(refusal.value) == (
        "Sums was not changed.\n"
        "- version 2 does not follow version 2, the newest: look at that one and make the change again"
    )
    assert register.current(tenant, "sums").retention == "a year"


def test_what_is_written_together_is_undone_together(fresh_home):
    tenant = found_school()

    def adopt_two():
        with together(tenant):
            adopt(tenant, agreement())
            adopt(tenant, agreement(version=7))

    with pytest.raises(register.VersionTaken):
        adopt_two()

    assert register.slugs(tenant) == ()
    assert not connection.in_atomic_block
