"""Keys, dittos and markers: words that stand for words printed elsewhere on the page."""

import pytest

from schoolgate.domain.vocabulary import Subject
from schoolgate.notices.read import read_notice

KEY = "KEY\nA  Forename and surname\nB  Date of birth\nC  Class\nD  Parent e-mail\n"


def read(text):
    return {one.name: one for one in read_notice(text.encode(), "notice.txt").entries}


def items(entry):
    return {item.item for item in entry.items}


def test_letters_behind_a_name_stand_for_the_words_of_the_key():
    found = read(
        f"Who has what\n\n{KEY}\nSystems\n\nArbor - A, B, C, D\nSumdog - A and C\nKapow - A. Staff only.\n"
    )
    assert set(found) == {"Arbor", "Sumdog", "Kapow"}
    assert items(found["Arbor"]) == {"full_name", "date_of_birth", "class", "contact_email"}
    assert items(found["Sumdog"]) == {"full_name", "class"}
    assert items(found["Kapow"]) == {"staff_name"}


def test_what_a_letter_stands_for_has_the_keys_own_words_as_evidence():
    reading = read_notice(
        f"Who has what\n\n{KEY}\nSystems\n\nArbor - A, B\nSumdog - C\n".encode(), "notice.txt"
    )
    (arbor,) = (one for one in reading.entries if one.name == "Arbor")
    assert [reading.text[slice(*span)] for span in arbor.evidence["items"]] == [
        "Forename and surname",
        "Date of birth",
    ]


def test_ditto_takes_what_the_row_above_says_under_the_same_heading():
    table = "| System | Supplier | Data |\n|---|---|---|\n| Arbor | Arbor Ltd | Name, class |\n"
    table += "| Sumdog | ditto | ditto + photo |\n"
    found = read(f"Our suppliers\n\n{table}")
    assert found["Sumdog"].organisation == "Arbor Ltd"
    assert items(found["Sumdog"]) == {"full_name", "class", "photo"}


def test_as_for_another_service_takes_that_services_data():
    table = (
        "| System | Data |\n|---|---|\n| Arbor | Name, UPN |\n| Sumdog | Name |\n| Kapow | As for Arbor |\n"
    )
    assert items(read(f"Our suppliers\n\n{table}")["Kapow"]) == {"full_name", "upn"}


def test_an_entry_that_only_points_to_another_is_no_recipient():
    lines = "- Famly - name, photo\n- CPOMS - safeguarding concerns\n- Learning journal - see Famly\n"
    assert set(read(f"Who we share with\n\n{lines}")) == {"Famly", "CPOMS"}


def test_the_letters_of_an_a_to_z_and_the_school_itself_are_no_recipients():
    lines = "A\nArbor - name, class\n\nB\nBoxall Profile - name\n\nC\nCPOMS - concerns\n"
    assert set(read(f"Elm Park Academy\nA to Z of who we share with\n\n{lines}")) == {
        "Arbor",
        "Boxall Profile",
        "CPOMS",
    }


def test_a_heading_of_plain_words_a_right_and_a_pages_foot_are_no_recipients():
    lines = "SIMS\nRevision videos\nCPOMS\nPrivacy information Page 2 of 3\nErasure\nParentPay\n"
    assert set(read(f"Who we share data with\n\n{lines}")) == {"SIMS", "CPOMS", "ParentPay"}


def test_a_letter_in_brackets_means_what_the_page_says():
    text = (
        "Systems schedule\n\n(S) = staff information only, no pupil information goes into it.\n\n"
        "Who we share with:\n\n"
        "- Orrery Payroll (S): staff name, salary\n"
        "- Pennyfarthing Pay: pupil name, class\n"
    )
    payroll, pay = read_notice(text.encode(), "notice.txt").entries
    assert payroll.organisation != "S"
    assert payroll.subjects == (Subject.STAFF,)
    assert pay.subjects == (Subject.PUPIL,)


SMALL = """Tapestry ............ a, c
Arbor ............... a, b, c, d
Spelling Shed ....... a

Key: a name; b home address; c date of birth; d medical needs
"""
IN_WORDS = """What the letters mean: an N means your child's name, a D the date of birth and a P a photograph.

Tempest    N P
Kinderly   N D P
Studybugs  N
"""


@pytest.mark.parametrize(
    ("text", "name", "what"),
    [
        (SMALL, "Arbor", {"full_name", "address", "date_of_birth", "medical"}),
        (SMALL, "Spelling Shed", {"full_name"}),
        (IN_WORDS, "Kinderly", {"full_name", "date_of_birth", "photo"}),
        (IN_WORDS, "Tempest", {"full_name", "photo"}),
    ],
)
def test_small_letters_and_letters_told_in_a_sentence_are_keys_too(text, name, what):
    entries = {entry.name: entry for entry in read_notice(text.encode(), "notice.txt").entries}
    assert {item.item for item in entries[name].items} == what


SIGNED = """N = name   E = e-mail   T = teaching group   B = date of birth
– = nothing from us, students sign up themselves

Up Learn . . . . . . . . N E
Physics & Maths Tutor  . . –
HEAT database  . . . . . N B + home postcode
"""


def test_a_sign_of_the_key_stands_for_its_words_too():
    entries = {entry.name: entry for entry in read_notice(SIGNED.encode(), "notice.txt").entries}
    assert entries["Physics & Maths Tutor"].nothing_shared
    assert {item.item for item in entries["HEAT database"].items} == {"full_name", "date_of_birth", "address"}


NUMBERED = """What we send, by number

1 legal name   2 date of birth   3 UPN   4 sex   5 home address
6 parent email   7 class   8 medical needs   9 photo

Arbor ......... 1-9
Evolve ........ 1, 2, 7-8
Bedrock ....... 1 and 7
Tempest ....... 1, 7, 9
"""


def test_numbers_of_a_key_that_goes_over_lines_stand_for_its_words_and_so_do_those_between():
    found = read(NUMBERED)
    assert items(found["Evolve"]) == {"full_name", "date_of_birth", "class", "medical"}
    assert items(found["Bedrock"]) == {"full_name", "class"}
    assert items(found["Tempest"]) == {"full_name", "class", "photo"}
    assert len(items(found["Arbor"])) == 9
    assert set(found) == {"Arbor", "Evolve", "Bedrock", "Tempest"}
