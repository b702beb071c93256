"""The way a table's data go, from its heading or its sources."""

import pytest

from schoolgate.domain.vocabulary import Flow
from schoolgate.notices.read import read_notice

SOURCES = """# Outside bodies

| Body | Held by them | Source |
|---|---|---|
| Morwen Surgery | Medical history | Parents |
| Orrery Maths | Name, class | School |
| Pennyfarthing Pay | Attendance | Made there |
"""

RECORD = """# Record of processing

| Recipient | Data | Source |
|---|---|---|
| Morwen Surgery | Medical history | Parents |
| Orrery Maths | Name, class | Parents |
"""


def flows(text):
    entries = read_notice(text.encode(), "notice.md").entries
    return {entry.name: {item.flow for item in entry.items} for entry in entries}


@pytest.mark.parametrize(
    ("heading", "flow"),
    [("data in", Flow.RECEIVED), ("look, don't take", Flow.VIEWED), ("data out", Flow.SENT)],
)
def test_a_tables_heading_says_which_way_its_data_go(heading, flow):
    text = f"# Notice\n\n## Third parties ({heading})\n\n| Third party | Data |\n|---|---|\n"
    rows = "| Orrery Maths | Name, class |\n| Morwen Council | UPN |\n"
    assert flows(text + rows) == {"Orrery Maths": {flow}, "Morwen Council": {flow}}


def test_the_source_of_a_bodys_data_is_the_way_they_came():
    read = flows(SOURCES)
    assert Flow.ENTERED_BY_FAMILIES in read["Morwen Surgery"]
    assert read["Pennyfarthing Pay"] == {Flow.CREATED}


def test_the_source_in_a_record_is_where_the_school_has_its_data_from():
    assert Flow.ENTERED_BY_FAMILIES not in flows(RECORD)["Morwen Surgery"]


KEYED = (
    "Meadow View School\n\nOrganisations we share data with\n\n"
    "Key to the last column: S = sent by us, E = entered by parents, G = generated while using the service, "
    "R = returned to us\n\nOrganisation\tPurpose\tPersonal data\tHow\n"
    "Arbor\tRecords\tName, class\tS\nQuizzical\tRevision\tScores\tG\n"
    "Coinbox\tPayments\tBank details\tE\nAQA\tExams\tResults\tR\n"
)


def test_a_letter_that_a_key_explains_says_which_way_data_go():
    entries = read_notice(KEYED.encode(), "notice.txt").entries

    assert {entry.name: {item.flow for item in entry.items} for entry in entries} == {
        "Arbor": {Flow.SENT},
        "Quizzical": {Flow.CREATED},
        "Coinbox": {Flow.ENTERED_BY_FAMILIES},
        "AQA": {Flow.RECEIVED},
    }
    assert {entry.via for entry in entries} == {None}


def test_a_column_how_says_it_in_words_too():
    worded = KEYED.replace("\tG\n", "\tgenerated in the app by pupils\n").replace(
        "\tR\n", "\tsent back to us\n"
    )
    read = {
        one.name: {item.flow for item in one.items} for one in read_notice(worded.encode(), "n.txt").entries
    }

    assert read["Quizzical"] == {Flow.CREATED}
    assert read["AQA"] == {Flow.RECEIVED}
