"""A OneRoster delta tells its recipient who has gone since the last run, and says nothing else of them."""

import csv
import io
import zipfile
from pathlib import Path

from tests.actions.cast import answer, in_force, load_roll, made_up, on_roll, run, without


def users(folder):
    with zipfile.ZipFile(Path(folder) / "oneroster.zip") as package:
        text = package.read("users.csv").decode()
    return {row["sourcedId"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}


def gone(folder):
    return [row for row in users(folder).values() if row["status"] == "tobedeleted"]


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
