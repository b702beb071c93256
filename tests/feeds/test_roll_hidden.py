"""What a workbook does not show is never loaded unsaid."""

import io
from datetime import date

import pytest
from openpyxl import Workbook

from schoolgate.feeds.sources import RollRefused
from schoolgate.feeds.sources.hidden import note_of_columns, refusal_of_rows
from schoolgate.feeds.sources.xlsx_export import load

ON = date(2026, 11, 22)
HEADINGS = ["Adno", "Forename", "Surname", "SEN status", "Year"]
PUPILS = [["101", "Ann", "Lee", None, 4], ["102", "Bob", "Day", None, 5], ["103", "Cy", "Orr", None, 6]]


def loaded(change, rows=(HEADINGS, *PUPILS)):
    book = Workbook()
    book.active.title = "Pupils"
    for row in rows:
        book.active.append(row)
    book.create_sheet("Notes")
    change(book.active)
    buffer = io.BytesIO()
    book.save(buffer)
    return load(buffer.getvalue(), "roll.xlsx", ON)


def hide(*rows):
    def change(sheet):
        for row in rows:
            sheet.row_dimensions[row].hidden = True

    return change


def test_pupils_that_a_filter_hides_stop_the_load():
    with pytest.raises(RollRefused) as caught:
        loaded(hide(3, 4))

    assert str(caught.value) == (
        "The roll in 'roll.xlsx' was not loaded.\n"
        "- 2 rows of the sheet 'Pupils' can't be seen (rows 3, 4): hidden by hand or by a filter, so nobody "
        "can tell whether they belong on the roll.\n"
        "Clear the filter and unhide all rows, delete those that are not wanted, and load it again."
    )


def test_one_hidden_pupil_stops_the_load_too():
    with pytest.raises(RollRefused) as caught:
        loaded(hide(2))

    assert (
        "1 row of the sheet 'Pupils' can't be seen (row 2): hidden by hand or by a filter, so nobody can "
        in (str(caught.value))
    )
    assert "whether it belongs on the roll." in str(caught.value)


def test_a_hidden_row_with_nothing_in_it_or_above_the_headings_hides_nobody():
    blank = [None] * len(HEADINGS)
    read = loaded(hide(1, 4), (["Codes", *blank[1:]], HEADINGS, PUPILS[0], blank, PUPILS[1]))

    assert len(read.tables.by_name["pupil"].rows) == 2
    assert not any("seen" in note for note in read.report.notes)


def test_hidden_columns_are_read_and_said():
    def change(sheet):
        sheet.column_dimensions["D"].hidden = True

    read = loaded(change)

    assert "A column of the sheet 'Pupils' can't be seen there, and was read: 'SEN status'." in (
        read.report.notes
    )


def test_a_hidden_sheet_is_read_and_said():
    def change(sheet):
        sheet.sheet_state = "hidden"
        sheet.parent.active = 1

    said = "The sheet 'Pupils' is hidden in the workbook. It was read, as it lists pupils."
    assert said in loaded(change).report.notes


def test_many_are_counted_and_some_are_named():
    part = b"".join(b'<x:row hidden="true">' for _ in range(1200))
    rows = [(number, ["a"]) for number in range(1, 1201)]
    refusal = refusal_of_rows(part, rows, "roll.xlsx", "All")

    assert (
        "1,200 rows of the sheet 'All' can't be seen (rows 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 1,190 more)"
        in str(refusal)
    )
    (note,) = note_of_columns(b"<col min='1' max='12' hidden='1'/>", [*map(str, range(12))], "All")
    assert note == (
        "12 columns of the sheet 'All' can't be seen there, and were read: "
        "'0', '1', '2', '3', '4', '5', '6', '7', '8', '9' and 2 more."
    )


def test_what_is_shown_is_not_said():
    part = b'<col min="1" max="2" hidden="0"/><col hidden="1"/><row r="1"><row r="2" hidden="false">'

    assert refusal_of_rows(part, [(1, ["a"]), (2, ["b"])], "roll.xlsx", "All") is None
    assert [*note_of_columns(part, ["a", "b"], "All")] == []
