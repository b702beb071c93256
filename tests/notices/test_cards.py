"""Cards and numbered blocks: a name, and labels under it."""

from schoolgate.notices.read import read_notice

BARRED = """System cards

Card 1 of 3 | Orrery Maths
Owner: data manager | Holds: name, class | Kept for: one year

Card 2 of 3 | Pennyfarthing Pay
Owner: finance | Holds: UPN | Kept for: six years

Card 3 of 3 | Old Register
Owner: - | Holds: - | Status: withdrawn in 2024
"""

HEADED = """# App directory

## Orrery Maths

Orrery Learning Ltd

Sums at home.

- Sent: name, class
- Made in the app: photographs

## Pennyfarthing Pay

Dinner money.

- Sent: UPN
"""

NUMBERED = """Record of processing

Activity 1: school meals
  Recipients: Fennel Catering Ltd; Marlow Council
  Categories of data: pupil name, allergies
  Erasure: end of contract

Activity 2: sums at home
  Recipients: Orrery Maths
  Categories of data: class
  Erasure: age 25
"""


def read(text, name):
    reading = read_notice(text.encode(), name)
    return {entry.name: entry for entry in reading.entries}, [one.name for one in reading.denied]


def test_a_card_between_bars_is_one_recipient_with_its_labels():
    rows, denied = read(BARRED, "notice.txt")
    assert set(rows) == {"Orrery Maths", "Pennyfarthing Pay"}
    assert {item.item for item in rows["Orrery Maths"].items} == {"full_name", "class"}
    assert denied == ["Old Register"]


def test_a_person_who_owns_a_system_at_school_is_no_organisation():
    rows, _ = read(BARRED, "notice.txt")
    assert rows["Pennyfarthing Pay"].organisation is None


def test_bullets_of_labels_belong_to_the_heading_above_them():
    rows, _ = read(HEADED, "notice.md")
    assert set(rows) == {"Orrery Maths", "Pennyfarthing Pay"}
    assert rows["Orrery Maths"].organisation == "Orrery Learning Ltd"
    assert {item.item for item in rows["Orrery Maths"].items} == {"full_name", "class", "photo"}


def test_a_numbered_activity_says_what_its_recipients_do():
    rows, _ = read(NUMBERED, "notice.txt")
    assert set(rows) == {"Fennel Catering Ltd", "Marlow Council", "Orrery Maths"}
    assert rows["Marlow Council"].purposes == ("school meals",)


def test_a_heading_that_says_a_choice_is_no_cards_name():
    text = (
        "Who has your data\n\nThe law tells us to share\n\nWe must send these.\n\nLunch Box\n\n"
        "- What we share: Home address\n- Kept in: Leeds\n"
    )

    assert [one.name for one in read_notice(text.encode(), "notice.txt").entries] == ["Lunch Box"]
