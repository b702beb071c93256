"""Lines that begin with a name, or name it at the end of their head, and say how data come there."""

import json

import pytest

from schoolgate.notices.as_json import reading_to_json
from schoolgate.notices.read import read_notice

PAGE = "Elm School\n\nPrivacy notice: who has information about our pupils\n\n{}\n\n{}\n"


def read(words, heading="What we run"):
    reading = read_notice(PAGE.format(heading, words).encode(), "page.txt")
    entries = json.loads(json.dumps(reading_to_json(reading)))["entries"]
    return {entry["name"]: {item["item"]: item["flow"] for item in entry["items"]} for entry in entries}


@pytest.mark.parametrize(
    ("words", "name", "items"),
    [
        (
            "ePraise - merits are given out by staff in the app.",
            "ePraise",
            {"behaviour": "created"},
        ),
        (
            "Zeelo (buses) - we send the home address and a parent's mobile",
            "Zeelo",
            {"address": "sent", "contact_phone": "sent"},
        ),
        (
            "Handed to Jigsaw Taxis before the first run: the child's address",
            "Jigsaw Taxis",
            {"address": "sent"},
        ),
        ("From Quillbrook Tutors: attendance of each child", "Quillbrook Tutors", {"attendance": "received"}),
        (
            "Bookings in Kidsclub HQ: name and date of birth, all given by the parent",
            "Kidsclub HQ",
            {"full_name": "entered_by_families", "date_of_birth": "entered_by_families"},
        ),
    ],
)
def test_a_line_about_one_service_gives_its_row(words, name, items):
    assert read(words)[name].items() >= items.items()


@pytest.mark.parametrize(
    "words",
    [
        "Attendance: recorded by teachers twice a day.",
        "Headteacher: she records behaviour and attendance.",
        "Photographs - taken by staff at events, with permission.",
        "Your child's name: we enter it on the register.",
        "From September: names and classes change.",
    ],
)
def test_a_line_about_nobody_gives_no_row(words):
    assert read(words) == {}


@pytest.mark.parametrize(
    ("words", "name", "items"),
    [
        ("Xporto lifts UPN and gender from our MIS.", "Xporto", {"upn": "sent", "gender": "sent"}),
        (
            "The consent form in Trippet is completed at home and states allergies.",
            "Trippet",
            {"medical": "entered_by_families"},
        ),
        (
            "On Squillo a carer opens an account with her own email.",
            "Squillo",
            {"contact_email": "entered_by_families"},
        ),
        (
            "Home language: families choose it from a list in Flashmoor.",
            "Flashmoor",
            {"language_eal": "entered_by_families"},
        ),
        (
            "Novatrix engineers might catch sight of names and photos.",
            "Novatrix",
            {"full_name": "viewed", "photo": "viewed"},
        ),
        (
            "Key stage 1 results come through from the infant school, Little Quarle.",
            "Little Quarle",
            {"attainment": "received"},
        ),
        ("Quillo referrals contain name and address.", "Quillo", {"full_name": "sent", "address": "sent"}),
        ("Fenmark has view-only rights to attendance.", "Fenmark", {"attendance": "viewed"}),
    ],
)
def test_a_sentence_says_who_does_what(words, name, items):
    assert read(words)[name].items() >= items.items()


def test_below_what_is_not_shared_a_sentence_may_say_what_is():
    told = read("We give Quillo names but never medical information.", "What we do not share")

    assert told == {"Quillo": {"full_name": "sent", "medical": "denied"}}
