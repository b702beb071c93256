"""Data in the words of letters, as counts, as a system's fields, and ticks under close headings."""

import pytest

from schoolgate.notices.items import items_of_list
from schoolgate.notices.passage import Passage
from schoolgate.notices.read import read_notice

GRID = """Who gets what. A tick (Y) means we send it. T means typed in by the pupil or parent. A dot means no.

System      For what        Name DOB UPN Parent mobile
Bromcom     our database    Y    Y   Y   Y
ParentPay   trips           Y    .   .   T
Exampro     questions       .    .   .   .
"""


def said(words):
    return items_of_list(Passage.of(words, ((0, len(words)),)))


@pytest.mark.parametrize(
    ("words", "item"),
    [
        ("every detail on your data sheet", "all_pupil_data"),
        ("anything that worries us", "safeguarding"),
        ("what your child can do", "attainment"),
        ("what's owed", "payment"),
        ("jabs", "medical"),
        ("who may collect", "emergency_contact"),
        ("what's typed", "usage_logs"),
        ("dyddiad geni", "date_of_birth"),
        ("student.senstatus", "sen"),
        ("dateOfBirth", "date_of_birth"),
    ],
)
def test_plain_words_and_field_names_are_data(words, item):
    assert [one.item for one in said(words).items] == [item]


@pytest.mark.parametrize(
    "words", ["destinations, as percentages", "numbers by religion", "counts by course only", "figures only"]
)
def test_a_clause_of_counts_names_no_other_item(words):
    assert [one.item for one in said(words).items] == ["statistics_only"]


@pytest.mark.parametrize(
    "words",
    [
        "nothing, there is one class password",
        "students are never entered",
        "poster only, no names",
        "zilch",
        "–",
        ". . . .",
        "Nothing. Parents register direct",
    ],
)
def test_nothing_is_said_in_other_words_too(words):
    found = said(words)
    assert found.nothing
    assert not found.items


def test_marks_belong_to_the_headings_they_stand_under_however_close():
    entries = {one.name: one for one in read_notice(GRID.encode(), "notice.txt").entries}
    told = {name: {(item.item, item.flow.value) for item in one.items} for name, one in entries.items()}
    assert told == {
        "Bromcom": {
            ("full_name", "sent"),
            ("date_of_birth", "sent"),
            ("upn", "sent"),
            ("contact_phone", "sent"),
        },
        "ParentPay": {("full_name", "sent"), ("contact_phone", "entered_by_families")},
        "Exampro": set(),
    }
    assert entries["Exampro"].nothing_shared
