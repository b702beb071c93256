"""What a page says gets nothing, or is used no longer, is taken down as such and is no row."""

import pytest

from schoolgate.notices.read import read_notice
from schoolgate.notices.refusals import denies, says_unused

PAGE = "Privacy notice\n\nWho we share with\n\n- Arbor: name, class\n- Weduc: name\n\n{}\n"


def rows(words):
    return {entry.name for entry in read_notice(PAGE.format(words).encode(), "page.txt").entries}


@pytest.mark.parametrize(
    "words",
    [
        "We do not allow Kahoot in lessons.",
        "Kahoot is gone.",
        "Kahoot was our processor for quizzes until 31 August 2025.",
        "Kahoot ran out in July and was not renewed.",
        "Kahoot has been proposed and not bought.",
        "The appointment of Kahoot terminated on 31 August 2024.",
        "Kahoot is shown on the board; no pupil has an account.",
        "The Trust does not disclose personal data to Kahoot.",
        "Withdrawn entries: Kahoot (until July 2024).",
        "Discontinued activities: Kahoot, 2025.",
        "NOT using: Kahoot.",
        "- Kahoot: all lunches are free, so we do not use it",
        "What is not a partner: Kahoot (left in March).",
        "What we do not do\nWe do not sell data. Kahoot was dropped.",
    ],
)
def test_nothing_is_promised_to_what_the_page_puts_aside(words):
    assert rows(words) == {"Arbor", "Weduc"}


@pytest.mark.parametrize("line", ["- Kahoot – {}", "- Kahoot ({})", "- Kahoot: {}"])
@pytest.mark.parametrize(
    "words",
    [
        "not passed on",
        "our account was wiped in July",
        "replaced",
        "dropped after the trial",
        "swapped for Quizizz",
        "not agreed",
        "no longer needed",
        "unused since Easter",
        "ceased trading",
        "we never used it",
        "asked, and we said no",
        "was our quiz site until 2022",
        "closed our account in 2024",
    ],
)
def test_what_is_over_is_no_recipient(line, words):
    assert rows(line.format(words)) == {"Arbor", "Weduc"}


@pytest.mark.parametrize(
    "words",
    [
        "deleted when a child leaves",
        "removed automatically each July",
        "closed group for parents",
        "archived at the end of each year",
        "stopped by parents at any time",
        "not passed on to anyone else",
        "blocked websites are logged",
        "removed from roll: leavers",
        "refused dinners are logged",
        "cancelled trips are refunded through it",
    ],
)
def test_words_of_ending_that_end_no_service_put_nothing_aside(words):
    assert not says_unused(words)


@pytest.mark.parametrize(
    "words",
    [
        "Governors refused Kahoot.",
        "Kahoot closed its doors in 2023.",
        "The Kahoot licence was not renewed.",
        "Kahoot gets nothing.",
        "We have never sent data to Kahoot.",
        "Kahoot knows nothing about our children.",
        "We came off Kahoot.",
        "Kahoot is no more.",
        "Kahoot was a trial that ended.",
        "Kahoot is not something we use.",
        "Kahoot no longer has any of our data.",
        "We have asked Kahoot to delete everything.",
        "We may use Kahoot in future.",
        "Parents may choose Kahoot; the school is not involved.",
        "Staff may not use Kahoot with children.",
    ],
)
def test_a_sentence_that_gives_a_service_up_makes_it_no_recipient(words):
    assert rows(words) == {"Arbor", "Weduc"}


@pytest.mark.parametrize(
    "words",
    [
        "Arbor gets nothing else.",
        "Kooth knows nothing but a nickname.",
        "Photos are removed when a child leaves.",
        "Registers are closed at 9.15 in Arbor.",
        "Old files are archived in Iron Mountain, with names and dates.",
        "Meals are ordered and cancelled on ParentPay.",
        "If consent was refused, Tempest is told no names.",
        "We stopped sending surnames to Seesaw; it has first names.",
        "Children who have finished the scheme are recorded in Lexia.",
    ],
)
def test_a_sentence_with_an_end_of_something_else_gives_up_nobody(words):
    assert not denies(words)
