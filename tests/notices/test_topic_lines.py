"""Pages by topics, "Swimming. Freedom Leisure: names": those behind a topic are told, it says what for."""

from schoolgate.notices.read import read_notice

PAGE = """Parents' A-Z (data pages only)

Absence. Ring the office before nine.
Books. BorrowBox for Schools, n/a to Nursery. Initials and year.
Bullying. See Mrs Elder.
Eye tests. Not any more, the trust stopped visiting in 2022.
Good news. Cold Harbour Gazette and our Bluesky account: photographs when the form says so.
Library van. Dropped.
Moving house? Tell the office; we pass the new address to Mossdale Council.
Nursery. EYLog: key person notes, photographs.
Swimming. Freedom Leisure: names, swimming level.
Vaping sensors. Being priced. Nothing fitted.
"""


def read(text):
    return {entry.name: entry for entry in read_notice(text.encode(), "a.txt").entries}


def test_whoever_stands_behind_a_topic_is_named_and_the_topic_says_what_for():
    found = read(PAGE)
    assert set(found) == {
        "BorrowBox for Schools",
        "Cold Harbour Gazette",
        "Bluesky",
        "Mossdale Council",
        "EYLog",
        "Freedom Leisure",
    }
    assert found["Freedom Leisure"].purposes == ("Swimming",)
    assert {item.item for item in found["Freedom Leisure"].items} == {"full_name", "attainment"}


def test_a_topic_of_years_says_whose_it_is():
    assert read(PAGE)["EYLog"].year_groups == "Nursery"


def test_paragraphs_with_no_topics_are_left_to_other_readers():
    assert set(read("We keep records. Arbor holds names.\n\nPlease ask. Elm Grove School is here.\n")) == {
        "Arbor"
    }
