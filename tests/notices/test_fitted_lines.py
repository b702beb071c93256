"""Rows whose cells were run together in a line come apart where they fit the headings."""

from schoolgate.notices.read import read_notice

PAGE = """Who holds what

Software we use Made by What it holds Why we use it
Arbor Arbor Education Full pupil record Registers and reports
Zumo Zumo Learning Ltd Name, class Spelling practice
Hatch Photos Hatch Ltd Name, class, photograph Yearbook
"""


def test_a_line_gives_each_heading_its_cell():
    entries = read_notice(PAGE.encode(), "notice.txt").entries
    assert [(entry.name, entry.organisation) for entry in entries] == [
        ("Arbor", "Arbor Education"),
        ("Zumo", "Zumo Learning Ltd"),
        ("Hatch Photos", "Hatch Ltd"),
    ]
    assert [{item.item for item in entry.items} for entry in entries] == [
        {"all_pupil_data"},
        {"full_name", "class"},
        {"full_name", "class", "photo"},
    ]
    assert entries[1].purposes == ("Spelling practice",)
