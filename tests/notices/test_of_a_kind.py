"""Who is named behind a kind of body, a trade or a role, and who came in another's place."""

import pytest

from schoolgate.notices.read import read_notice

PAGE = "Elm School\n\nWho we share information with:\n\n- Arbor: name\n- {}\n"


def read(line):
    return read_notice(PAGE.format(line).encode(), "page.txt")


def names(line):
    return [one.name for one in read(line).entries][1:]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Welfare organisations, e.g. Elmbury Short Breaks, CAMHS-LD", ["Elmbury Short Breaks", "CAMHS-LD"]),
        ("Educators and examining bodies – ASDAN (name, date of birth)", ["ASDAN"]),
        ("School nurse, Eastmarch Health Trust - name", ["School nurse"]),
        ("Swimming at Dolphin Leisure Trust – names", ["Dolphin Leisure Trust"]),
        ("Violin lessons from Kirklees Music: name", ["Kirklees Music"]),
        ("Homework on Satchel One: name", ["Satchel One"]),
        ("Learning by Questions - name", ["Learning by Questions"]),
        ("Onwards and Upwards Counselling – name", ["Onwards and Upwards Counselling"]),
        ("First Class Transport; drivers carry a profile (name, photo)", ["First Class Transport"]),
        ("Wiltshire Farm Foods ... this ended in 2023. Meals now by ISS (allergies)", ["ISS"]),
        (
            "Professional advisers: music therapist, tutor, MOVE assessor",
            ["music therapist", "tutor", "MOVE assessor"],
        ),
    ],
)
def test_whoever_stands_behind_a_kind_is_named(line, found):
    assert names(line) == found


@pytest.mark.parametrize(
    "line",
    [
        "Sumdog ended last July so please delete the app",
        "Numbots stopped in June",
        "Rocksteady if you sign up with them – we are not part of that",
        "Parents' forum on Facebook: nothing to do with us",
    ],
)
def test_what_is_over_or_not_ours_is_denied(line):
    assert names(line) == []


def test_lines_behind_an_inner_list_go_on_with_the_outer_one():
    reading = read_notice(
        b"Elm School\n\nWe may share personal information with:\n\nElm Council - absences\n"
        b"The Department for Education\nOur regulator, Ofsted\nSuppliers and service providers, such as:\n"
        b"- Tes Provision Map\n- Wobbleflop\n"
        b"Our auditors\nSecurity organisations\nProfessional bodies\n",
        "page.txt",
    )
    assert [one.name for one in reading.entries][-5:] == [
        "Tes Provision Map",
        "Wobbleflop",
        "Our auditors",
        "Security organisations",
        "Professional bodies",
    ]
