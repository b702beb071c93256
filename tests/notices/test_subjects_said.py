"""Whose data a recipient gets: told by headings, the page's title and who only types it in."""

import pytest

from schoolgate.notices.read import read_notice


def subjects(page):
    entries = read_notice(page.encode(), "page.txt").entries
    return {entry.name: {one.value for one in entry.subjects} for entry in entries}


def test_a_heading_says_whose_data_stands_below_it():
    page = """Who receives data

If you work for us

IRIS Every: absence, contracts, appraisal notes
The National College: name, work email

If you visit us

Sign In App: name, company and car registration

If you are a trustee or governor

GovernorHub: register of interests, email

If you are a pupil

Arbor: name, attendance
"""
    assert subjects(page) == {
        "IRIS Every": {"staff"},
        "The National College": {"staff"},
        "Sign In App": {"visitor"},
        "GovernorHub": {"governor"},
        "Arbor": {"pupil"},
    }


def test_a_title_says_whose_data_the_page_is_about():
    page = """PRIVACY SHEET FOR STAFF, TRUSTEES AND VOLUNTEERS

While you are here
SAMpeople – absence. You book it yourself.
Optima Health (occupational health): only if you agree to a referral; health details.
"""
    assert set(map(frozenset, subjects(page).values())) == {frozenset({"staff"})}


@pytest.mark.parametrize(
    "line",
    [
        "Orah is where house staff sign boarders in and out, and where they log leave.",
        "CPOMS: worries about a child, typed in by staff.",
        "Aspens runs the canteen; its staff see a photograph and any allergy on the till screen.",
        "Smartlog: the first aider writes accidents in it.",
        "Thrive-Online: staff make social and emotional assessments.",
    ],
)
def test_staff_who_only_act_are_not_those_whose_data_it_is(line):
    assert list(subjects(f"Who we share data with\n\n{line}\n").values()) == [{"pupil"}]


@pytest.mark.parametrize(
    "line",
    ["Teachers' Pensions: what the scheme asks for by law.", "Twinkl: staff accounts; no children."],
)
def test_staff_are_meant_where_the_data_is_theirs(line):
    assert list(subjects(f"Who we share data with\n\n{line}\n").values()) == [{"staff"}]


@pytest.mark.parametrize(
    ("said", "subject"),
    [
        ("Governors use Governor Suite; it has their names and e-mail addresses.", "governor"),
        ("Visitors sign in on a tablet run by Sign In App Ltd, giving name and company.", "visitor"),
    ],
)
def test_who_begins_a_sentence_is_whose_names_they_are(said, subject):
    assert [*subjects(f"Who we share data with\n\n{said}\n").values()] == [{subject}]
