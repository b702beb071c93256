"""Tables that a program saved with a bar behind each cell and a new line behind each bar."""

import pytest

from schoolgate.notices.read import read_notice

HEADINGS = "Name |\nInformation shared |\nReason |\n"
ROWS = (
    "Bedrock |\nName, email |\nVocabulary homework |\n"
    "Kerboodle |\nFull name, date of birth\nand class |\nScience homework |\n"
)


def read(text):
    page = read_notice(f"Elm Grove School\n\nWho we share data with\n{text}".encode(), "page.txt")
    return {entry.name: {one.item for one in entry.items} for entry in page.entries}


@pytest.mark.parametrize(
    "headings",
    [
        HEADINGS,
        "Name | Information shared | Reason |\n",
        "Supplier |\nData we share |\nPurpose |\n",
        "System | What we give them | Purpose |\n",
        "Company |\nPersonal data |\nWhy |\n",
    ],
)
def test_each_cell_with_a_bar_behind_it_stands_under_its_heading(headings):
    assert read(headings + ROWS) == {
        "Bedrock": {"full_name", "contact_email"},
        "Kerboodle": {"full_name", "date_of_birth", "class"},
    }


def test_a_row_on_one_line_is_a_row_among_those_that_are_not():
    rows = read(f"{HEADINGS}{ROWS}Sparx Maths | Name, UPN | Maths homework |\n")
    assert rows["Sparx Maths"] == {"full_name", "upn"}


def test_a_page_that_breaks_off_inside_a_row_keeps_what_it_says():
    assert read(f"{HEADINGS}{ROWS}Sparx Maths |\nName, UPN and")["Sparx Maths"] == {"full_name", "upn"}


def test_words_below_the_table_are_none_of_its_cells():
    assert "Ofsted" in read(f"{HEADINGS}{ROWS}\nWe also share attendance with Ofsted.\n")


def test_empty_cells_and_the_rule_below_the_headings_keep_their_places():
    rows = read(f"{HEADINGS}---|---|---|\nBedrock |\n|\nVocabulary |\nKerboodle |\nName, class |\n|\n")
    assert rows == {"Bedrock": set(), "Kerboodle": {"full_name", "class"}}
