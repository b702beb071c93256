"""Files as an office really saves them: other line ends, several sheets, two of one file in a zip."""

import io

import pytest
from openpyxl import Workbook

from schoolgate.feeds.sources import RollRefused
from schoolgate.feeds.sources.archive import pack
from schoolgate.feeds.sources.csv_export import load as load_csv
from schoolgate.feeds.sources.xlsx_export import load as load_xlsx
from schoolgate.feeds.sources.zip_kinds import load as load_zip
from tests.feeds.cases import ON

HEADINGS = ["Adno", "Forename", "Surname", "DOB", "Year"]
ANN, BO = ["101", "Ann", "Lee", "01/09/2016", "4"], ["102", "Bo", "Ray", "02/09/2016", "4"]
CSV = "".join(",".join(row) + "\n" for row in (HEADINGS, ANN, BO))


def names(loaded):
    return sorted(row["preferred_forename"] for row in loaded.tables["pupil"].records())


def refusal(load, data, name):
    with pytest.raises(RollRefused) as refused:
        load(data, name, ON)
    return str(refused.value)


def workbook(**sheets):
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_is_read_whatever_ends_its_lines(end, encoding):
    assert names(load_csv(CSV.replace("\n", end).encode(encoding), "roll.csv", ON)) == ["Ann", "Bo"]


def test_a_line_end_of_another_kind_within_a_row_is_refused_by_its_row():
    said = refusal(load_csv, CSV.replace("Bo,", "B\ro,").encode(), "roll.csv")
    assert "- row 3: " in said


def test_a_sheet_for_each_class_is_refused_as_each_is_a_part_of_the_school():
    data = workbook(**{"4 Oak": [HEADINGS, ANN], "Notes": [["Made by the office"]], "4 Elm": [HEADINGS, BO]})
    assert refusal(load_xlsx, data, "roll.xlsx") == (
        "The roll in 'roll.xlsx' was not loaded.\n"
        "- it lists pupils on 2 sheets ('4 Oak', '4 Elm'), and a roll is one list of all.\n"
        "Put them on one sheet, or export them all at once, and load it again."
    )


def test_another_sheet_with_headings_of_pupils_is_left_out_and_that_is_said():
    clubs = [["Adno", "Surname", "Club"], ["101", "Lee", "Chess"]]
    loaded = load_xlsx(workbook(Pupils=[HEADINGS, ANN, BO], Clubs=clubs), "roll.xlsx", ON)
    assert names(loaded) == ["Ann", "Bo"]
    assert "Read from the sheet 'Pupils'; left out: 'Clubs'." in loaded.report.notes


def test_a_formula_on_a_sheet_that_is_not_read_is_nobodys_business():
    data = workbook(Pupils=[HEADINGS, ANN, BO], Summary=[["Pupils", "=COUNTA(Pupils!A:A)"]])
    assert names(load_xlsx(data, "roll.xlsx", ON)) == ["Ann", "Bo"]


def test_a_sheet_with_headings_and_nobody_below_is_no_second_list():
    loaded = load_xlsx(workbook(Pupils=[HEADINGS, ANN, BO], Blank=[HEADINGS]), "roll.xlsx", ON)
    assert names(loaded) == ["Ann", "Bo"]


@pytest.mark.parametrize("cell", ["1.23E+12", "7,70e+09", "8E+5"])
def test_a_number_that_a_spreadsheet_cut_short_is_no_number_of_anybody(cell):
    said = refusal(load_csv, CSV.replace("102", f'"{cell}"').encode(), "roll.csv")
    assert (
        "- row 3, column 'Adno': is a number that a spreadsheet cut short. "
        "Make the column one of text, and export again."
    ) in said
    assert cell not in said


@pytest.mark.parametrize("cell", ["#N/A", "#REF!", "#NAME?", "####"])
def test_an_error_of_a_spreadsheet_is_nobodys_name(cell):
    said = refusal(load_csv, CSV.replace("Ray", cell).encode(), "roll.csv")
    assert "- row 3, column 'Surname': holds an error of a spreadsheet, and no value." in said


def test_a_class_that_looks_a_little_like_either_is_a_class():
    told = CSV.replace("Year", "Reg Group").replace(",4\n", ",#4\n", 1).replace(",4\n", ",4E\n")
    found = load_csv(told.encode(), "roll.csv", ON).tables["pupil"].records()
    assert sorted(one["registration_class"] for one in found) == ["#4", "4E"]


def test_two_exports_in_one_zip_are_refused_and_neither_hides_the_other():
    data = pack({"hill/pupil.csv": CSV.encode(), "vale/pupil.csv": CSV.encode()})
    assert refusal(load_zip, data, "roll.zip") == (
        "The roll in 'roll.zip' was not loaded.\n"
        "- it holds one file more than once: hill/pupil.csv, vale/pupil.csv.\n"
        "Put the files of one school, exported together, into a zip of their own."
    )


def test_two_files_of_one_table_are_refused_by_their_names():
    data = pack({"pupil.csv": CSV.encode(), "Pupils.csv": CSV.encode()})
    said = refusal(load_zip, data, "roll.zip")
    assert "are both its table pupil.\nKeep one." in said
