"""Rolls as schools export them: read whole, or refused with every fault by row and column and no value."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from schoolgate.domain.roll import roll_field
from schoolgate.feeds.generator import generate
from schoolgate.feeds.sources import SOURCES, RollRefused, suffix_of
from schoolgate.feeds.sources.archive import pack
from schoolgate.feeds.sources.csv_export import load as load_csv
from schoolgate.feeds.sources.roll_rules import is_upn
from schoolgate.feeds.sources.values import NotAValue, value_of
from schoolgate.feeds.sources.xlsx_export import load as load_xlsx
from schoolgate.feeds.sources.zip_of_csv import load_zip, write_zip
from tests.feeds.cases import ON

EXPORT = """Adno,UPN,Forename,Surname,Legal Surname,DOB,Gender,Year,Reg Group,SEN,FSM
000101,B801200005001,Ann,O'Brien,Óbrien,09/03/2017,Female,Year  4,4 Oak,SEN support,Yes
000102,,Ben,Mensah,,2019-12-01,M,Y2,2 Ash,,
"""
ADVICE = "Put this right in the school's system, export again and load the new file."


def pupils(loaded):
    return list(loaded.tables["pupil"].records())


def refusal(text, load=load_csv, name="roll.csv"):
    with pytest.raises(RollRefused) as caught:
        load(text if isinstance(text, bytes) else text.encode(), name, ON)
    return str(caught.value)


def faults(text):
    return [line for line in refusal(text).splitlines() if line.startswith("- ")]


def test_an_export_is_read_by_its_headings_whatever_the_system_calls_them():
    loaded = load_csv(EXPORT.encode(), "roll.csv", ON)
    ann, ben = pupils(loaded)

    assert ann["id"] == ann["admission_number"] == "000101"
    assert (ann["preferred_forename"], ann["preferred_surname"], ann["legal_surname"]) == (
        "Ann",
        "O'Brien",
        "Óbrien",
    )
    assert (ann["date_of_birth"], ann["sex"], ann["year_group"]) == (date(2017, 3, 9), "F", "4")
    assert (ann["sen_status"], ann["fsm_eligible"]) == ("K", True)
    assert (ben["upn"], ben["sen_status"], ben["fsm_eligible"], ben["year_group"]) == (None, None, None, "2")
    assert loaded.report.notes == (
        "Pupils are told apart by 'Adno', as no column holds the school system's ID.",
    )


def test_a_missing_column_and_a_missing_cell_are_two_things():
    report = load_csv(EXPORT.encode(), "roll.csv", ON).report
    blank = {one.column: one.rows for one in report.blank_cells}

    assert ("pupil", "religion") in report.missing_columns
    assert ("pupil", "upn") not in report.missing_columns
    assert blank == {"upn": 1, "legal_surname": 1, "sen_status": 1, "fsm_eligible": 1}


def test_a_scottish_roll_is_told_apart_by_its_candidate_numbers():
    export = EXPORT.replace("Adno,UPN", "SCN,House").replace("Year  4", "P4").replace("Y2", "S1")
    export = export.replace("Year,Reg", "Stage,Reg")

    ann, ben = pupils(load_csv(export.encode(), "roll.csv", ON))

    assert (ann["id"], ann["scn"], ann["year_group"]) == ("000101", "000101", "P4")
    assert ben["year_group"] == "S1"


def test_a_heading_that_no_field_answers_to_is_told_and_left_out():
    loaded = load_csv(EXPORT.replace("SEN,", "Shoe size,").encode(), "roll.csv", ON)

    assert loaded.report.not_understood == ("Shoe size",)


@pytest.mark.parametrize(
    ("column", "told", "code"),
    [
        ("year_group", "Year  4", "4"),
        ("year_group", "04", "4"),
        ("year_group", "Y10", "10"),
        ("year_group", "Reception", "R"),
        ("year_group", "n2", "N2"),
        ("year_group", "P4", "P4"),
        ("year_group", "Primary 4", "P4"),
        ("year_group", "s 1", "S1"),
        ("year_group", "Secondary 6", "S6"),
        ("sen_status", "K - SEN support", "K"),
        ("sen_status", "EHCP", "E"),
        ("sex", "female", "F"),
    ],
)
def test_a_code_is_known_in_the_words_of_exports(column, told, code):
    assert value_of(told, roll_field(f"pupil.{column}")) == code


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_usual_delimiter_is_found_out(delimiter):
    assert len(pupils(load_csv(EXPORT.replace(",", delimiter).encode(), "roll.csv", ON))) == 2


@pytest.mark.parametrize("ending", [".tsv", ".txt"])
def test_a_table_of_tabs_is_read_under_its_own_ending(ending):
    loaded = SOURCES[suffix_of(f"PUPILS{ending.upper()}")](
        EXPORT.replace(",", "\t").encode("utf-16"), "roll", ON
    )

    assert [one["preferred_forename"] for one in pupils(loaded)] == ["Ann", "Ben"]


@pytest.mark.parametrize(
    ("encoding", "note"),
    [
        ("utf-8-sig", "A byte-order mark stood at the start and was left out."),
        ("cp1252", "Read as Windows-1252, as it is not UTF-8."),
        ("utf-16", "Read as UTF-16."),
    ],
)
def test_an_encoding_other_than_utf_8_is_read_and_said(encoding, note):
    loaded = load_csv(EXPORT.encode(encoding), "roll.csv", ON)

    assert note in loaded.report.notes
    assert pupils(loaded)[0]["legal_surname"] == "Óbrien"


def test_a_title_above_the_headings_is_no_heading():
    assert len(pupils(load_csv(("Pupil list,,\n\n" + EXPORT).encode(), "roll.csv", ON))) == 2


def test_two_headings_for_one_field_are_refused_by_name():
    assert refusal(EXPORT.replace("SEN,", "Date of Birth,")) == (
        "The roll in 'roll.csv' was not loaded.\n"
        "- row 1: 'DOB' and 'Date of Birth' are both headings for date of birth. "
        f"Keep one of the two columns.\n{ADVICE}"
    )


def test_duplicate_numbers_are_refused_by_row_and_never_by_value():
    found = faults(EXPORT.replace("000102,,", "000102,B801200005001,"))

    assert found == ["- row 3, column 'UPN': is the same as in row 2. No two may share one."]


def test_a_duplicate_of_the_number_that_tells_pupils_apart_is_said_once():
    found = faults(EXPORT.replace("000102", "000101"))

    assert found == ["- row 3, column 'Adno': is the same as in row 2. No two may share one."]


@pytest.mark.parametrize(
    ("day", "what"),
    [
        ("31/02/2017", "is not a day of the calendar."),
        ("2017-13-01", "is not a day of the calendar."),
        ("03/25/2017", "puts the month before the day. Write DD/MM/YYYY or YYYY-MM-DD."),
        (
            "09/03/17",
            "has a year of two digits, which could be two years. Write DD/MM/YYYY or YYYY-MM-DD.",
        ),
        ("soon", "is not a date. Write DD/MM/YYYY or YYYY-MM-DD."),
        ("2026-11-23", "is after 2026-11-22."),
        ("1850-01-01", "cannot be a date of birth on 2026-11-22."),
    ],
)
def test_an_impossible_or_ambiguous_date_is_refused(day, what):
    assert faults(EXPORT.replace("09/03/2017", day)) == [f"- row 2, column 'DOB': {what}"]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("Female", "Femme", "row 2, column 'Gender': is not one of F, M."),
        (
            "Year  4",
            "Nursery",
            (
                "row 2, column 'Year': is not one of E1, E2, N1, N2, R, "
                "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, "
                "P1, P2, P3, P4, P5, P6, P7, S1, S2, S3, S4, S5, S6, X."
            ),
        ),
        (",Yes", ",maybe", "row 2, column 'FSM': is neither yes nor no."),
        ("Ann,", ",", "row 2, column 'Forename': is blank, and every row needs it."),
        ("000101,", ",", "row 2, column 'Adno': is blank, and every row needs it."),
        ("4 Oak", "4\x07Oak", "row 2, column 'Reg Group': holds a control character."),
    ],
)
def test_a_cell_that_can_not_be_is_told_by_row_and_column_without_its_value(old, new, fault):
    assert faults(EXPORT.replace(old, new, 1)) == [f"- {fault}"]


def test_all_faults_of_a_file_are_told_at_once():
    bad = EXPORT.replace("09/03/2017", "31/02/2017").replace("2019-12-01", "x").replace("Female", "?")

    assert len(faults(bad)) == 3


def test_many_faults_are_counted_after_the_twentieth():
    rows = "".join(f"{n:06d},,A,B,,bad,,,,,\n" for n in range(25))

    found = refusal(EXPORT.splitlines()[0] + "\n" + rows).splitlines()

    assert len(found) == 23
    assert found[-2] == "- and 5 more of the same kinds."


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "it is empty."),
        (b"  \n ", "it is empty."),
        (b"PK\x03\x04\x00", "it is not a text file."),
        (b"Adno,Surname\n\x81\x8d,x\n", "its letters are in no encoding that we read"),
        (b"just some words\nand more\n", "there is no row of headings that we know"),
        (b"Adno,UPN,Forename,Surname\n", "it holds no pupil."),
        (b"UPN,Surname,Forename,Year\n,A,B,4\n", "row 2, column 'UPN': is blank, and every row needs it."),
        (b"Forename,Surname,Year\nA,B,4\n", "no column holds a number that stays with a pupil"),
        (b"Adno,Year\n1,4\n", "there is no column for 'Forename', which every row needs."),
        (b'Adno,Surname,Forename\n1,"A,B\n', "a quotation mark is left open or stands where none may"),
        (
            b"Adno,Surname,Forename\n1,A\n",
            "row 2: it ends after 2 of 3 cells: part of the file may be missing.",
        ),
        (b"Adno,Surname,Forename\n1,A,B,C\n", "row 2: it has 4 cells where there are 3 headings."),
    ],
)
def test_a_file_that_is_no_roll_is_refused_with_one_clear_sentence(data, what):
    assert what in refusal(data)


def test_a_refused_file_says_what_to_do():
    assert refusal(b"") == f"The roll in 'roll.csv' was not loaded.\n- it is empty.\n{ADVICE}"


def test_a_wrong_check_letter_is_kept_and_told_by_row():
    loaded = load_csv(EXPORT.replace("B801200005001", "A801200005001").encode(), "roll.csv", ON)

    assert "1 UPN with a wrong form or check letter, kept as printed: row 2." in loaded.report.notes


@pytest.mark.parametrize("good", ["B801200005001", "P207000016049", "F823330126001", "E82333012601A"])
def test_a_check_letter_follows_the_departments_rule(good):
    assert is_upn(good)
    assert not any(is_upn(letter + good[1:]) for letter in "ABCDEFGHJKLMNPQRTUVWXYZ" if letter != good[0])
    assert not is_upn(good[:-1])


@pytest.mark.parametrize("suffix", SOURCES)
def test_an_empty_file_and_one_too_large_are_refused_whatever_their_kind(suffix):
    empty = refusal(b"", SOURCES[suffix], f"roll{suffix}")
    large = refusal(b"x" * (64 * 1024 * 1024 + 1), SOURCES[suffix], f"roll{suffix}")

    assert "- it is empty.\n" in empty
    assert "- it is larger than 64 MB.\n" in large


def test_half_a_zip_is_refused():
    whole = write_zip(generate(10, 1, ON))

    for cut in (len(whole) // 2, len(whole) - 30, 10):
        assert "it is not a whole zip file" in refusal(whole[:cut], load_zip, "roll.zip")


def test_a_zip_without_pupils_is_refused():
    assert refusal(pack({"staff.csv": b"id,forename\n"}), load_zip, "roll.zip") == (
        "The roll in 'roll.zip' was not loaded.\n- it holds no file 'pupil.csv'.\n"
        "Add it: a roll is a zip of pupil.csv, contact.csv, class.csv, enrolment.csv, staff.csv, "
        "attendance.csv, assessment.csv."
    )


def test_a_contact_of_nobody_is_refused():
    data = pack(
        {
            "pupil.csv": b"id,legal_forename,legal_surname\np1,A,B\n",
            "contact.csv": b"id,pupil_id,court_order\nk1,p9,false\n",
        }
    )

    assert "table contact, row 2, column 'pupil_id': names nobody in table pupil." in refusal(
        data, load_zip, "roll.zip"
    )


@given(st.integers(1, 60), st.integers(0, 10_000))
def test_a_made_up_roll_is_written_and_read_back_equal(count, seed):
    made = generate(count, seed, ON)

    assert load_zip(write_zip(made), "roll.zip", ON).tables == made


def workbook(rows, more=()):
    book = Workbook()
    book.active.title = "Pupils"
    for title, cells in [("Pupils", rows), *more]:
        sheet = book.active if title == "Pupils" else book.create_sheet(title)
        for row in cells:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


HEADINGS = ["Adno", "Forename", "Surname", "DOB", "Attendance %", "Year"]


def test_a_workbook_is_read_with_its_dates_and_numbers():
    data = workbook([["Pupil list"], HEADINGS, [101, "Ann", "O'Brien", date(2017, 3, 9), 96.5, 4]])
    (ann,) = pupils(load_xlsx(data, "roll.xlsx", ON))

    assert (ann["id"], ann["date_of_birth"], ann["year_group"]) == ("101", date(2017, 3, 9), "4")
    assert ann["attendance_percentage"] == Decimal("96.5")


def test_a_formula_cell_is_refused_by_its_name():
    data = workbook([HEADINGS, ["101", "Ann", "=1+1", None, None, "=A1"]])

    assert refusal(data, load_xlsx, "roll.xlsx") == (
        "The roll in 'roll.xlsx' was not loaded.\n"
        "- cell C2 of sheet 'Pupils' holds a formula, which is never worked out here.\n"
        "- cell F2 of sheet 'Pupils' holds a formula, which is never worked out here.\n"
        "Save the sheet as values (copy, paste special, values) and load it again."
    )


def test_a_text_that_looks_like_a_formula_is_a_text():
    book = Workbook()
    for row in (HEADINGS, ["101", "Ann", None, None, None, "4"]):
        book.active.append(row)
    cell = book.active.cell(2, 3, "=cmd()")
    cell.data_type = "s"
    buffer = io.BytesIO()
    book.save(buffer)
    (ann,) = pupils(load_xlsx(buffer.getvalue(), "roll.xlsx", ON))

    assert ann["preferred_surname"] == "=cmd()"


def test_the_first_sheet_with_known_headings_is_read():
    data = workbook([["Read me"], ["first"]], [("Roll", [HEADINGS, ["101", "Ann", "Lee", None, None, 4]])])

    assert len(pupils(load_xlsx(data, "roll.xlsx", ON))) == 1


@pytest.mark.parametrize("data", [b"x", b"PK\x03\x04half", pack({"a.txt": b"x"})])
def test_what_is_no_workbook_is_refused(data):
    assert "it is not a whole Excel workbook (.xlsx)." in refusal(data, load_xlsx, "roll.xlsx")


def test_half_a_workbook_is_refused():
    whole = workbook([HEADINGS, ["101", "Ann", "Lee", None, None, 4]])

    assert "it is not a whole Excel workbook" in refusal(whole[: len(whole) // 2], load_xlsx, "roll.xlsx")


def test_an_archive_of_too_many_files_is_refused():
    many = pack({f"{n}.csv": b"" for n in range(201)})

    assert "it holds 201 files; at most 200 are read." in refusal(many, load_zip, "roll.zip")


@pytest.mark.parametrize(("load", "name"), [(load_zip, "roll.zip"), (load_xlsx, "roll.xlsx")])
def test_a_bomb_is_refused_before_it_is_unpacked(load, name):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("pupil.csv", b"0" * 260 * 1024 * 1024)

    assert "unpacked it would be larger than" in refusal(buffer.getvalue(), load, name)


def test_a_kind_of_file_that_is_not_read_is_refused_with_those_that_are():
    with pytest.raises(RollRefused) as caught:
        suffix_of("roll.pdf")

    assert str(caught.value) == (
        "The roll in 'roll.pdf' was not loaded.\n- '.pdf' is not a kind of file we read.\n"
        "A roll is one of .zip, .csv, .tsv, .txt, .xlsx, .xml."
    )
    assert [suffix_of(f"ROLL{one.upper()}") for one in SOURCES] == list(SOURCES)


@given(st.text(min_size=6))
def test_no_cell_is_ever_repeated_by_its_fault(text):
    for key in ("pupil.date_of_birth", "pupil.sex", "pupil.fsm_eligible", "contact.priority"):
        assert text not in fault_of(text, key)


def fault_of(text, key):
    try:
        value_of(text, roll_field(key))
    except NotAValue as wrong:
        return str(wrong)
    return ""
