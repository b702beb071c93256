"""A whole document → a reading, and the sentence a school sees where there is none."""

import json

import pytest

from schoolgate.notices.as_json import reading_from_json, reading_to_json
from schoolgate.notices.errors import BrokenReading, EmptyNotice, NotReadYet, TooLarge, UnknownDocument
from schoolgate.notices.read import NO_RECIPIENTS, read_notice
from schoolgate.notices.readers import READERS

NOTICE = (
    b"Elm School\n\n"
    b"We share names with:\n- CPOMS - safeguarding (name, class)\n- Number Orchard - maths (name)\n"
)
WELSH = (
    "Mae'r ysgol yn rhannu gwybodaeth am eich plentyn gyda'r awdurdod lleol ac mae hyn yn ofynnol. "
    "Rydym yn casglu data i gefnogi dysgu, ac nad yw ein data ni yn cael ei rannu gan bobl eraill."
)


def refused(kind, data, name):
    with pytest.raises(kind) as error:
        read_notice(data, name)
    return str(error.value)


def test_a_reading_goes_to_json_and_back_without_loss():
    reading = read_notice(NOTICE, "elm.txt")
    assert [entry.name for entry in reading.entries] == ["CPOMS", "Number Orchard"]
    assert reading_from_json(json.loads(json.dumps(reading_to_json(reading)))) == reading


def test_json_with_a_field_we_do_not_know_is_refused_without_quoting_it():
    data = reading_to_json(read_notice(NOTICE, "elm.txt"))
    with pytest.raises(BrokenReading) as error:
        reading_from_json({**data, "pupil": "Ann Example"})
    assert "Ann" not in str(error.value)


def test_json_of_another_schema_is_refused():
    with pytest.raises(BrokenReading) as error:
        reading_from_json({"schema": "other/1"})
    assert str(error.value) == (
        "The reading was not taken: it is not of the schema schoolgate.reading/1. "
        "Make it again with `schoolgate notice read`."
    )


def test_a_page_without_recipients_is_read_with_a_warning():
    reading = read_notice(b"Elm School\n\nWelcome to our school. Term starts on Monday.\n", "elm.txt")
    assert (reading.entries, reading.warnings) == ((), (NO_RECIPIENTS,))
    assert NO_RECIPIENTS == (
        "No recipient was found on the page, so it cannot be adopted. Is it the right document?"
    )


def test_an_empty_file_is_refused():
    words = "Nothing was read: elm.txt is empty. Save the notice again and read the new file."
    assert refused(EmptyNotice, b" \n", "elm.txt") == words


def test_a_document_we_cannot_read_is_refused_by_its_ending():
    assert refused(UnknownDocument, b"Elm School", "elm.wpd") == (
        f"elm.wpd was not read: only {', '.join(READERS)} files can be. "
        "Save the notice as one of these and try again."
    )


def test_two_hundred_megabytes_are_refused():
    assert refused(TooLarge, b"x" * 200_000_000, "elm.txt") == (
        "elm.txt was not read: it has 200 MB and a notice may have 5 MB. "
        "Save the page's text alone, without pictures, and try again."
    )


def test_a_notice_in_welsh_is_not_read_yet():
    assert refused(NotReadYet, WELSH.encode(), "elm.txt") == (
        "elm.txt was not read: it is in Welsh, which is not read yet. "
        "Read the English version, or enter the recipients by hand."
    )


def test_the_schools_name_is_the_one_printed():
    assert read_notice(NOTICE, "elm.txt").school == "Elm School"
    assert read_notice(b"Data sharing\n\nWe share with:\n- CPOMS\n- Arbor\n", "a.txt").school is None
