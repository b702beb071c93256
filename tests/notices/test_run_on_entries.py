"""Entries that run on in one paragraph are an item each."""

from tests.notices.layouts import cells_of, names_in

TOP = "Who we share data with\n\n"
DASHED = (
    TOP + "Core systems: Arbor – MIS – name, address – no. Tallyhop – laptops – username – no. "
    "VeriCool – canteen – name; card if not. PaperCut: printing – user name, pages – no.\n"
)
NUMBERED = (
    TOP + "2. Contracts below £5,000\n\n2.1 Seneca: names and e-mails. 2.2 Mint Class: names, photographs. "
    "2.3 ClickView: e-mails.\n"
)


def test_each_name_before_a_dash_is_a_row():
    assert names_in(DASHED) == ["Arbor", "Tallyhop", "VeriCool", "PaperCut"]


def test_what_one_is_told_is_not_told_the_next():
    words = " ".join(word for told in cells_of(DASHED, "Tallyhop").values() for word in told)
    assert "username" in words
    assert "address" not in words


def test_each_number_that_counts_on_is_an_entry():
    assert names_in(NUMBERED) == ["Seneca", "Mint Class", "ClickView"]


def test_dashes_in_sentences_part_nothing():
    text = (
        TOP
        + "The law – the Education Act 1996 – requires it. We keep records – names, addresses – until you "
        "leave. Ask the office – Mrs Hale – for more.\n"
    )
    assert names_in(text) == []
