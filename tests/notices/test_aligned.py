"""Tables drawn with spaces keep each cell, though its words wrap."""

from schoolgate.notices.layout import lay_out
from schoolgate.notices.read import read_notice
from schoolgate.notices.readers import READERS
from schoolgate.notices.rows import Label

TABLE = """Who has information about our pupils

Company              Why we use it          What they are told      Can I say no?
-------------------  ---------------------  ----------------------  -------------
Insight Tracking     Keeping track of       Name, class, gender,    No
(Equin Ltd)          progress               SEN and results
Rocksteady Music     Band lessons after     Name, class, parent's   Yes
School               school                 email
CPOMS                Worries                Names, concerns         No
"""


def rows_of(text):
    return lay_out(READERS[".txt"](text.encode(), "page.txt")).rows


def words_of(row, label):
    return [" ".join(TABLE[a:b] for a, b in cell.spans) for cell in row.cells if cell.label is label]


def test_a_name_that_wraps_is_one_name():
    assert [row.name for row in rows_of(TABLE)] == ["Insight Tracking", "Rocksteady Music School", "CPOMS"]


def test_words_that_wrap_stay_in_their_column():
    insight = rows_of(TABLE)[0]
    assert words_of(insight, Label.PURPOSE) == ["Keeping track of progress"]
    assert words_of(insight, Label.DATA) == ["Name, class, gender, SEN and results"]
    assert words_of(insight, Label.PROVIDER) == ["Equin Ltd"]


def test_a_table_that_does_not_wrap_keeps_its_empty_cells():
    text = (
        "Who we share with\n\n"
        "Company        Purpose        Data\n"
        "Arbor          Register       Name\n"
        "Seesaw                        Photos\n"
    )
    assert [row.name for row in rows_of(text)] == ["Arbor", "Seesaw"]


def test_rows_that_stand_apart_by_blank_lines_keep_their_wrapped_cells_together():
    text = (
        "Company or body          What it does for us      What we tell it\n"
        "\n"
        "Orrery Maths             Sums at home             Child's name, class,\n"
        "                                                  date of birth\n"
        "\n"
        "Fennel and Marlow        Cooks lunch              Dietary needs\n"
        "Catering\n"
        "\n"
        "Pennyfarthing Pay        Dinner money             Name, UPN\n"
        "\n"
        "Ask the office.\n"
    )
    entries = {entry.name: entry for entry in read_notice(text.encode(), "notice.txt").entries}
    assert set(entries) == {"Orrery Maths", "Fennel and Marlow Catering", "Pennyfarthing Pay"}
    assert {i.item for i in entries["Orrery Maths"].items} == {"full_name", "class", "date_of_birth"}
