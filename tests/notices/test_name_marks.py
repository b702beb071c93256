"""Marks beside a name, and a later sentence of an item that speaks of another service."""

import pytest

from schoolgate.notices.read import read_notice


def read(text):
    reading = read_notice(text.encode(), "notice.txt")
    return [one.name for one in reading.entries], {one.name for one in reading.denied}


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Edmodo ** RETIRED **", "Edmodo"),
        ("Edmodo [WITHDRAWN July 2025]", "Edmodo"),
        ("** CLOSED ** Edmodo", "Edmodo"),
        ("Edmodo (no longer used)", "Edmodo"),
    ],
)
def test_a_name_marked_as_gone_is_denied(cell, name):
    entries, denied = read(
        f"Name: Showbie\nData: names, class\n\nName: {cell}\nData: names\n\nName: Arbor\nData: names\n"
    )
    assert entries == ["Showbie", "Arbor"]
    assert denied == {name}


@pytest.mark.parametrize("cell", ["Padlet ** ON TRIAL **", "Padlet [NEW]", "{pilot} Padlet"])
def test_a_mark_that_says_another_thing_is_no_part_of_the_name(cell):
    entries, _ = read(
        f"Name: Showbie\nData: names, class\n\nName: {cell}\nData: names\n\nName: Arbor\nData: names\n"
    )
    assert entries == ["Showbie", "Padlet", "Arbor"]


def test_a_later_sentence_names_another():
    entries, _ = read(
        "Who we share with\n\nReading at home: Myon knows your first name. GoRead is where you write it.\n\n"
        "- Sparkwell Bike Project: name, medical needs. Sparkwell tell us who came\n"
    )
    assert entries == ["Myon", "GoRead", "Sparkwell Bike Project"]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("the Health Visitor for the two year check. Parents carry the red book", "the Health Visitor"),
        ("our software management provider: Nursery in a Box. Staff write in it", "Nursery in a Box"),
    ],
)
def test_what_for_and_a_second_sentence_are_no_part_of_a_name(line, found):
    entries, _ = read(f"Elm School\n\nWho we share with:\n\n- Arbor: name\n- {line}\n")
    assert entries == ["Arbor", found]


def test_what_is_told_above_to_be_gone_is_gone_under_another_name():
    entries, denied = read(
        "Our systems\n\n- Arbor: name\n- Class Charts - now closed, we use Sleuth\n- Sleuth - behaviour\n"
        "- EduKey Class Charts - see above\n"
    )
    assert entries == ["Arbor", "Sleuth"]
    assert denied == {"Class Charts", "EduKey Class Charts"}
