"""Comma-separated values in a text, and grids whose marks the page explains."""

from schoolgate.domain.vocabulary import Flow
from schoolgate.notices.delimited import delimited_rows
from schoolgate.notices.read import read_notice

EXPORT = """Exported from our register
"Ref","Recipient","Data sent","Data returned","Review due"
"R01","Orrery Maths","Name, class","Attainment","10/2027"
"R02","Fennel Catering Ltd","Name, dietary needs","","10/2027"
"R03","Old Register","CLOSED 31/08/2025 - data deleted","",""
End of extract.
"""

GRID = """# Data grid

Y = goes to the system; M = made in the system; P = put in by parents.

| | Orrery Maths | Pennyfarthing Pay |
|---|:-:|:-:|
| Name | Y | Y |
| Attainment | M | |
| Emergency contact details | | P |
"""


def flows(text, name):
    entries = read_notice(text.encode(), name).entries
    return {entry.name: {item.item: item.flow for item in entry.items} for entry in entries}


def test_an_export_pasted_into_a_text_is_read_as_its_table():
    read = flows(EXPORT, "notice.txt")
    assert set(read) == {"Orrery Maths", "Fennel Catering Ltd"}
    assert set(read["Fennel Catering Ltd"]) == {"full_name", "dietary"}
    assert read["Orrery Maths"]["attainment"] is Flow.RECEIVED


def test_a_recipient_closed_in_an_export_is_denied():
    assert [one.name for one in read_notice(EXPORT.encode(), "notice.txt").denied] == ["Old Register"]


def test_sentences_with_commas_are_no_table():
    assert delimited_rows("We share names, classes, and UPNs.\nWe keep data, safe, always.\nA, b, c.\n") == {}


def test_the_marks_of_a_grid_mean_what_the_page_says():
    read = flows(GRID, "notice.md")
    assert read["Orrery Maths"]["attainment"] is Flow.CREATED
    assert read["Pennyfarthing Pay"]["emergency_contact"] is Flow.ENTERED_BY_FAMILIES
    assert "attainment" not in read["Pennyfarthing Pay"]
