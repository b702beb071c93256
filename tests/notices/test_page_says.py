"""What a page says of complaints, rights and how long things are kept, in its own words; and an old entry."""

import pytest

from schoolgate.notices.read import read_notice


def kinds(sentence):
    page = f"Elm Grove Primary School\nPrivacy notice\n\n{sentence}\n"
    return {str(one.kind) for one in read_notice(page.encode(), "page.txt").statements}


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Parents may also write to the Information Commissioner's Office.", "complaint_route"),
        ("Worried? Ring Amina or the ICO on 0303 123 1113.", "complaint_route"),
        ("Complaint? To Orla, the manager; then the Information Commissioner.", "complaint_route"),
        ("Should she not satisfy you, there is the Information Commissioner's Office.", "complaint_route"),
        ("You can ask for a copy of what is held, or for it to be corrected.", "rights"),
        ("Pupils may ask for access to their file or have it corrected.", "rights"),
        ("To see your data, correct it or object to its use, write to the Data Manager.", "rights"),
        ("How long? Until the pupil is 23.", "retention"),
        ("We keep records until age 25.", "retention"),
        ("Records are thrown away after six years.", "retention"),
    ],
)
def test_a_page_says_it_in_its_own_words(sentence, kind):
    assert kind in kinds(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "We are registered with the Information Commissioner's Office (ZA000000).",
        "Children see their own work on the wall.",
        "We may correct spelling in reports.",
        "Lunch is at twelve until the bell goes.",
    ],
)
def test_words_that_are_near_it_say_none_of_it(sentence):
    assert not kinds(sentence) & {"complaint_route", "rights", "retention"}


BLOCKS = """Register of systems

Name: Kahoot
Supplier: Kahoot AS
Data: nickname, class
Status: {status}

Name: Sumdog
Supplier: Sumdog Ltd
Data: name
Status: in use

Name: Zoom
Supplier: Zoom Inc
Status: {status}
"""
TABLE = """System\tSupplier\tData\tStatus
Kahoot\tKahoot AS\tnickname, class\t{status}
Sumdog\tSumdog Ltd\tname\tIn use
Zoom\tZoom Inc\t\t{status}
"""


@pytest.mark.parametrize("status", ["no longer used since July 2024", "Licence ended 2024"])
@pytest.mark.parametrize("page", [BLOCKS, TABLE])
def test_a_status_of_no_longer_used_denies_an_entry_whatever_data_it_had(page, status):
    reading = read_notice(page.format(status=status).encode(), "page.txt")
    assert {entry.name: str(entry.state) for entry in reading.entries} == {"Sumdog": "in_use"}
    assert [one.name for one in reading.denied] == ["Kahoot", "Zoom"]
