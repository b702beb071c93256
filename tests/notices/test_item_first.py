"""Pages that go by the piece of information: whose names stand behind or below it get it."""

import pytest

from schoolgate.domain.vocabulary import Flow
from schoolgate.notices.read import read_notice

POINTED = """Data map for parents

Look down the left for the piece of information.

Name and class
    > Maths-Whizz, Emile
Name, date of birth, home address
    > Hillshire Council (school admissions)
    > IntraHealth (flu spray)
Thumb print template
    > BioStore, Years 7 to 11. Needs your written yes
Lunch account balance
    > BioStore
    > Harrison Catering can look it up at the till
No personal information at all
    > Explorify, Oddizzi
"""
DASHED = """What we keep, and where it is kept

1. Admission details (names, dates of birth, next of kin) – Juniper Horizons
2. Registers – Juniper Horizons; the Education Welfare Officer looks at them but takes nothing away
3. Accident slips – the first aid cupboard, on paper. Nobody else has them.
4. Lunch choices – you put these in yourself on Aspens Select
5. Photographs – Kinderly (your own child's page) and, for the yearly portrait, H&H Photography
6. Results of hearing tests – sent to us by the School Screening Service; we send nothing back
7. Class assemblies – these were on Vimeo until July. The channel has been taken down.
"""
HEADED = """# Who holds what

## Names and dates of birth

- Arbor
- Maltby Borough Council

## Photographs

- Tapestry
- Bluebell Portraits

## Medical information

- Medical Tracker
- Arbor
"""
COLON = """Where each kind of information goes

Dates of birth: Arbor, Larkfield Council
Photographs: Kinderly; H&H Photography
Home addresses: Larkfield Council
"""
TABLE = """Information | Who has it
Name and class | Purple Mash, Spelling Shed
Date of birth | Spelling Shed; NFER
Dietary needs | Caterlink
"""
BY_LESSON = """What we use by subject

Reading: Bug Club, Accelerated Reader
Homework: Google Classroom
Payments: ParentPay
"""


def read(text, name="a.txt"):
    return {entry.name: entry for entry in read_notice(text.encode(), name).entries}


def items(entry):
    return {item.item for item in entry.items}


def test_a_recipient_below_several_pieces_gets_them_all_in_one_row():
    found = read(POINTED)
    assert items(found["BioStore"]) == {"biometric", "payment"}
    assert items(found["IntraHealth"]) == {"full_name", "date_of_birth", "address"}
    assert found["Explorify"].nothing_shared
    assert "Years 7 to 11" not in found


def test_the_words_behind_a_name_tell_how_the_data_comes_there():
    found = read(POINTED) | read(DASHED)
    ways = {name: {item.flow for item in found[name].items} for name in found}
    assert ways["Harrison Catering"] == {Flow.VIEWED}
    assert ways["Aspens Select"] == {Flow.ENTERED_BY_FAMILIES}
    assert ways["School Screening Service"] == {Flow.RECEIVED}


def test_names_stand_in_sentences_behind_a_piece_too():
    assert set(read(DASHED)) == {
        "Juniper Horizons",
        "Education Welfare Officer",
        "Aspens Select",
        "Kinderly",
        "H&H Photography",
        "School Screening Service",
    }


@pytest.mark.parametrize(
    ("text", "name", "whose", "what"),
    [
        (HEADED, "a.md", "Arbor", {"full_name", "date_of_birth", "medical"}),
        (COLON, "a.txt", "Larkfield Council", {"date_of_birth", "address"}),
        (TABLE, "a.txt", "Spelling Shed", {"full_name", "class", "date_of_birth"}),
    ],
)
def test_headings_colons_and_tables_may_go_by_the_piece(text, name, whose, what):
    assert items(read(text, name)[whose]) == what


def test_a_lesson_is_no_piece_of_data():
    assert "Reading" not in read(BY_LESSON)
    assert items(read(BY_LESSON)["Bug Club"]) == set()
