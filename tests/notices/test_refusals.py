"""What a page says gets nothing, or is used no longer, is taken down as such and is no row."""

import pytest

from schoolgate.notices.read import read_notice

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
