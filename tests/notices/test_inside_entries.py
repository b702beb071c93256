"""What an entry says of its data, in wordings that no given notice has."""

import pytest

from schoolgate.notices.read import read_notice
from tests.corpus.flows import entries, flows_of

TOP = "Meadow View School\n\nPrivacy notice: who has information about our pupils\n\nOur suppliers\n\n"


def read(words, service):
    return flows_of({"heading": "Our suppliers", "words": words, "service": service})


def stated(told):
    groups = (group.split() for group in told.split(","))
    return {item: flow for flow, *items in groups for item in items}


@pytest.mark.parametrize(
    ("page", "service", "told"),
    [
        (
            "Lunches are cooked by Pepperpot Catering Ltd. It is given the name and class of each child.",
            "Pepperpot Catering Ltd",
            "sent full_name class",
        ),
        (
            "Trips go through EVOLVE. We upload the names and medical needs of those who go.",
            "EVOLVE",
            "sent full_name medical",
        ),
        (
            "Our caterer is Dolce. Weekly: names and dietary needs.",
            "Dolce",
            "sent full_name dietary",
        ),
        (
            "We moved to Scopay in May. The company has been told names and classes.",
            "Scopay",
            "sent full_name class",
        ),
    ],
)
def test_a_sentence_that_names_nobody_goes_on_about_the_one_before(page, service, told):
    assert read(page, service) == stated(told)


def test_a_sentence_about_everybody_or_about_rights_goes_on_with_nobody():
    rest = "You can ask us for names and classes. Other companies get addresses."
    page = f"{TOP}Trips go through EVOLVE. {rest}\n"

    assert [entry["items"] for entry in entries(page.encode(), "a.txt") if entry["name"] == "EVOLVE"] == [[]]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Name, date of birth, what has been going on at home", {"full_name", "date_of_birth"}),
        ("Pupil name, year, and where they would like to go next", {"full_name", "year_group"}),
        ("names and UPNs of those who sit the paper", {"full_name", "upn"}),
    ],
)
def test_a_list_that_begins_with_who_somebody_is_is_read_for_all_its_odd_parts(words, told):
    assert set(read(f"Tapestry - {words}", "Tapestry")) >= told


@pytest.mark.parametrize(
    "words",
    [
        "It cannot work without a full name",
        "Its staff find out full names in the course of their visits",
    ],
)
def test_data_in_words_that_nobody_taught_us_is_of_unknown_flow(words):
    assert set(read(f"Tapestry: {words}", "Tapestry").values()) <= {"unknown"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("bank details are passed to the company by parents", "entered_by_families payment"),
        ("medical needs come to the club from parents on its own form", "entered_by_families medical"),
        ("contact numbers parents themselves have supplied", "entered_by_families contact_phone"),
        ("students write their own name and address in the form", "entered_by_families full_name address"),
        ("names have already been sent", "sent full_name"),
        ("parents' phone numbers are provided to the driver by us", "sent contact_phone"),
        ("the company is furnished with candidate names and dates of birth", "sent full_name date_of_birth"),
        ("we have already imported names and classes", "sent full_name class"),
        ("standardised scores come back", "received attainment"),
        ("the nurse gives us care plans", "received medical"),
        ("hearing test results reach us by post", "received medical"),
        ("it builds a picture of progress as they play", "created attainment"),
        ("records the websites visited by each pupil", "created usage_logs"),
        ("technicians may see names on screen while they mend faults", "viewed full_name"),
        ("reads SEN files in school", "viewed sen"),
    ],
)
def test_who_does_what_says_how_the_data_come_there(words, told):
    assert read(f"Tapestry: {words}", "Tapestry") == stated(told)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Consent2Go (entered by parents): medical needs, consents", "entered_by_families medical consents"),
        ("Consent2Go (read-only): attendance, exclusions", "viewed attendance exclusions"),
        ("Consent2Go - name. Filled in by parents on its own form: allergies", "entered_by_families medical"),
    ],
)
def test_words_beside_a_list_say_how_it_comes_there(words, told):
    assert read(words, "Consent2Go").items() >= stated(told).items()


def test_a_common_word_is_data_beside_data_in_running_words():
    told = "sent full_name class attainment"

    assert read("Tapestry is told the name, form and predicted grades of each pupil", "Tapestry") == stated(
        told
    )


def test_a_purpose_ends_where_its_list_of_data_begins():
    page = "Who we share with\n\n- Unifrog – careers platform, first name, year group\n- Kapow – name\n"
    entry, _ = read_notice(page.encode(), "notice.txt").entries

    assert entry.purposes == ("careers platform",)
    assert {one.item for one in entry.items} == {"first_name", "year_group"}
