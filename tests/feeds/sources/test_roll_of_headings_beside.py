"""Exports as other school systems head them, where what one column means is told by those beside it."""

import csv
import io

import pytest

from schoolgate.feeds.sources.corrections import Corrections, corrections_of
from schoolgate.feeds.sources.csv_export import load
from schoolgate.feeds.sources.errors import RollRefused
from tests.feeds.cases import ON

CELLS = {"id": "7", "entry_date": "01/09/2021", "year_group": "4"}


def export(*lines):
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(lines)
    return buffer.getvalue().encode()


def loaded(*lines, corrections=None):
    told = load(export(*lines), "roll.csv", ON, *([corrections] if corrections else []))
    return told.tables["pupil"].records(), dict(told.report.mapping)


@pytest.mark.parametrize("chosen", ["Known As", "Preferred Name", "Chosen name", "Preferred forename"])
@pytest.mark.parametrize("plain", ["Forename", "First Name", "givenName"])
def test_beside_the_name_a_child_goes_by_the_plain_one_is_the_legal_one(plain, chosen):
    [ann], mapping = loaded(["Adno", plain, chosen, "Surname"], ["1", "Anneliese", "Ann", "Hill"])

    assert (ann["legal_forename"], ann["preferred_forename"]) == ("Anneliese", "Ann")
    assert (mapping[plain], mapping[chosen]) == ("pupil.legal_forename", "pupil.preferred_forename")


def test_a_plain_name_alone_is_the_one_in_use():
    [ann], _ = loaded(["Adno", "Forename", "Surname"], ["1", "Ann", "Hill"])

    assert (ann["preferred_forename"], ann["preferred_surname"]) == ("Ann", "Hill")
    assert "legal_forename" not in ann


@pytest.mark.parametrize(
    "headings", [["Legal Forename", "Forename", "Known as"], ["Known as", "Chosen name", "Year"]]
)
def test_where_two_columns_could_still_be_the_same_nothing_is_guessed(headings):
    with pytest.raises(RollRefused, match="are both headings for preferred forename"):
        loaded(["Adno", *headings, "Surname"], ["1", "Ann", "Ann", "Ann", "Hill"])


def test_an_address_in_columns_of_its_own_is_joined_as_it_stands():
    head = ["Adno", "Forename", "Surname", "Address Line 1", "Address Line 2", "Town", "Postcode"]
    (ann, ben), mapping = loaded(
        head, ["1", "Ann", "Hill", "1 Oak Lane", "", "Leeds", "LS1 1AA"], ["2", "Ben", "Lee", "", "", "", ""]
    )

    assert (ann["address_lines"], ann["postcode"]) == ("1 Oak Lane, Leeds", "LS1 1AA")
    assert ben["address_lines"] is None
    assert mapping["Address Line 1, Address Line 2, Town"] == "pupil.address_lines"


def test_a_town_alone_is_no_address_and_a_whole_address_takes_no_part_more():
    head = ["Adno", "Forename", "Surname", "Town"]
    [ann], mapping = loaded(head, ["1", "Ann", "Hill", "Leeds"])
    [ben], _ = loaded([*head, "Address", "Street"], ["2", "Ben", "Lee", "Leeds", "1 Oak Lane", "Oak Lane"])

    assert "address_lines" not in ann
    assert "Town" not in mapping
    assert ben["address_lines"] == "1 Oak Lane"


def test_what_the_school_said_of_a_heading_stands():
    told = Corrections(given=corrections_of(["Address Line 1=none", "Known as=none"]))
    head = ["Adno", "Forename", "Known as", "Surname", "Address Line 1"]
    [ann], _ = loaded(head, ["1", "Anneliese", "Ann", "Hill", "1 Oak Lane"], corrections=told)

    assert ann["preferred_forename"] == "Anneliese"
    assert "address_lines" not in ann


@pytest.mark.parametrize("heading", ["Pupil Name", "Name", "Full name", "Student name"])
def test_a_whole_name_in_one_column_is_not_taken_apart(heading):
    with pytest.raises(RollRefused) as refused:
        loaded(["Adno", heading, "DOB"], ["1", "Hill, Ann Lee", "01/02/2016"])

    assert [one.what for one in refused.value.faults] == [
        f"there is no column for '{label}', which every row needs: '{heading}' holds the whole name, "
        f"and what of it is the {label.lower()} nobody can tell."
        for label in ("Forename", "Surname")
    ]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Arbor ID", "id"),
        ("Pupil Reference No", "id"),
        ("Registration Form", "registration_class"),
        ("Pupil Premium Recipient", "pupil_premium"),
        ("Ethnic Code", "ethnicity"),
        ("Home Lang", "first_language"),
        ("Date Admitted", "entry_date"),
        ("School Email Address", "email"),
        ("Looked After Child", "looked_after"),
        ("Year Taught In", "year_group"),
    ],
)
def test_headings_of_other_systems_are_known(heading, field):
    [_], mapping = loaded(
        ["Adno", "Forename", "Surname", heading], ["1", "Ann", "Hill", CELLS.get(field, "")]
    )

    assert mapping[heading] == f"pupil.{field}"
