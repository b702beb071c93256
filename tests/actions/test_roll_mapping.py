"""What a heading means is shown, corrected and remembered; a swap and a half-written file stop a load."""

import shutil
from pathlib import Path

import pytest

from schoolgate.actions import roll, roll_mapping
from schoolgate.actions.roll_file import StillWritten, read_steadily, write_faults
from schoolgate.domain.errors import Invalid, Refused
from schoolgate.feeds.sources import RollRefused
from schoolgate.feeds.sources.corrections import corrections_of
from tests.actions.day import AT, ON

HEADINGS = "Adno,UPN,Forename,Surname,DOB,Colour\n"
ROWS = "".join(
    f"00010{n},B80120000500{n},{name},Lee{n},0{n + 1}/03/2017,Red\n"
    for n, name in enumerate(["Ann", "Bo", "Cy", "Di"])
)


@pytest.fixture(autouse=True)
def _nothing_remembered(office):
    """A home is shared by tests, and this is no part of its database."""
    yield
    shutil.rmtree(office.home / "mappings", ignore_errors=True)


def write(folder, text, name="pupils.csv"):
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def load(office, path, said=(), **more):
    return roll.load(office, path, at=AT, on=ON, asked=roll_mapping.corrections(office, said), **more)


def first(office):
    with roll.opened(office) as snapshot:
        return next(snapshot.tables()["pupil"].records())


def show(office, path, said=()):
    return roll_mapping.mapping(office, path, on=ON, asked=roll_mapping.corrections(office, said))


def test_a_mapping_is_shown_before_anything_is_loaded(office, tmp_path):
    shown = show(office, write(tmp_path, HEADINGS + ROWS))

    assert ("Adno", "pupil.admission_number", "Admission number") in shown.rows
    assert (shown.left_out, shown.refused) == (("Colour",), None)


def test_what_is_said_of_a_heading_is_remembered_for_the_next_export_with_the_same_ones(office, tmp_path):
    path = write(tmp_path, HEADINGS + ROWS)
    load(office, path, ["Colour=house"])
    assert first(office)["house"] == "Red"

    load(office, write(tmp_path, HEADINGS + ROWS.replace("Red", "Blue"), "next.csv"))
    assert first(office)["house"] == "Blue"

    load(office, path, ["Colour=-"])
    assert "house" not in first(office)


def test_a_rehearsed_load_remembers_nothing(office, tmp_path):
    path = write(tmp_path, HEADINGS + ROWS)
    load(office, path, ["Colour=house"], dry_run=True)

    assert show(office, path).left_out == ("Colour",)


def test_a_mapping_can_stand_in_a_file(office, tmp_path):
    lines = write(tmp_path, "# ours\n\nColour=house\n", "mapping.txt")
    asked = roll_mapping.corrections(office, (), lines)

    assert asked.given == {"colour": "pupil.house"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Colour", "has no heading and field with '=' between."),
        ("Colour=shade", "names no field. The roll's table 'pupil' has no field 'shade'."),
    ],
)
def test_a_mapping_that_says_nothing_is_refused(office, line, said):
    with pytest.raises(Invalid) as refused:
        roll_mapping.corrections(office, [line])
    assert said in str(refused.value)


def test_headings_that_no_file_could_be_loaded_by_are_shown_with_the_reason(office, tmp_path):
    shown = show(office, write(tmp_path, "UPN,Colour,Surname\nB801200005001,Red,Lee\n"))

    assert shown.rows[0] == ("UPN", "pupil.upn", "Unique pupil number")
    assert "there is no column for 'Forename', which every row needs." in shown.refused


