"""Smaller fields in the words that schools' registers have for them."""

import pytest

from schoolgate.notices.read import read_notice

CARD = (
    "Who we share data with\n\nName: Seesaw\nCompany: Seesaw Learning Inc\nPurpose: journal\nData: name\n{}\n"
)


def entry(line):
    return next(iter(read_notice(CARD.format(line).encode(), "page.txt").entries))


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("DPIA: being written", "risk_assessed", "awaiting"),
        ("DPIA: in hand", "risk_assessed", "awaiting"),
        ("DPIA: with our DPO", "risk_assessed", "awaiting"),
        ("Cost: £1,200 a year", "service_type", "purchased"),
        ("Cost: £0", "service_type", "free"),
        ("Where: UK", "storage", "UK"),
        ("Based in: Denmark", "storage", "Denmark"),
        ("Until when: July after they leave", "retention", "July after they leave"),
    ],
)
def test_a_field_is_read(line, field, value):
    assert getattr(entry(line), field) == value


def test_a_service_that_only_tells_what_is_done_is_the_purpose_of_the_processor():
    page = """| Processor | Service | Students' data |
|---|---|---|
| Seneca Learning | revision | name, email |
| Fastvue | Filtering reports | username |
"""
    entries = read_notice(page.encode(), "page.md").entries
    assert [(one.name, one.purposes) for one in entries] == [
        ("Seneca Learning", ("revision",)),
        ("Fastvue", ("Filtering reports",)),
    ]


def test_a_company_alone_in_a_cell_is_whose_the_product_is():
    page = "Who we use\n\nMyOn | Renaissance | e-books | name\nBromcom | Bromcom Computers Plc | MIS | name\n"
    entries = read_notice(page.encode(), "page.txt").entries
    assert [one.organisation for one in entries] == ["Renaissance", "Bromcom Computers Plc"]


def test_a_label_in_other_words_goes_on_with_its_entry():
    page = """Who we use

Platform: Google Classroom
Supplier: Google
Reason: setting homework
Pupil data: name, school email
For: KS2
Agreement needed from parents: no
Risk assessed on: 20 January 2023
"""
    (found,) = read_notice(page.encode(), "page.txt").entries
    assert (found.purposes, found.year_groups) == (("setting homework",), "KS2")
    assert (found.choice, found.risk_assessed) == ("none", "2023-01")


def test_a_date_in_the_middle_of_a_line_is_when_it_was_assessed():
    page = """Apps and websites we share data with

 GREEN   use freely. DPIA done.
  Sparx Maths .......... DPIA Aug 2023 .... year, maths set, name, UPN
  Satchel One .......... DPIA May 2022 .... timetable, name, behaviour points
  Smoothwall Monitor ... DPIA Nov 2021 .... log-in, sites visited
"""
    found = {one.name: one.risk_assessed for one in read_notice(page.encode(), "a.txt").entries}
    assert found["Satchel One"] == "2022-05"
    assert found["Smoothwall Monitor"] == "2021-11"
