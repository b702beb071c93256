"""Tables of ticks, whichever way the services stand."""

import pytest

from schoolgate.notices.read import read_notice

DOWN = """Information given to suppliers

\tArbor\tSumdog\tTapestry
Supplier\tArbor Education\tSumdog Ltd\tFSF Ltd
Pupil name\t{yes}\t{yes}\t{yes}
Date of birth\t{yes}\t{no}\t{no}
Photographs\t{no}\t{no}\t{yes}
"""
ACROSS = """Information given to suppliers

System\tSupplier\tPupil name\tDate of birth\tPhotographs
Arbor\tArbor Education\t{yes}\t{yes}\t{no}
Sumdog\tSumdog Ltd\t{yes}\t{no}\t{no}
Tapestry\tFSF Ltd\t{yes}\t{no}\t{yes}
"""


@pytest.mark.parametrize("table", [DOWN, ACROSS])
@pytest.mark.parametrize(("yes", "no"), [("Y", "N"), ("✓", "x"), ("x", "-"), ("Yes", "No")])
def test_a_tick_gives_a_service_the_data_of_its_line_or_column(table, yes, no):
    reading = read_notice(table.format(yes=yes, no=no).encode(), "notice.txt")
    found = {one.name: ({item.item for item in one.items}, one.organisation) for one in reading.entries}
    assert found == {
        "Arbor": ({"full_name", "date_of_birth"}, "Arbor Education"),
        "Sumdog": ({"full_name"}, "Sumdog Ltd"),
        "Tapestry": ({"full_name", "photo"}, "FSF Ltd"),
    }


def test_a_mark_that_hangs_on_consent_leaves_the_item_uncertain():
    table = DOWN.format(yes="Y", no="N").replace("Photographs\tN\tN\tY", "Photographs\tN\tN\tC")
    reading = read_notice(table.encode(), "notice.txt")
    (tapestry,) = (one for one in reading.entries if one.name == "Tapestry")
    assert {item.item: item.certain for item in tapestry.items} == {"full_name": True, "photo": False}


LETTERS = """# Systems and data

| System | Company | N | D | C | E |
|---|---|---|---|---|---|
| Bromcom | Bromcom Computers | Y | Y | Y | Y |
| Fuzzy Phonics | Fuzzy Ltd | Y | N | Y | N |
| Evolve | Edufocus | Y | Y | N | N |

{key}
"""


@pytest.mark.parametrize(
    "key",
    [
        "Key: N name, D date of birth, C class, E parent's email",
        "N = name, D = date of birth, C = class, E = parent's email",
    ],
)
def test_letters_at_the_columns_heads_are_the_words_of_the_key(key):
    reading = read_notice(LETTERS.format(key=key).encode(), "notice.md")
    found = {one.name: {item.item for item in one.items} for one in reading.entries}
    assert found["Fuzzy Phonics"] == {"full_name", "class"}
    assert found["Bromcom"] == {"full_name", "date_of_birth", "class", "contact_email"}


def test_each_of_two_marks_in_a_cell_counts():
    page = (
        "S = sent by us, P = typed by parents\n\n| Item | Weduc | Kettle Trips |\n|---|---|---|\n"
        "| Name | S | S |\n| Class | S | |\n| Mobile number | S, P | P |\n"
    )
    weduc, trips = read_notice(page.encode(), "notice.md").entries
    assert {(item.item, item.flow.value) for item in weduc.items} == {
        ("full_name", "sent"),
        ("class", "sent"),
        ("contact_phone", "sent"),
        ("contact_phone", "entered_by_families"),
    }
    assert ("contact_phone", "entered_by_families") in {(one.item, one.flow.value) for one in trips.items}


def test_a_column_of_groups_before_the_names_names_nobody():
    page = (
        "| Used for | System | Name | Email |\n|---|---|---|---|\n"
        "| Reading | Lexia | x | x |\n| Sums | Hoot Sums | x | |\n"
    )
    assert [one.name for one in read_notice(page.encode(), "notice.md").entries] == ["Lexia", "Hoot Sums"]


