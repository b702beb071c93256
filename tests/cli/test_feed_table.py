"""`schoolgate feed table`: every system the register names, and what becomes of what is declared."""

from pathlib import Path

import pytest

from schoolgate.actions.notice_file import read
from schoolgate.actions.settling import parse_decisions
from schoolgate.actions.systems import of_reading
from schoolgate.feeds.formats import FORMATS
from schoolgate.samples import decisions_text

REAL = Path(__file__).parents[3] / "shared" / "notices" / "real"
DECISIONS = parse_decisions(decisions_text(), "the demonstration's decisions file")
NOTICE = """Hill Primary School

Times Tables Rock Stars
Purpose: Times tables practice
Data Shared: first name, surname, class, year group

Lexia Core5 Reading
Purpose: Reading practice
Data Shared: full name

Cool Milk
Purpose: Milk
Data Shared: Parents enter the data themselves

Kindle
Purpose: E-books
Data Shared: None
"""


def systems(text):
    return {one.service: one for one in of_reading(read(text.encode(), "notice.txt"), DECISIONS)}


def test_the_table_says_what_is_sent_in_which_format_and_how_that_is_known(adopted):
    found = adopted("feed", "table")

    assert found.out.splitlines() == [
        "system\tdeclared\telsewhere\twithheld\tsent\tformat\tknown how",
        "swimphony\t2\t0\t0\t2\tplain_csv\tours",
        "times-tables-rock-stars\t3\t0\t0\t3\tttrockstars_csv\tstated",
    ]
    (_, ttrs) = adopted("feed", "table", "--json").json()["systems"]
    assert ttrs["recorded"] == "Each run is written into the ledger before anything leaves."
    assert ttrs["evidence"][0]["mark"] == "stated"


def test_a_heading_that_a_format_requires_and_the_agreement_does_not_send_is_named():
    assert systems(NOTICE)["Lexia Core5 Reading"].lacks == ("Year",)


def test_a_system_that_is_sent_nothing_says_how_its_disclosures_are_recorded():
    found = systems(NOTICE)

    assert (found["Cool Milk"].format, found["Kindle"].format) == (None, None)
    assert found["Cool Milk"].recorded == (
        "Families enter it themselves; nothing leaves, and the page tells them so."
    )
    assert found["Kindle"].recorded == "Nothing is shared, so there is nothing to record."


@pytest.mark.parametrize("name", ["bocking", "west-town-lane", "hunwick", "telford", "minet"])
def test_every_system_of_a_real_notice_has_a_format_or_says_how_it_is_recorded(name):
    path = REAL / f"{name}.txt"
    if not path.exists():
        pytest.skip("the real notices are not here")
    for one in of_reading(read(path.read_bytes(), path.name), DECISIONS):
        assert one.recorded
        assert not one.sent or (one.format in FORMATS and one.evidence)
