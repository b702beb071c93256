"""A role or a trade at the head of a line: whoever has it is the recipient."""

import pytest

from schoolgate.notices.read import read_notice

PAGE = "Elm Grove Primary School\n\nWho does what at our school\n\n{lines}\n"


def names_of(*lines):
    reading = read_notice(PAGE.format(lines="\n".join(lines)).encode(), "a.txt")
    return [entry.name for entry in reading.entries]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Swimming – Ashwell Leisure", ["Ashwell Leisure"]),
        ("Photographer: Bluebell Portraits on 14th January", ["Bluebell Portraits"]),
        ("School nurse: Fenland Partnership NHS Trust", ["Fenland Partnership NHS Trust"]),
        ("Transport: Vectrin; Harlow Coach Travel", ["Vectrin", "Harlow Coach Travel"]),
        ("Solicitors – Brown & Jacob LLP", ["Brown & Jacob LLP"]),
        ("Prom tickets – Ticket Tailor: name, email", ["Ticket Tailor"]),
        ("Health: Salford Royal school nursing", ["Salford Royal school nursing"]),
    ],
)
def test_whoever_has_a_role_is_named_and_not_the_role(line, names):
    assert names_of("Dinners – Lunchbox Kitchens Ltd", line, "Music – Rocksted Music School") == [
        "Lunchbox Kitchens Ltd",
        *names,
        "Rocksted Music School",
    ]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Photographs: Name, class", "Name"),
        ("Support: Mrs Jones", "Mrs Jones"),
        ("Attendance: Register, absence codes", "Register"),
    ],
)
def test_data_and_people_have_no_role(line, name):
    assert name not in names_of("CPOMS – concerns", "Arbor – register", line)
