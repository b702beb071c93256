"""Sheets and OpenDocument texts: every shown word is read, what is not shown is left out and said."""

import sys
from datetime import date
from pathlib import Path

import pytest

from schoolgate.notices.isolate import read_isolated
from schoolgate.notices.read import read_notice
from schoolgate.notices.readers import READERS
from tests.notices.clothes import CLOTHES
from tests.notices.clothes.meaning import meaning_of
from tests.notices.office_files import open_sheet, open_text, sheet_of, workbook

SAMPLE = Path(__file__).parents[2] / "src" / "schoolgate" / "samples" / "answers" / "willowmere-primary.json"


def blocks(data, name):
    page = READERS[Path(name).suffix](data, name)
    return [
        [page.text[a:b] for a, b in block.cells]
        if block.cells
        else (block.kind.value, page.text[block.start : block.end])
        for block in page.blocks
    ]


def test_a_workbook_is_a_table_for_each_sheet_under_its_name():
    def fill(book):
        for name in ("Suppliers", "Public bodies"):
            book.add_worksheet(name).write_row(0, 0, (f"{name} we use", "Data"))

    assert blocks(workbook(fill), "elm.xlsx") == [
        ("heading", "Suppliers"),
        ["Suppliers we use", "Data"],
        ("heading", "Public bodies"),
        ["Public bodies we use", "Data"],
    ]


def test_merged_cells_of_a_sheet_reach_down():
    def fill(book):
        page = book.add_worksheet()
        page.write_row(0, 0, ("System", "Data", "Why"))
        page.merge_range(1, 0, 2, 0, "CPOMS")
        page.write_row(1, 1, ("name", "concerns"))
        page.write_row(2, 1, ("class", "notes"))

    data = workbook(fill)
    assert blocks(data, "elm.xlsx")[1:] == [["CPOMS", "name", "concerns"], ["CPOMS", "class", "notes"]]
    (entry,) = read_notice(data, "elm.xlsx").entries
    assert (entry.name, [one.item for one in entry.items]) == ("CPOMS", ["full_name", "class"])


@pytest.mark.parametrize(
    ("hidden", "said"),
    [
        (1, "1 hidden sheet was left out: show it in the document if it belongs to the notice."),
        (2, "2 hidden sheets were left out: show them in the document if they belong to the notice."),
    ],
)
def test_hidden_sheets_are_left_out_and_counted(hidden, said):
    def fill(book):
        book.add_worksheet("Notice").write_row(0, 0, ("System", "Data"))
        for n in range(hidden):
            page = book.add_worksheet(f"Marks {n}")
            page.write(0, 0, "Ann Example")
            page.hide() if n == 0 else page.very_hidden()

    page = READERS[".xlsx"](workbook(fill), "elm.xlsx")
    assert ("Ann" in page.text, page.warnings) == (False, (said,))


def test_cells_are_merged_where_they_stand_below_empty_rows():
    def fill(book):
        sheet = book.add_worksheet("Notice")
        sheet.write_row(3, 2, ("System", "Data"))
        sheet.write(4, 3, "name")
        sheet.write(5, 3, "class")
        sheet.merge_range(4, 2, 5, 2, "CPOMS")
        sheet.write_row(6, 2, ("Tapestry", "photographs"))

    assert blocks(workbook(fill), "elm.xlsx")[1:] == [
        ["System", "Data"],
        ["CPOMS", "name"],
        ["CPOMS", "class"],
        ["Tapestry", "photographs"],
    ]


LEFT_OUT = "Hidden rows or columns were left out: show them in the document if they belong to the notice."


def test_hidden_rows_and_columns_are_left_out_and_said():
    def fill(book):
        sheet = book.add_worksheet("Notice")
        sheet.write_row(1, 1, ("System", "Marks", "Data"))
        sheet.write_row(2, 1, ("CPOMS", "Ann Example", "name"))
        sheet.write_row(3, 2, ("", "ethnicity"))
        sheet.write_row(4, 2, ("", "class"))
        sheet.merge_range(2, 1, 4, 1, "CPOMS")
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.set_column(2, 2, None, None, {"hidden": True})

    data = workbook(fill)
    assert blocks(data, "elm.xlsx") == [
        ("heading", "Notice"),
        ["System", "Data"],
        ["CPOMS", "name"],
        ["CPOMS", "class"],
    ]
    assert READERS[".xlsx"](data, "elm.xlsx").warnings == (LEFT_OUT,)


