"""What a run would change against the last one, in counts."""

import pytest

from schoolgate.actions import agreements, since_last
from schoolgate.domain.errors import NotFound
from tests.actions.cast import (
    AT,
    OFFICE,
    answer,
    approve,
    changed,
    in_force,
    later,
    load_roll,
    made_up,
    on_roll,
    opt_in,
    run,
    without,
)

ANN, BEN, CAL, *_ = on_roll()


def renamed(tables, *pupils):
    return changed(tables, lambda row: row | {"legal_surname": "Quill"} if row["id"] in pupils else row)


def test_joiners_leavers_and_changed_cells_are_counted_and_nobody_is_named(office, tmp_path):
    in_force(office)
    load_roll(office, tmp_path, without(made_up(), ANN))
    run(office, tmp_path / "out")
    load_roll(office, tmp_path, renamed(without(made_up(), BEN), CAL))

    found = since_last.difference(office, "sums", at=later(hours=1))

    assert (found.joined, found.gone, found.rows_before, found.rows_now) == (
        1,
        1,
        len(on_roll()) - 1,
        len(on_roll()) - 1,
    )
    assert (found.new_fields, found.dropped_fields) == ((), ())
    assert (found.changed.rows, dict(found.changed.cells)) == (1, {"Surname": 1})
    assert "Quill" not in str(since_last.as_json(found)) + repr(found)


def test_nothing_differs_when_nothing_did(with_roll, tmp_path):
    in_force(with_roll)
    run(with_roll, tmp_path / "out")

    found = since_last.difference(with_roll, "sums", at=later(hours=1))

    assert list(since_last.rows_of(found)) == [
        ("rows", len(on_roll()), len(on_roll())),
        ("pupils who joined", "", 0),
        ("pupils who are gone", "", 0),
        ("rows with a change", "", 0),
    ]


def test_a_new_version_shows_its_new_and_dropped_fields_before_it_is_sent(with_roll, tmp_path):
    in_force(with_roll)
    run(with_roll, tmp_path / "out")
    agreements.set_value(
        with_roll, "sums", "clause.1.items", "full_name:sent; gender:sent", by=OFFICE, why="asked", at=AT
    )
    approve(with_roll)

    found = since_last.difference(with_roll, "sums", at=later(hours=1))

    assert (found.new_fields, found.dropped_fields) == (("Sex",), ("Admission number",))
    assert found.needs_second_person == ("it sends more (sex)",)


def test_the_last_run_is_made_again_with_the_answers_of_then(with_roll, tmp_path):
    opt_in(with_roll)
    answer(with_roll, ANN)
    run(with_roll, tmp_path / "out")
    answer(with_roll, BEN)

    found = since_last.difference(with_roll, "sums", at=later(hours=1))

    assert (found.joined, found.gone, found.changed.rows) == (1, 0, 0)


def test_cells_are_not_counted_once_the_roll_of_the_last_run_is_gone(with_roll, tmp_path):
    in_force(with_roll)
    run(with_roll, tmp_path / "out")
    for number in range(2):
        load_roll(with_roll, tmp_path, renamed(made_up(), on_roll()[number]))

    assert since_last.difference(with_roll, "sums", at=later(hours=1)).changed is None


def test_a_service_that_was_never_sent_has_nothing_to_compare_with(with_roll):
    in_force(with_roll)

    with pytest.raises(NotFound) as error:
        since_last.difference(with_roll, "sums", at=AT)

    assert str(error.value) == (
        "Nothing was ever sent to Sums, so there is nothing to compare with. See what a first run would "
        "send: schoolgate feed preview sums"
    )
