"""Who does what with data decides how they come to be with a recipient, in words that nobody listed."""

import pytest

from schoolgate.notices.as_json import reading_to_json
from schoolgate.notices.deeds import deeds
from schoolgate.notices.listing import items
from schoolgate.notices.read import read_notice

PAGE = "Hilltop School\n\nPrivacy notice: who has information about our pupils\n\n{}\n\n{}\n"


def flows_in(words):
    return {one.flow.value for one in deeds(words, items().find(words)) if one.clear}


def rows(words, heading="Who we work with"):
    found = reading_to_json(read_notice(PAGE.format(heading, words).encode(), "notice.txt"))["entries"]
    return {one["name"]: {item["item"]: item["flow"] for item in one["items"]} for one in found}


@pytest.mark.parametrize(
    ("words", "flow"),
    [
        ("our bursar couriers staff names to §", "sent"),
        ("to § we circulate names and classes", "sent"),
        ("§, to whom we relay names and gender", "sent"),
        ("all we have given § is first names", "sent"),
        ("§ acquires names and classes from our mis", "sent"),
        ("names have to be divulged by us to §", "sent"),
        ("§ faxes us attendance", "received"),
        ("it is § that advises us of family circumstances", "received"),
        ("attendance is couriered to the office by §", "received"),
        ("from § we retrieve results", "received"),
        ("engineers of § may glimpse names", "viewed"),
        ("§, whose inspectors peruse behaviour records", "viewed"),
        ("§ scrutinises attendance on our premises", "viewed"),
        ("grandparents key their own address into §", "entered_by_families"),
        ("parents book § online and specify allergies", "entered_by_families"),
        ("§, into which you pop your child's date of birth", "entered_by_families"),
        ("allergies are volunteered to § by parents", "entered_by_families"),
        ("§ tallies scores as children play", "created"),
        ("observations are dictated by practitioners in §", "created"),
    ],
)
def test_the_doer_the_verb_and_the_preposition_decide(words, flow):
    assert flows_in(words) == {flow}


@pytest.mark.parametrize(
    "words",
    [
        "we use § to send messages",
        "parents give us the date of birth",
        "parents are sent a book",
        "we do not give § names",
        "§ lets us share photographs",
        "the school has names",
    ],
)
def test_words_that_tell_of_no_data_going_there_decide_nothing(words):
    assert flows_in(words) == set()


@pytest.mark.parametrize(
    ("words", "name", "read"),
    [
        ("We email Tallow Tutors a list of names.", "Tallow Tutors", {"full_name": "sent"}),
        (
            "Ferndale Farm Centre rings us with attendance.",
            "Ferndale Farm Centre",
            {"attendance": "received"},
        ),
        ("Feeder schools forward SEN files to us.", "Feeder schools", {"sen": "received"}),
        ("Joskol engineers may glimpse pupil names.", "Joskol", {"full_name": "viewed"}),
        (
            "Families enrol with Ash Strings and supply bank details.",
            "Ash Strings",
            {"payment": "entered_by_families"},
        ),
        (
            "Mapleton Meals is told names; we do not send photographs.",
            "Mapleton Meals",
            {"full_name": "sent"},
        ),
    ],
)
def test_whoever_takes_part_in_such_a_sentence_is_a_recipient(words, name, read):
    assert read.items() <= rows(words).get(name, {}).items()


def test_a_sentence_without_data_names_nobody_new():
    assert rows("Our choir sings with Ash Strings at Easter.") == {}
