"""What holds of a load, whichever system the file came from."""

import pytest

from schoolgate.actions import roll
from schoolgate.actions.roll_file import StillWritten
from schoolgate.domain.errors import Invalid, Refused
from schoolgate.feeds.changes import TooManyGone
from tests.actions.day import AT, ON
from tests.actions.every_source import EVERY, school

KINDS = pytest.mark.parametrize("kind", EVERY)


def loaded(office, folder, kind, pupils):
    made, suffix = EVERY[kind]
    return loaded_bytes(office, folder, suffix, made(pupils))


def loaded_bytes(office, folder, suffix, data):
    path = folder / f"roll{suffix}"
    path.write_bytes(data)
    return roll.load(office, path, at=AT, on=ON)


def standing(office):
    return roll.show(office)["digest"]


def forenames(office):
    with roll.opened(office) as snapshot:
        table = snapshot.pupils()["pupil"]
    names = [name for name in ("preferred_forename", "legal_forename") if name in table.columns]
    return {row[name] for row in table.records() for name in names if row[name]}


@KINDS
def test_joiners_leavers_and_changes_are_counted(office, tmp_path, kind):
    loaded(office, tmp_path, kind, school(10))
    next_year = school(12, {"3": "Zoe"})[1:]

    assert loaded(office, tmp_path, kind, next_year).notes[-1] == (
        "11 pupils: 2 new, 1 gone, 1 with a change, against 10 in the roll before."
    )


@KINDS
def test_two_in_five_gone_stop_a_load_and_the_roll_before_stands(office, tmp_path, kind):
    loaded(office, tmp_path, kind, school(10))
    before = standing(office)
    with pytest.raises(TooManyGone, match=r"4 of the 10 pupils of the last roll \(40%\) are not in it\."):
        loaded(office, tmp_path, kind, school(6))

    assert standing(office) == before


@KINDS
def test_half_a_file_loads_nothing_and_the_roll_before_stands(office, tmp_path, kind):
    made, suffix = EVERY[kind]
    loaded(office, tmp_path, kind, school(10))
    before, whole = standing(office), made(school(10))
    with pytest.raises((Invalid, Refused)):
        loaded_bytes(office, tmp_path, suffix, whole[: len(whole) // 2])

    assert standing(office) == before


@KINDS
def test_a_file_that_grows_while_it_is_read_is_left_until_it_is_whole(office, tmp_path, monkeypatch, kind):
    made, suffix = EVERY[kind]
    path = tmp_path / f"roll{suffix}"
    path.write_bytes(made(school(10)))

    def growing(one):
        data = one.read_bytes()
        one.write_bytes(data + b" ")
        return data

    monkeypatch.setattr("schoolgate.actions.roll_file.read_bytes", growing)
    with pytest.raises(StillWritten):
        roll.load(office, path, at=AT, on=ON)


@KINDS
def test_a_text_that_looks_like_a_formula_is_a_text_and_nothing_runs(office, tmp_path, kind):
    hostile = school(10, {"1": "=cmd()", "2": "@SUM(A1)", "3": "+1"})
    loaded(office, tmp_path, kind, hostile)

    assert {"=cmd()", "@SUM(A1)", "+1"} <= forenames(office)
