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


SHEETS = """Asset list (public columns).xlsx - Sheet "Live"

Asset no.,Owner,System,Firm,Records
T-001,Office,Engage,Double First Ltd,all pupil records
T-002,Year 4,Now Press Play,Now Press Play Ltd,nil
T-003,PE,GetSet4PE,,staff e-mail
T-004,Office,School census,Department for Education,"UPN, name, address"
T-005,Year 6,Secondary transfer,Gatefield High; St Bede's,KS2 results

Sheet "Closed"
T-101,Year 3,Class Dojo,ended 07/2023
T-102,Office,School Gateway,moved to PlusPay

Sheet "Requested"
T-201,Year 5,Blooket,refused - under 13s
T-202,Computing,Replit,DPIA with the DPO
"""


def test_who_keeps_a_system_at_the_school_is_not_whose_it_is():
    read = {entry.name: entry for entry in read_notice(SHEETS.encode(), "notice.txt").entries}
    assert (read["Engage"].organisation, read["GetSet4PE"].organisation) == ("Double First Ltd", None)
    assert read["Now Press Play"].nothing_shared


def test_what_is_told_a_body_or_several_schools_is_named_by_them():
    assert {"Department for Education", "Gatefield High", "St Bede's"} <= set(flows(SHEETS, "notice.txt"))
    assert "Secondary transfer" not in flows(SHEETS, "notice.txt")


def test_a_sheet_without_headings_below_another_is_read_by_its_own_words():
    reading = read_notice(SHEETS.encode(), "notice.txt")
    assert [one.name for one in reading.denied] == ["Class Dojo", "School Gateway", "Blooket"]
    assert "Replit" in {entry.name for entry in reading.entries}


SEMICOLONS = """Asset ID;Asset;Owner;Supplier;Data;Retention;Status
IA-001;SIMS;Business Manager;ESS;name, date of birth, address;25 years;live
IA-002;Cashless canteen;Bursar;Civica;name, balance;6 years;live
IA-003;Frog;IT;Frog Education;-;-;retired 2024
"""


def test_an_export_may_part_its_values_with_semicolons():
    reading = read_notice(SEMICOLONS.encode(), "notice.txt")
    assert [one.name for one in reading.entries] == ["SIMS", "Civica"]
    assert len(reading.denied) == 1


def test_a_sentence_with_semicolons_is_no_export():
    page = "We share with Arbor; with Tapestry; with ParentPay; and with Evolve.\nWe keep it; we guard it.\n"
    assert len(read_notice(page.encode(), "notice.txt").entries) == 4