def test_an_open_spreadsheets_filtered_rows_and_hidden_columns_are_left_out_and_said():
    row = "<table:table-row{}>{}</table:table-row>".format
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>".format
    rows = '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/>'
    rows += row("", cell("System") + cell("Marks") + cell("Data"))
    rows += row(' table:visibility="filter"', cell("Edmodo") + cell("") + cell("ethnicity"))
    rows += row("", cell("CPOMS") + cell("Ann Example") + cell("name"))
    table = f'<table:table table:name="Apps">{rows}</table:table>'
    data = open_sheet(f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>")
    assert blocks(data, "elm.ods") == [("heading", "Apps"), ["System", "Data"], ["CPOMS", "name"]]
    assert READERS[".ods"](data, "elm.ods").warnings == (LEFT_OUT,)


def test_hidden_rows_without_words_are_nothing_to_speak_of():
    def fill(book):
        sheet = book.add_worksheet("Notice")
        sheet.write_row(0, 0, ("System", "Data"))
        sheet.set_row(5, None, None, {"hidden": True})
        sheet.set_column(7, 9, None, None, {"hidden": True})

    assert READERS[".xlsx"](workbook(fill), "elm.xlsx").warnings == ()


def test_words_around_a_table_are_lines_and_one_that_stands_apart_in_it_is_a_heading():
    rows = [
        ["Elm School: who we share with"],
        [],
        ["System", "", "Data"],
        ["CPOMS", "", "name"],
        ["Teaching apps"],
        ["Numbots", "", "first name"],
        [],
        ["For catering"],
        ["ParentPay", "", "name"],
        [],
        ["We look at this list every year. Ask at the office."],
    ]
    assert blocks(sheet_of(rows), "elm.xlsx") == [
        ("line", "Elm School: who we share with"),
        ["System", "Data"],
        ["CPOMS", "name"],
        ["Teaching apps", ""],
        ["Numbots", "first name"],
        ("heading", "For catering"),
        ["ParentPay", "name"],
        ("line", "We look at this list every year. Ask at the office."),
    ]


def test_a_list_set_out_over_columns_or_by_spaces_keeps_its_depth():
    rows = [["We share with:"], ["- The NHS"], ["- Apps"], ["", "- CPOMS"], ["    - Wonde"]]
    page = READERS[".xlsx"](sheet_of(rows), "elm.xlsx")
    assert [(b.level, page.text[b.start : b.end]) for b in page.blocks] == [
        (0, "We share with:"),
        (0, "The NHS"),
        (0, "Apps"),
        (4, "CPOMS"),
        (4, "Wonde"),
    ]


def test_a_sheet_shows_days_numbers_and_the_values_of_formulas():
    def fill(book):
        page = book.add_worksheet()
        page.write_row(0, 0, ("System", 3.0, 2.5, True))
        page.write_datetime(0, 4, date(2026, 9, 1), book.add_format({"num_format": "d mmm yy"}))
        page.write_formula(0, 5, '="na"&"me"', value="name")

    assert blocks(workbook(fill), "elm.xlsx") == [["System", "3", "2.5", "Yes", "1 September 2026", "name"]]


def test_a_sheet_of_numbers_alone_holds_no_recipient_and_says_so():
    reading = read_notice(sheet_of([[n * 1.5 for n in range(6)]] * 20), "marks.xlsx")
    assert reading.entries == ()
    assert reading.warnings == (
        "No recipient was found on the page, so it cannot be adopted. Is it the right document?",
    )


@pytest.mark.parametrize(
    "text",
    [
        'System,Data\nCPOMS,"name, class"\n',
        'System;Data\nCPOMS;"name, class"\n',
        "System\tData\nCPOMS\tname, class\n",
        'sep=;\nSystem;Data\nCPOMS;"name, class"\n',
    ],
)
def test_a_table_saved_as_text_is_cut_where_its_cells_end(text):
    assert blocks(text.encode(), "elm.csv") == [["System", "Data"], ["CPOMS", "name, class"]]


def test_a_cell_of_several_lines_stays_one_cell():
    data = b'System,Data\nCPOMS,"name\nclass"\nWonde,UPN\n'
    assert blocks(data, "elm.csv") == [["System", "Data"], ["CPOMS", "name\nclass"], ["Wonde", "UPN"]]


def test_a_table_saved_by_an_old_excel_says_how_it_was_read():
    page = READERS[".csv"]("System,Data\nCaf\xe9,name\n".encode("cp1252"), "elm.csv")
    assert "Café" in page.text
    assert page.warnings == ("The file is not UTF-8; it was read as Windows-1252.",)


def test_an_open_spreadsheet_keeps_merged_cells_and_leaves_hidden_tables_out():
    style = (
        '<office:automatic-styles><style:style style:name="off"><style:table-properties '
        'table:display="false"/></style:style></office:automatic-styles>'
    )
    row = "<table:table-row>{}</table:table-row>".format
    cell = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>".format
    covered = "<table:covered-table-cell/>"
    rows = row(cell("", "System") + cell("", "Data"))
    rows += row(cell(' table:number-rows-spanned="2"', "CPOMS") + cell("", "name"))
    rows += row(covered + cell("", "class"))
    rows += '<table:table-row table:number-rows-repeated="1048573"><table:table-cell/></table:table-row>'
    tables = f'<table:table table:name="Apps">{rows}</table:table>'
    tables += f'<table:table table:style-name="off">{row(cell("", "Ann Example"))}</table:table>'
    data = open_sheet(f"{style}<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>")
    assert blocks(data, "elm.ods") == [
        ("heading", "Apps"),
        ["System", "Data"],
        ["CPOMS", "name"],
        ["CPOMS", "class"],
    ]
    assert READERS[".ods"](data, "elm.ods").warnings == (
        "1 hidden sheet was left out: show it in the document if it belongs to the notice.",
    )


def test_an_open_text_keeps_headings_lists_links_and_text_boxes():
    styles = '<style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style>'
    item = "<text:list-item><text:p>{}</text:p>{}</text:list-item>".format
    nested = f"<text:list>{item('name', '')}</text:list>"
    content = (
        '<text:h text:outline-level="2">Who we share with</text:h>'
        '<text:p>See <text:a xlink:href="https://elm.example/p">our officer</text:a>.</text:p>'
        f"<text:list>{item('CPOMS', nested)}{item('Wonde', '')}</text:list>"
        "<text:table-of-content><text:p>Contents</text:p></text:table-of-content>"
        "<text:p><drawing:frame><drawing:text-box><text:p>We use Numbots.</text:p></drawing:text-box>"
        "</drawing:frame></text:p>"
        '<text:p><text:span text:style-name="B">Number</text:span><text:s/>'
        '<text:span text:style-name="B">Orchard</text:span>: maths</text:p>'
    )
    page = READERS[".odt"](open_text(content, styles), "elm.odt")
    assert [(b.kind.value, b.level, page.text[b.start : b.end]) for b in page.blocks] == [
        ("heading", 2, "Who we share with"),
        ("line", 0, "See [our officer](https://elm.example/p)."),
        ("bullet", 0, "CPOMS"),
        ("bullet", 1, "name"),
        ("bullet", 0, "Wonde"),
        ("line", 0, "We use Numbots."),
        ("line", 0, "Number Orchard: maths"),
    ]
    assert page.text[slice(*page.blocks[-1].lead)] == "Number Orchard"


def test_an_open_text_with_tracked_changes_is_read_as_accepted():
    content = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Zoom</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:p>We use Teams.</text:p>"
    )
    page = READERS[".odt"](open_text(content), "elm.odt")
    assert page.text == "We use Teams.\n"
    assert page.warnings == (
        "The document has tracked changes; it was read as if all of them were accepted.",
    )


@pytest.mark.skipif(sys.platform != "linux", reason="Landlock and seccomp are Linux's")
@pytest.mark.parametrize("clothing", CLOTHES)
def test_a_reading_apart_is_the_same_for_every_kind(clothing):
    data, name = CLOTHES[clothing](meaning_of(SAMPLE))
    assert read_isolated(data, name) == read_notice(data, name)