def test_names_that_changed_places_stop_the_load_until_somebody_says_so(office, tmp_path):
    load(office, write(tmp_path, HEADINGS + ROWS))
    other = write(tmp_path, HEADINGS.replace("Forename,Surname", "Surname,Forename") + ROWS, "next.csv")
    with pytest.raises(Refused) as refused:
        load(office, other)
    assert str(refused.value).splitlines()[1] == (
        "- 'Preferred forename' now holds what 'Preferred surname' held in the last roll. If two columns "
        "have changed places, say which is which with --map; if the last roll was the wrong one, load it "
        "with --accept-changes."
    )
    assert first(office)["preferred_forename"] == "Ann"

    load(office, other, ["Surname=preferred_forename", "Forename=preferred_surname"])
    assert first(office)["preferred_forename"] == "Ann"


def test_unique_numbers_under_the_admission_number_are_refused(office, tmp_path):
    swap = write(tmp_path, HEADINGS.replace("Adno,UPN", "UPN,Adno") + ROWS)
    with pytest.raises(RollRefused) as refused:
        load(office, swap)
    assert (
        "- column 'Adno': holds what looks like the unique pupil number. If it is, load it again with "
        "--map 'Adno=upn'; if two columns changed places, say so of both."
    ) in str(refused.value)
    load(office, swap, ["Adno=upn", "UPN=admission_number"])
    assert first(office)["admission_number"] == "000100"


def test_the_next_export_may_have_another_best_number(office, tmp_path):
    load(
        office,
        write(
            tmp_path,
            "UPN,Forename,Surname,DOB\n"
            + "".join(line.partition(",")[2].rpartition(",")[0] + "\n" for line in ROWS.splitlines()),
        ),
    )
    told = load(office, write(tmp_path, HEADINGS + ROWS))

    assert told.notes[-2].startswith("4 pupils stand under another number than in the roll before")
    assert told.notes[-1].startswith("4 pupils: 0 new, 0 gone")
    assert first(office)["id"] == "B801200005000"


def test_a_pupil_who_could_be_somebody_else_stops_the_load_for_good(office, tmp_path):
    load(office, write(tmp_path, HEADINGS + ROWS))
    with pytest.raises(Refused) as refused:
        load(
            office,
            write(tmp_path, HEADINGS + ROWS.replace("Ann,Lee0,01/03/2017", "Gus,Ash,05/05/2015")),
            accept_changes=True,
        )
    assert str(refused.value) == (
        "The roll in 'pupils.csv' was not loaded.\n- 1 pupils could be more than one pupil of the last roll, "
        "or are somebody else under the same number. Export it again with the number it had last time, or "
        "with both the admission number and the unique pupil number."
    )


def test_every_fault_is_written_by_row_and_column(tmp_path):
    path = tmp_path / "faults.csv"
    with pytest.raises(RollRefused) as refused:
        from_text(HEADINGS + ROWS.replace("/03/2017", "/02/20"))
    write_faults(path, refused.value.faults)

    assert path.read_text("utf-8-sig").splitlines()[:2] == [
        "table,row,column,fault",
        ',2,DOB,"has a year of two digits, which could be two years. Write DD/MM/YYYY or YYYY-MM-DD."',
    ]
    assert len(path.read_text("utf-8-sig").splitlines()) == 5


def from_text(text):
    return roll_mapping.read_isolated(text.encode(), "pupils.csv", ON)


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path, monkeypatch):
    path = write(tmp_path, HEADINGS + ROWS)
    whole = Path.read_bytes

    def grows(self):
        data = whole(self)
        with self.open("a") as file:
            file.write("more")
        return data

    monkeypatch.setattr(Path, "read_bytes", grows)
    with pytest.raises(StillWritten) as refused:
        read_steadily(path)
    assert str(refused.value) == (
        "The roll in 'pupils.csv' was not loaded.\n"
        "- it changed while it was read: it is still being written.\n"
        "Wait until the export has finished, and load it again."
    )


def test_a_line_of_no_use_says_how_to_write_one():
    with pytest.raises(Invalid) as refused:
        corrections_of(["Colour"])
    assert str(refused.value) == (
        "The mapping was not used: 'Colour' has no heading and field with '=' between. Write "
        "'Heading=field', such as 'Pupil no=admission_number', or 'Heading=-' to leave it out."
    )
