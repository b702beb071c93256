"""What a recipient is for: the words that say it, and no more."""

import pytest

from schoolgate.notices.read import read_notice


def purposes(line):
    reading = read_notice(f"Who we share data with\n\n{line}\n".encode(), "page.txt")
    return reading.entries[0].purposes


@pytest.mark.parametrize(
    ("line", "purpose"),
    [
        ("SchoolFeePlan collects instalments; you apply to it direct.", "collects instalments"),
        ("Raiser's Edge NXT, our alumni database, has names and gifts.", "our alumni database"),
        ("Satchel Pulse – for detentions (which teachers log). Name, form.", "for detentions"),
    ],
)
def test_a_purpose_is_the_words_that_say_what_for(line, purpose):
    assert purpose in purposes(line)


def test_a_maker_is_no_purpose():
    assert purposes("Insight Tracking (Equin Ltd): name, class") == ()


def test_what_stands_behind_a_label_stays_whole():
    page = "Service: Arbor\nPurpose: registers; reports, which parents read\nData: name, class"
    assert "; ".join(purposes(page)) == "registers; reports, which parents read"


@pytest.mark.parametrize(
    ("line", "purpose", "items"),
    [
        ("Fern Orders - kitchen orders [name, class, meal choices]", "kitchen orders", 3),
        ("Fern Reader – class reading – name, year group", "class reading", 2),
        ("Fern Sums: number games [first name]", "number games", 1),
    ],
)
def test_what_for_stands_between_the_name_and_the_data(line, purpose, items):
    entry = read_notice(f"A to Z of apps we use\n\n{line}\n".encode(), "page.txt").entries[0]
    assert entry.purposes == (purpose,)
    assert len(entry.items) == items
