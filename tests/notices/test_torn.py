"""A table torn from a PDF keeps its rows."""

from schoolgate.notices.read import read_notice

TORN = """Privacy information
Organisations which process data for us Organisation What it does What it gets
Orrery Maths
Sums at home
Name, class, date of
birth
Page 1 of 2
Fennel Cater-
ing Ltd
Cooks lunch
Dietary needs
Pennyfarthing Pay
Dinner money
No pupil data
What we do not do
We do not sell data to anybody.
"""


def test_each_torn_row_keeps_its_name_its_purpose_and_its_data():
    entries = read_notice(TORN.encode(), "notice.txt").entries
    assert [entry.purposes for entry in entries] == [("Sums at home",), ("Cooks lunch",), ("Dinner money",)]
    assert [{item.item for item in entry.items} for entry in entries] == [
        {"full_name", "class", "date_of_birth"},
        {"dietary"},
        set(),
    ]


def test_a_torn_row_that_says_no_data_is_told_nothing():
    *_, last = read_notice(TORN.encode(), "notice.txt").entries
    assert last.nothing_shared


def test_rows_parted_by_blank_lines_may_leave_out_their_last_cells():
    page = (
        "Elm School\n\nExternal partners\n\nProvider\nWhat we use it for\nData we pass on\nLawful basis\n\n"
        "Arbor\nOur records\nName, date of birth\nPublic task\n\n"
        "Zephyr\nTo be confirmed\nTo be confirmed\n\n"
        "Police\nWhere asked under Schedule 2\nCase by case\nLegal obligation\n\n"
        "CPOMS\nChild protection\nName, concerns\nLegal obligation\n\n"
        "Where a provider stores data outside the UK we ask for safeguards.\n"
    )
    reading = read_notice(page.encode(), "page.txt")
    assert [one.name for one in reading.entries] == ["Arbor", "Zephyr", "Police", "CPOMS"]
    assert [item.item for item in reading.entries[0].items] == ["full_name", "date_of_birth"]
