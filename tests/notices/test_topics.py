"""Paragraphs that begin with a topic, and lines that are sentences and no names."""

from schoolgate.notices.read import read_notice


def names_of(*lines):
    page = "Elm Grove Primary School\n\nHow we look after information\n\n" + "\n".join(lines)
    return [entry.name for entry in read_notice(page.encode(), "a.txt").entries]


def test_a_topic_is_no_part_of_the_name_behind_it():
    assert names_of(
        "After-school club. KidsClubHQ: you make the booking and give them allergies.",
        "Bullying. Tell any grown-up.",
        "Coats. Please name them.",
        "Library. Books are issued on Junior Librarian.",
        "Phonics. Monster Phonics: pupil names, check scores.",
        "Shoes. Black, please.",
    ) == ["KidsClubHQ", "Junior Librarian", "Monster Phonics"]


def test_names_may_stand_apart_by_lone_stops():
    assert names_of("On-line programmes", "Izak 9 . Spelling Shed . Mangahigh . Night Zookeeper") == [
        "Izak 9",
        "Spelling Shed",
        "Mangahigh",
        "Night Zookeeper",
    ]


def test_what_is_said_behind_a_comma_is_no_part_of_a_name():
    lines = [
        "We share with:",
        "- the Education Authority, including EA Transport",
        "- PSNI, but only in an emergency",
    ]
    assert names_of(*lines) == ["the Education Authority", "PSNI"]


def test_a_sentence_in_a_list_is_read_for_the_names_in_it():
    lines = ["We share with:", "- Ofsted", "- Redstor keeps a nightly copy of everything on the server"]
    assert names_of(*lines) == ["Ofsted", "Redstor"]


def test_a_name_over_lines_on_what_passes_is_a_recipient():
    lines = [
        "We share with:",
        "- Companies House",
        "  - We file: name, date of birth",
        "- Teachers' Pensions",
        "  - We send, monthly: name, salary",
    ]
    assert names_of(*lines) == ["Companies House", "Teachers' Pensions"]


def test_who_is_asked_for_and_then_refused_is_no_recipient():
    lines = [
        "Some of you would like a class WhatsApp group. Sorry, staff do not use WhatsApp with families.",
        "Homework is set in Seesaw.",
    ]
    assert names_of(*lines) == ["Seesaw"]


def test_a_heading_of_the_page_is_no_recipient():
    lines = ["We share with:", "- Ofsted", "- YOUR RIGHTS.  Access, erasure, objection", "- Arbor"]
    assert names_of(*lines) == ["Ofsted", "Arbor"]


def test_two_ordinary_words_are_a_name_where_somebody_is_employed():
    lines = [
        "Our lunch supervisors are employed by Harvest Kitchens.",
        "The swimming teacher is employed by Freedom Leisure. Milk is from Milk Education.",
        "Teachers plan in OneNote, and mark in Turnitin.",
    ]
    found = names_of(*lines)
    assert {"Freedom Leisure", "Milk Education", "OneNote", "Turnitin"} <= {*found}


def test_a_short_sentence_may_put_a_service_out_of_use():
    lines = [
        "\nBromcom\nMIS. Everything on the admission form.",
        "\nSleuth\nBehaviour. Name, class, incidents.",
        "\nEducater\nAssessment. Name, UPN, results.",
        "\nPlickers\nQuizzes. We stopped in 2023.",
    ]
    assert names_of(*lines) == ["Bromcom", "Sleuth", "Educater"]


def test_what_is_no_part_of_school_is_no_recipient():
    lines = [
        "Who might see information about me?",
        "- Showbie has your name and your work",
        "- Roblox and Snapchat are not part of school",
        "Nowhere: the PTA, newspapers",
    ]
    assert names_of(*lines) == ["Showbie"]


def test_a_clause_with_a_title_names_those_it_speaks_of():
    lines = [
        "We share with:",
        "- The council's own services. Community Transport is told the address of each child.",
        "- The Fen Health Trust (name, GP) for the school nurse and dental checks",
    ]
    assert {*names_of(*lines)} == {"Community Transport", "The Fen Health Trust"}


def test_a_body_that_is_given_nothing_is_no_recipient():
    lines = [
        "The PTA keep their own list through Classlist, which you join. We give them no addresses.",
        "Homework is set in Seesaw (formerly by ParentHub).",
    ]
    assert names_of(*lines) == ["Classlist", "Seesaw"]


def test_a_question_with_a_no_behind_it_denies():
    assert names_of("We use:", "- Seesaw", "- Medical Tracker? No: we tried it in 2023.") == ["Seesaw"]
