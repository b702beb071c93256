"""A run that differs much from the last one is looked at first; an essential one goes on and warns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolgate.domain.agreement import Criticality
from schoolgate.feeds.unusual import LastRun, unusual, unusual_but_essential
from tests.actions.cast import HEAD, changed, clause, in_force, load_roll, made_up, on_roll, run, without

MOST = len(on_roll())


def half(tables=None):
    return without(tables or made_up(), *on_roll()[::2])


def load_anyway(office, folder, tables):
    load_roll(office, folder, tables, accept_changes=True)


def test_half_a_roll_is_looked_at_by_a_second_person_before_it_leaves(with_roll, tmp_path):
    in_force(with_roll)
    run(with_roll, tmp_path / "out")
    load_anyway(with_roll, tmp_path, half())

    alone = run(with_roll, tmp_path / "out", confirmed_by=None)
    looked_at = run(with_roll, tmp_path / "out", confirmed_by=HEAD)
    again = run(with_roll, tmp_path / "out", confirmed_by=None)

    assert alone.refused == (
        (
            f"A second person has to confirm it, as it has {MOST // 2} rows where the last run had {MOST}. "
            "Give the name of somebody other than the sender."
        ),
    )
    assert (looked_at.outcome, again.outcome) == ("delivered", "delivered")


def test_an_essential_list_goes_on_and_warns_the_louder_the_more_is_missing(with_roll, tmp_path):
    in_force(with_roll, criticality=Criticality.ESSENTIAL)
    run(with_roll, tmp_path / "out")
    load_anyway(with_roll, tmp_path, half())

    sent = run(with_roll, tmp_path / "out", confirmed_by=None)

    assert sent.outcome == "delivered"
    assert sent.warnings == (
        (
            f"Something is unusual: it has {MOST // 2} rows where the last run had {MOST}. The feed goes on, "
            "as it is essential. Tell the head and who looks after the service now: half of the list may be "
            "missing."
        ),
    )


def test_a_blank_that_is_sent_in_an_essential_list_is_said(with_roll, tmp_path):
    whole = made_up()
    someone = on_roll()[0]
    load_anyway(
        with_roll,
        tmp_path,
        changed(whole, lambda row: row | {"registration_class": None} if row["id"] == someone else row),
    )
    named = clause("full_name", "class", "year_group")
    in_force(with_roll, "sums", named, criticality=Criticality.ESSENTIAL, format="ttrockstars_csv")

    sent = run(with_roll, tmp_path / "out")

    assert sent.outcome == "delivered"
    assert sent.rows == MOST
    assert (
        "1 row goes although 'Class', which the format requires, is blank: nobody may drop out of what is "
        "essential. Fill it, and ask the recipient whether it took them."
    ) in sent.warnings


def test_a_column_that_the_roll_lost_is_unusual_while_the_agreement_is_the_same():
    last = LastRun(rows=100, fields=("First name", "Surname", "Class"), version=3)

    assert unusual(last, 100, ("First name",), 3) == (
        "it no longer has Surname and Class, and the agreement is the same",
    )
    assert unusual(last, 100, ("First name",), 4) == ()


@pytest.mark.parametrize(
    ("before", "now", "is_unusual"),
    [
        (420, 378, False),
        (420, 377, True),
        (420, 462, False),
        (420, 463, True),
        (8, 3, False),
        (8, 2, True),
        (0, 6, True),
    ],
)
def test_a_tenth_of_the_rows_and_more_than_five_are_unusual(before, now, is_unusual):
    assert bool(unusual(LastRun(rows=before, fields=(), version=1), now, (), 1)) is is_unusual


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_a_warning_never_falls_as_more_is_missing(before, now):
    last = LastRun(rows=before, fields=(), version=1)
    steps = range(0, min(now, before) + 1, 97)
    levels = [unusual_but_essential(last, now - step, ("x",)).level for step in steps]
    if now <= before:
        assert levels == sorted(levels)


def test_nothing_is_unusual_about_a_first_send():
    assert unusual(None, 5, (), 1) == ()
