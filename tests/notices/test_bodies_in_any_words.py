"""Bodies named as schools' own notices name them: led in by anything, listed anyhow, denied in passing."""

import pytest

from schoolgate.notices.read import read_notice

HEAD = "Elm Bank School\n\nPrivacy notice\n\nWho we share pupil information with\n\n"


def names(text):
    return [entry.name for entry in read_notice((HEAD + text + "\n").encode(), "notice.txt").entries]


def denied(text):
    return [one.name for one in read_notice((HEAD + text + "\n").encode(), "notice.txt").denied]


LINES = """\
Estyn.
Hale Valley University Health Board, for school nursing and vaccination.
The schools or colleges that a child goes to next.
Careers Wales, who see pupils in Year 9.
"""
COLONS = """\
The Youth Justice Service: when a young person is under its supervision.
Educational psychologists: to get advice.
CAMHS and the drug and alcohol team: with the young person's agreement.
Post-16 providers: to help pupils settle into college.
"""


def test_each_line_of_a_promised_run_is_somebody():
    assert names(LINES) == [
        "Estyn",
        "Hale Valley University Health Board",
        "The schools or colleges that a child goes to next",
        "Careers Wales",
    ]


def test_before_a_colon_stands_who_and_behind_it_why():
    assert names(COLONS) == [
        "The Youth Justice Service",
        "Educational psychologists",
        "CAMHS",
        "the drug and alcohol team",
        "Post-16 providers",
    ]


@pytest.mark.parametrize(
    ("item", "found"),
    [
        ("our HR adviser, Hale Jacobs LLP, and our payroll bureau, Payline", ["Hale Jacobs LLP", "Payline"]),
        ("regulatory bodies, for example the Charity Commission", ["the Charity Commission"]),
        (
            "authorities (e.g. HMRC, DfE, police) and/or regulators, such as Ofsted",
            ["HMRC", "DfE", "police", "Ofsted"],
        ),
        ("further and higher education establishments", ["further and higher education establishments"]),
        ("our trip and coach providers", ["our trip and coach providers"]),
        ("our catering contractor", ["our catering contractor"]),
        ("the universities to which you apply", ["the universities to which you apply"]),
        ("awarding bodies with which you are registered (AQA, OCR)", ["AQA", "OCR"]),
    ],
)
def test_an_item_names_each_body_and_none_twice(item, found):
    assert (
        names(f"We share with:\n\n- the Care Inspectorate\n- {item}\n- Ofsted\n")[1 : 1 + len(found)] == found
    )


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("These include the Department for Education, Ofsted and the Office for Students.", "Ofsted"),
        (
            "The Disclosure and Barring Service carries out checks for us.",
            "The Disclosure and Barring Service",
        ),
        (
            "We may disclose to others – insurers, solicitors and the Tribunal – where a claim is made.",
            "solicitors",
        ),
        (
            "Firms act on our behalf for payroll (EduLine Ltd) and benefits (Hale Assured Ltd).",
            "Hale Assured Ltd",
        ),
        ("We must tell Social Services and sometimes the police.", "the police"),
        ("SIMS was switched off at Christmas; Arbor took its place.", "Arbor"),
    ],
)
def test_running_words_name_bodies_too(sentence, found):
    assert found in names(sentence)


@pytest.mark.parametrize(
    "words",
    [
        "The press: never.",
        "Friends of Elm Bank: nothing is passed on.",
        "Class Dojo and Showbie have all been given up.",
        "Our arrangement with Tempest came to an end.",
    ],
)
def test_whoever_is_told_nothing_is_no_row(words):
    assert names(f"Ofsted: on inspection.\nThe council: each day.\nThe police: in danger.\n{words}")[3:] == []


def test_nothing_told_says_so_of_a_club_in_a_table():
    table = "| Who | Why |\n| --- | --- |\n| The council | admissions |\n| Parents' Committee | Nil |"

    assert names(table) == ["The council"]
    assert denied(table) == ["Parents' Committee"]


def test_the_body_whose_page_it_is_receives_nothing_by_saying_so():
    page = "Lochside Council\nEducation\n\nWho we are\n\nLochside Council is a local authority in Scotland.\n"
    page += "\nSharing\n\nWe share with Police Scotland.\n"

    assert [entry.name for entry in read_notice(page.encode(), "notice.txt").entries] == ["Police Scotland"]
