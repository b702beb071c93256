"""A table's row whose service is gone is denied, wherever the table says so."""

import pytest

from schoolgate.notices.read import read_notice
from tests.notices.layouts import layout_of

PAGE = """# Systems

| System | Company | {heading} | Data |
|---|---|---|---|
| Arbor | Arbor Education | {live} | Full pupil record |
| {name} | Otter Ltd | {gone} | Name |
"""


@pytest.mark.parametrize(
    ("name", "heading", "live", "gone"),
    [
        ("Otter Maths", "State", "Live", "Declined by governors"),
        ("Otter Maths", "Status", "Live", "**Ceased 31/08/25**"),
        ("Otter Maths", "Closed on", "", "May 2024"),
        ("Otter Maths (ended 2023)", "Used by", "Year 4", "Year 5"),
        ("Otter Maths – withdrawn", "Used by", "Year 4", "Year 5"),
    ],
)
def test_a_row_that_is_gone_is_denied(name, heading, live, gone):
    layout = layout_of(PAGE.format(name=name, heading=heading, live=live, gone=gone), ".md")
    assert [row.name for row in layout.rows] == ["Arbor"]
    assert [one.name for one in layout.denied] == ["Otter Maths"]


def test_a_name_struck_through_behind_its_group_is_out_of_the_table():
    page = (
        "<table><tr><th>Group</th><th>System</th><th>Data</th><th>Kept</th></tr>"
        "<tr><td rowspan=2>Sums</td><td>Numbots</td><td>Name</td><td>A year</td></tr>"
        "<tr><td><s>Otter Maths</s></td><td colspan=2>Closed</td></tr>"
        "<tr><td rowspan=2>Words</td><td>Lexia</td><td>Name</td><td>A year</td></tr>"
        "<tr><td>Hoot Books</td><td>Name</td><td>A year</td></tr></table>"
    )
    assert [row.name for row in layout_of(page, ".html").rows] == ["Numbots", "Lexia", "Hoot Books"]


@pytest.mark.parametrize("name", ["Fasttrack canteen biometrics", "JCQ Centre Admin Portal"])
def test_a_product_beside_its_company_is_the_rows_name(name):
    company = "JCQ" if name.startswith("JCQ") else "Fusion Online"
    heads = "| System | Supplied by | Data |\n|---|---|---|\n"
    page = f"{heads}| Arbor | – | Name |\n| {name} | {company} | Name |\n"
    assert [row.name for row in layout_of(page, ".md").rows] == ["Arbor", name]


def test_a_dash_for_the_company_leaves_a_council_its_own():
    heads = "| System | Supplied by | Data |\n|---|---|---|\n"
    page = f"{heads}| Arbor | Arbor Education | Name |\n| Hale Borough Council | – | Name |\n"
    *_, council = read_notice(page.encode(), "notice.md").entries
    assert council.organisation == "Hale Borough Council"


def test_the_address_behind_a_name_is_its_website():
    page = "| App | Data |\n|---|---|\n| [Wobble Maths](https://wobble.example/) | Name |\n"
    (entry,) = read_notice(page.encode(), "notice.md").entries
    assert entry.website == "https://wobble.example/"
