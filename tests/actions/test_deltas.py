"""A OneRoster delta tells its recipient who has gone since the last run, and says nothing else of them."""

import csv
import io
import zipfile
from pathlib import Path

import pytest

from schoolgate.feeds.tables import Tables, table_of
from tests.actions.cast import answer, clause, in_force, load_roll, made_up, on_roll, run, without


def rows(folder, name):
    with zipfile.ZipFile(Path(folder) / "oneroster.zip") as package:
        text = package.read(f"{name}.csv").decode()
    return {row["sourcedId"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}


def users(folder):
    return rows(folder, "users")


def gone(folder, name="users"):
    return [row for row in rows(folder, name).values() if row["status"] == "tobedeleted"]


def test_who_left_or_said_no_since_the_last_run_is_to_be_deleted_once_and_has_no_name(office, tmp_path):
    in_force(office, format="oneroster_csv_1p2_delta")
    leaver, objector, *_ = on_roll()
    load_roll(office, tmp_path)
    first = run(office, tmp_path / "out")
    load_roll(office, tmp_path, without(made_up(), leaver))
    answer(office, objector, "objection")

    second = run(office, tmp_path / "out")
    third = run(office, tmp_path / "out")

    assert gone(first.folder) == []
    assert len(gone(second.folder)) == 2
    assert {row["sourcedId"] for row in gone(second.folder)} < set(users(first.folder))
    assert {row["familyName"] for row in gone(second.folder)} == {"Removed"}
    assert gone(third.folder) == []


def renamed(tables, old, new):
    """The roll after a class got another name."""
    pupils = [
        one | {"registration_class": new if one["registration_class"] == old else one["registration_class"]}
        for one in tables["pupil"].records()
    ]
    return Tables({**tables.by_name, "pupil": table_of("pupil", pupils, tables["pupil"].columns)})


def test_a_class_that_is_no_more_is_to_be_deleted_once_and_its_name_is_not_told(office, tmp_path):
    in_force(office, "sums", clause("full_name", "class"), format="oneroster_csv_1p1_delta")
    load_roll(office, tmp_path)
    first = run(office, tmp_path / "out")
    name = sorted(one["title"] for one in rows(first.folder, "classes").values())[0]
    load_roll(office, tmp_path, renamed(made_up(), name, "Brand New"))
    second, third = run(office, tmp_path / "out"), run(office, tmp_path / "out")

    [told] = gone(second.folder, "classes")
    assert rows(first.folder, "classes")[told["sourcedId"]]["title"] == name
    assert told["title"] == "Removed"
    assert "Brand New" in {one["title"] for one in rows(second.folder, "classes").values()}
    assert gone(third.folder, "classes") == []


def moved(tables, pupil, to):
    """The roll after one pupil went to another class."""
    pupils = [
        one | {"registration_class": to} if one["id"] == pupil else one for one in tables["pupil"].records()
    ]
    return Tables({**tables.by_name, "pupil": table_of("pupil", pupils, tables["pupil"].columns)})


@pytest.mark.parametrize("form", ["oneroster_csv_1p1_delta", "oneroster_csv_1p2_delta"])
def test_whoever_moves_or_leaves_sits_in_the_class_before_no_longer(office, tmp_path, form):
    in_force(office, "sums", clause("full_name", "class"), format=form)
    mover, leaver, *_ = on_roll()
    load_roll(office, tmp_path)
    first = rows(run(office, tmp_path / "out").folder, "enrollments")
    load_roll(office, tmp_path, without(moved(made_up(), mover, "Brand New"), leaver))
    folder = run(office, tmp_path / "out").folder
    second, users_then = rows(folder, "enrollments"), users(folder)

    told = gone(folder, "enrollments")
    assert len(told) == 2
    for one in told:
        before = first[one["sourcedId"]]
        told_then = ("classSourcedId", "userSourcedId", "schoolSourcedId", "role")
        assert [one[name] for name in told_then] == [before[name] for name in told_then]
    still = {one["userSourcedId"] for one in second.values() if one["status"] == "active"}
    assert sum(one["userSourcedId"] in still for one in told) == 1  # the one who moved
    assert {one["userSourcedId"] for one in told} - still == {one["sourcedId"] for one in gone(folder)}
    assert users_then.keys() >= still
    assert gone(run(office, tmp_path / "out").folder, "enrollments") == []
