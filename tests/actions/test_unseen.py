"""An essential feed waits for nobody: what would ask for a second person is said, the louder the longer."""

from dataclasses import replace
from datetime import timedelta

import pytest

from schoolgate.actions import care, feeds, keys
from schoolgate.actions.pulling import Asked, Provider, Version
from schoolgate.actions.today import tasks
from schoolgate.domain.agreement import Criticality
from schoolgate.domain.errors import Refused
from schoolgate.store import register, runs
from tests.actions.cast import HEAD, OFFICE, Clock, approve, clause, in_force, run
from tests.actions.day import AT, ON

FIRST = (
    "Nobody but the sender has looked at it, and it is sent for the first time. The feed goes on, as it is "
    "essential. Have somebody else look at it today."
)


def essential(office, *clauses):
    return in_force(office, "sums", *(clauses or (clause("full_name", "pupil_id"),)), **MARKED)


MARKED = {"criticality": Criticality.ESSENTIAL}


def widened(office, *items):
    """The next version, signed: it sends more."""
    now = register.standing(office.tenant, "sums")
    more = replace(now, version=now.version + 1, clauses=(clause(*items),))
    register.append_version(office.tenant, more, made_by=OFFICE, made_at=AT, why="it needs more")
    approve(office)


def asked_for(office):
    (found,) = [one for one in care.doctor(office, at=AT) if one.name == "essential"]
    return found.is_well, found.says


def test_a_first_send_of_what_is_essential_goes_on_alone_and_warns(with_roll, tmp_path):
    essential(with_roll)

    sent = run(with_roll, tmp_path / "out", confirmed_by=None)

    assert (sent.outcome, sent.warnings) == ("delivered", (FIRST,))


def test_a_preview_of_it_asks_for_nobody_and_says_so_too(with_roll):
    essential(with_roll)

    seen = feeds.preview(with_roll, "sums", at=AT)

    assert (seen.needs_second_person, seen.warnings) == ((), (FIRST,))


@pytest.mark.parametrize(
    ("item", "todo"),
    [
        ("class", "Have somebody else look at it."),
        ("date_of_birth", "Have somebody else look at it today."),
        (
            "medical",
            "Tell the head and the data protection officer now, and have one of them look at it.",
        ),
    ],
)
def test_a_widening_goes_on_and_warns_the_louder_the_more_private_it_is(with_roll, tmp_path, item, todo):
    essential(with_roll, clause("first_name"))
    run(with_roll, tmp_path / "out")
    widened(with_roll, "first_name", item)

    sent = run(with_roll, tmp_path / "out", confirmed_by=None)

    assert sent.outcome == "delivered"
    (said,) = [one for one in sent.warnings if one.startswith("Nobody")]
    assert said.startswith("Nobody but the sender has looked at it, and it sends more (")
    assert said.endswith(todo)


def test_whoever_looks_is_kept_and_nothing_more_is_said(with_roll, tmp_path):
    essential(with_roll)

    sent = run(with_roll, tmp_path / "out", confirmed_by=HEAD)

    assert sent.warnings == ()
    assert [one.confirmed_by for one in runs.all_runs(with_roll.tenant)] == [HEAD]
    assert asked_for(with_roll) == (True, "no essential feed waits for a second person")


def test_until_somebody_looks_the_home_asks_for_it_louder_from_week_to_week(with_roll, tmp_path):
    essential(with_roll)
    run(with_roll, tmp_path / "out", confirmed_by=None)
    run(with_roll, tmp_path / "out", confirmed_by=None)

    (found,) = [one for one in tasks(with_roll, on=ON) if one.verb.startswith("Have a second person")]
    days = [
        next(one.says for one in care.doctor(with_roll, at=AT + timedelta(days=n)) if one.name == "essential")
        for n in (1, 8, 40)
    ]

    assert found.slugs == ("sums",)
    assert days[0] == (
        f"sums: nobody but its sender has looked since {AT:%Y-%m-%d}. Have somebody else look at it. "
        "schoolgate feed run sums --confirmed-by NAME"
    )
    assert "look at it today." in days[1]
    assert "Tell the head and the data protection officer now" in days[2]

    run(with_roll, tmp_path / "out", confirmed_by=HEAD)
    assert asked_for(with_roll)[0]


def test_any_other_service_still_waits_for_a_second_person(with_roll, tmp_path):
    in_force(with_roll)

    sent = run(with_roll, tmp_path / "out", confirmed_by=None)

    assert sent.outcome == "refused"
    with pytest.raises(Refused):
        keys.make(with_roll, "sums", by=OFFICE, confirmed_by=None, at=AT)


def test_a_key_for_what_is_essential_is_made_alone_and_asked_about(with_roll):
    essential(with_roll)

    keys.make(with_roll, "sums", by=OFFICE, confirmed_by=OFFICE, at=AT)

    assert asked_for(with_roll) == (
        False,
        (
            f"sums: nobody but its sender has looked since {AT:%Y-%m-%d}. Have somebody else look at it. "
            "schoolgate key make sums --confirmed-by NAME, and revoke the old one"
        ),
    )


def test_a_key_that_two_made_goes_on_when_more_is_sent_and_is_asked_about(with_roll):
    essential(with_roll, clause("full_name"))
    made = keys.make(with_roll, "sums", by=OFFICE, confirmed_by=HEAD, at=AT)
    assert asked_for(with_roll)[0]
    widened(with_roll, "full_name", "class")

    classes = Asked(version=Version.V1P2, base="", parts=("classes",))
    page = Provider(with_roll, Clock()).page(made.key, classes)

    assert page.total > 0
    assert not asked_for(with_roll)[0]
