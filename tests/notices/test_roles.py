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


def test_names_stand_behind_plain_words_in_a_list_that_goes_so():
    lines = [
        "- Lesson work and spelling lists: Hwb. You need do nothing",
        "- Notes home from the office: SchoolBox. You download it",
        "- Fruit and lunches: Arlwyo Menai Catering have allergies for five children",
        "- Judgements at the end of each year: Incerts",
    ]
    assert names_of(*lines) == ["Hwb", "SchoolBox", "Arlwyo Menai Catering", "Incerts"]


def test_a_stroke_parts_products_that_are_known():
    lines = ["Systems we use:", "- SIMS/ParentPay – parents' details", "- Teacher Centre/Registers – names"]
    assert names_of(*lines) == ["SIMS", "ParentPay", "Teacher Centre/Registers"]


def test_one_more_line_of_a_list_is_read_behind_a_line_of_another_shape():
    lines = [
        "EPM Ltd – payroll: salary, bank account",
        "Lockton Health – occupational health: name",
        "Unison. Membership numbers.",
        "Get Register – trustees' names and terms of office, which anyone can look up.",
    ]
    assert names_of(*lines)[-1] == "Get Register"


def test_what_a_lesson_is_called_is_no_company_before_a_dash():
    entries = read_notice(
        PAGE.format(lines="Maths – Mathletics\nAfter-school club – KidsClubHQ").encode(), "a.txt"
    )
    assert {entry.name: entry.organisation for entry in entries.entries} == {
        "Mathletics": None,
        "KidsClubHQ": None,
    }


def test_plain_words_before_a_name_are_no_data_where_the_words_behind_it_tell_them():
    lines = (
        "o  Lesson work, spelling lists: Hwb",
        "o  Our register and telephone numbers: Teacher Centre",
        "o  Notes home: SchoolBox. You register with your own e-mail address",
    )
    found = read_notice(PAGE.format(lines="\n".join(lines)).encode(), "a.txt").entries
    items = {entry.name: {item.item for item in entry.items} for entry in found}
    assert items["Teacher Centre"] >= {"attendance", "contact_phone"}
    assert "user_content" not in items["SchoolBox"]
