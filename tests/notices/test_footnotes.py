"""Numbered notes behind names, and pages told by a child's years."""

import pytest

from schoolgate.notices.read import read_notice


def read(text):
    return read_notice(text.encode(), "notice.txt")


def items(reading, name):
    return {item.item for entry in reading.entries if entry.name == name for item in entry.items}


@pytest.mark.parametrize(("one", "two"), [("[1]", "[2]"), ("¹", "²")])
def test_a_numbered_note_says_what_a_service_is_told(one, two):
    reading = read(
        "Organisations we pass personal data to\nAshby School\n\nNo number = name and form only.\n\n"
        f"MIS and office: iSAMS {one}; Wobbleflop; Wisepay {two}\nSixth form: Unifrog {two}; Tizzle\n\n"
        f"{one} Full name, date of birth, home address.\n{two} Name and balance. Cards go to the bank.\n"
    )
    assert [entry.name for entry in reading.entries] == [
        "iSAMS",
        "Wobbleflop",
        "Wisepay",
        "Unifrog",
        "Tizzle",
    ]
    assert items(reading, "iSAMS") == {"full_name", "date_of_birth", "address"}
    assert items(reading, "Wobbleflop") == {"full_name", "class"}


def test_what_a_note_only_recommends_is_told_nothing():
    reading = read(
        "Organisations we pass personal data to\n\nHealth: Patient Tracker [1]; Teen Sleep Hub [2]\n"
        "Exams: Exam boards – AQA, OCR [1]; Gridley [1]\n\n"
        "[1] Name and date of birth.\n[2] Signposted only. We share no data.\n"
    )
    assert [entry.name for entry in reading.entries] == ["Patient Tracker", "AQA", "OCR", "Gridley"]
    assert [one.name for one in reading.denied] == ["Teen Sleep Hub"]
    assert items(reading, "AQA") == {"full_name", "date_of_birth"}


def test_a_number_that_no_note_explains_stays_in_the_words():
    reading = read("Who we share with\n\n- Wobbleflop [1]: name\n- Arbor: name, class\n")
    assert [entry.name for entry in reading.entries] == ["Wobbleflop", "Arbor"]


def test_each_sentence_of_a_year_is_read_by_itself():
    reading = read(
        "Your child's journey and who sees their data along the way\n\n"
        "Reception: Height is measured by Northmere 0-19 Service, who get a class list.\n\n"
        "Year 3 and 4: school swimming with Dolphin Leisure Trust: names. Multiplication check: STA. "
        "Rocksteady if you sign up with them – we are not part of that.\n\n"
        "Year 5: Bikeability (Pedal CIC) only if you return the slip – name and any additional needs.\n\n"
        "All the way through: Horizons (was RM Integris) is the register; CPOMS; Sumdog ended last July.\n"
    )
    names = [entry.name for entry in reading.entries]
    assert names == [
        "Northmere 0-19 Service",
        "Dolphin Leisure Trust",
        "STA",
        "Bikeability",
        "Horizons",
        "CPOMS",
    ]
    assert {one.name for one in reading.denied} == {"Rocksteady", "Sumdog"}


def test_lines_that_arrows_open_stand_under_the_line_above_them():
    reading = read(
        "Will my child's information be passed on?\nElm Primary School, Ashdown End.\n\n"
        "IF your child has a hot dinner\n   -> Wobble Catering: name, class\n\n"
        "IF your child has free milk\n   -> nobody hears from us; you apply to the NHS yourself\n\n"
        "IF your child has a social worker\n   -> Tizzle (eGov Digital): teachers fill in grades there\n"
        "   -> Virtual School: can read them\n\n"
        "IF you join the PTA\n   -> PTA Events and the Diocese. You give them your details, we do not.\n"
    )
    assert [entry.name for entry in reading.entries] == ["Wobble Catering", "Tizzle", "Virtual School"]
