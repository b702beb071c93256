"""A recipient that nobody knows is told by where it stands in a sentence."""

import pytest

from schoolgate.notices.name_lists import split_names
from schoolgate.notices.standing import denied_here, opens_with_kind, standing


def names(words):
    return [words[slice(*one.name)] for one in standing(words)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Fingerprints are turned into numbers for us by Tillpoint Systems.", ["Tillpoint Systems"]),
        ("Our photographer, Fennimore Photography, gets a list of names.", ["Fennimore Photography"]),
        ("Every Monday Tallyman sends a class list to Nibble.", ["Tallyman", "Nibble"]),
        ("A counsellor from the charity Quiet Corner comes in on Fridays.", ["Quiet Corner"]),
        (
            "We use Visitorly for signing in, Papertrail for policies and Swiftcover for supply staff.",
            ["Visitorly", "Papertrail", "Swiftcover"],
        ),
        ("Behaviour is logged on Starchart, and worries on Lanternlog.", ["Starchart", "Lanternlog"]),
        ("Reports go home through Pigeonpost twice a year.", ["Pigeonpost"]),
    ],
)
def test_a_name_is_found_without_the_words_around_it(words, found):
    assert names(words) == found


@pytest.mark.parametrize(
    "words",
    [
        "Mrs Lane, our Business Manager, holds the key.",
        "Children in Maple Class line up by the Infant Gate.",
        "Fruit comes free on Fridays.",
        "NHS numbers of pupils are not asked for.",
        "WhatsApp groups are set up by parents.",
        "Our data is held under Article 6 of the UK GDPR.",
    ],
)
def test_persons_places_and_first_words_are_no_names(words):
    assert names(words) == []


def test_a_kind_of_body_gives_way_to_the_name_behind_it():
    assert opens_with_kind("A catering company (Ploughman's Kitchen Ltd) cooks our lunches.")
    assert not opens_with_kind("The school nurse is told names and dates of birth.")


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("Marsh and Fenwick LLP", 1),
        ("Bristol and West Catering Ltd", 1),
        ("Westmere Music Hub and Strings Attached Ltd", 2),
        ("ParentPay and Cunninghams Ltd", 2),
    ],
)
def test_a_firm_of_two_names_is_one(words, parts):
    assert len(split_names(words, (0, len(words)))) == parts


@pytest.mark.parametrize(
    "words",
    [
        "Use of Wordwell will start next year once the assessment is done.",
        "A trial of Sumometer finished at Easter.",
        "The school gives WhatsApp no information.",
        "Until last summer we kept records in SIMS.",
        "Instagram and LinkedIn hold nothing of ours.",
    ],
)
def test_what_gets_nothing_is_no_recipient(words):
    assert denied_here(words)