DRAWN = """What goes where

Y = we send it.  T = the teacher makes it there.  P = you type it in.  A blank means no.

                       Name   Class   Birthday   Photos   Your email
Fern Journals          Y               Y          T         Y
Hoot Sums              Y      Y
Meet the Teacher                                            P
Swan Cafe (tuck shop)
"""


def test_letters_of_a_key_in_a_table_drawn_with_spaces_stand_under_their_headings():
    found = {one.name: one for one in read_notice(DRAWN.encode(), "notice.txt").entries}
    ways = {name: {(item.item, item.flow.value) for item in one.items} for name, one in found.items()}
    assert ways["Hoot Sums"] == {("full_name", "sent"), ("class", "sent")}
    assert ("photo", "created") in ways["Fern Journals"]
    assert {flow for _, flow in ways["Meet the Teacher"]} == {"entered_by_families"}


def test_somebody_for_whom_nothing_is_marked_has_a_row_too():
    found = {one.name: one for one in read_notice(DRAWN.encode(), "notice.txt").entries}
    assert found["Swan Cafe"].items == ()


KEYED = """Elm Grove Primary School: who gets what

{key}

                     Name   DOB   Class   Photo   Diet
Arbor                 S      S      S      S       S
ParentPay             S      x      S      x       P
Dolphin Swim Ltd      L      x      L      x       x
"""


@pytest.mark.parametrize(
    "key",
    [
        "Key: S = sent by us   P = parents type it in   L = they look at our system   x = not given",
        "S: we send it. P: the family fills it in. L: they only view it. X: not shared.",
        "S means we share it; P means families put it in; L means read only; x means never",
    ],
)
def test_a_letter_is_what_the_page_says_it_means_in_words_of_its_own(key):
    found = {one.name: one for one in read_notice(KEYED.format(key=key).encode(), "notice.txt").entries}
    ways = {name: {(item.item, item.flow.value) for item in one.items} for name, one in found.items()}
    assert ways == {
        "Arbor": {(item, "sent") for item in ("full_name", "date_of_birth", "class", "photo", "dietary")},
        "ParentPay": {("full_name", "sent"), ("class", "sent"), ("dietary", "entered_by_families")},
        "Dolphin Swim Ltd": {("full_name", "viewed"), ("class", "viewed")},
    }


def test_a_title_and_a_key_may_stand_straight_above_the_headings_of_a_grid():
    page = KEYED.format(key="S = we upload it    P = parents enter it    L = read only    x = never").replace(
        "x = never\n\n", "x = never\n"
    )
    assert [one.name for one in read_notice(page.encode(), "notice.txt").entries] == [
        "Arbor",
        "ParentPay",
        "Dolphin Swim Ltd",
    ]


def test_words_that_say_a_way_stand_in_the_place_of_a_mark():
    page = (
        "Who gets what\n\n\tName\tDOB\tClass\tPhoto\n"
        "ParentPay\tyes\tno\tyes\tfrom parents\nTapestry\tyes\tyes\tyes\tmade there\n"
    )
    found = {one.name: one for one in read_notice(page.encode(), "notice.txt").entries}
    assert [item.flow.value for item in found["ParentPay"].items if item.item == "photo"] == [
        "entered_by_families"
    ]
    assert [item.flow.value for item in found["Tapestry"].items if item.item == "photo"] == ["created"]


def test_a_tick_explained_in_words_is_a_way_and_no_choice():
    page = (
        "Who gets what\nA tick means we send it, a dot means that parents type it in, a cross never.\n\n"
        "\tArbor\tParentPay\nName\t✓\t✓\nDOB\t✓\t✗\nDiet\t✓\t●\n"
    )
    arbor, pay = read_notice(page.encode(), "notice.txt").entries
    assert {(item.item, item.flow.value) for item in pay.items} == {
        ("full_name", "sent"),
        ("dietary", "entered_by_families"),
    }
    assert arbor.choice is None
