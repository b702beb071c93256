"""The Common Transfer File: what the roll holds of it, and nothing else."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from schoolgate.feeds.sources import SOURCES, RollRefused
from tests.feeds.cases import ON

SHARED = Path(__file__).parents[4] / "shared" / "facts" / "data" / "ctf25_example_synthetic.xml"
PUPIL = """<Pupil><UPN>B801200005001</UPN><Surname>LEE</Surname><Forename>ANN</Forename><DOB>2018-03-14</DOB>
<Sex>F</Sex><BasicDetails><PreferredForename>Annie</PreferredForename><NCyearActual>4</NCyearActual>
<Ethnicity>WBRI</Ethnicity><Languages><Type><LanguageType>F</LanguageType><Language>ENG</Language></Type></Languages>
<EnrolStatus>M</EnrolStatus></BasicDetails>
<FSMhistory><FSMinstance><FSMstartDate>2025-09-03</FSMstartDate></FSMinstance></FSMhistory>
<SENhistory><SEN><StartDate>2024-01-08</StartDate><EndDate>2025-01-07</EndDate><SENprovision>N</SENprovision></SEN>
<SEN><StartDate>2025-01-08</StartDate><SENprovision>K</SENprovision></SEN>
<SENneeds><SENneed><SENtypeRank>2</SENtypeRank><SENtype>HI</SENtype></SENneed>
<SENneed><SENtypeRank>1</SENtypeRank><SENtype>SLCN</SENtype></SENneed></SENneeds></SENhistory>
<Address><BS7666Address><PAON>1</PAON><Street>Elm Road</Street><Town>Hill</Town></BS7666Address>
<PostCode>AA1 1AA</PostCode></Address>
<Contacts><Contact><Order>1</Order><Surname>Lee</Surname><Forename>Jo</Forename><Relationship>PAM</Relationship>
<Responsibility>true</Responsibility><AddressAsPupil>true</AddressAsPupil></Contact></Contacts>
<Attendance><YearData><Year>2026</Year><SessionsPossible>92</SessionsPossible><SessionsAttended>88</SessionsAttended>
</YearData></Attendance></Pupil>"""


def transfer(*pupils, version="25.0"):
    return (
        f"<CTfile><Header><DocumentName>Common Transfer File</DocumentName><CTFversion>{version}</CTFversion>"
        f"</Header><CTFpupilData>{''.join(pupils)}</CTFpupilData></CTfile>"
    ).encode()


def load(data):
    return SOURCES[".xml"](data, "roll.xml", ON)


def refusal(data):
    with pytest.raises(RollRefused) as caught:
        load(data)
    return str(caught.value)


def test_a_pupil_is_read_with_needs_meals_address_and_attendance():
    (ann,) = load(transfer(PUPIL)).tables["pupil"].records()

    assert (ann["id"], ann["legal_forename"], ann["preferred_forename"]) == ("B801200005001", "ANN", "Annie")
    assert (ann["date_of_birth"], ann["sex"], ann["year_group"]) == (date(2018, 3, 14), "F", "4")
    assert (ann["sen_status"], ann["sen_need"], ann["fsm_eligible"]) == ("K", "SLCN", True)
    assert (ann["address_lines"], ann["postcode"]) == ("1 Elm Road, Hill", "AA1 1AA")
    assert (ann["attendance_percentage"], ann["dual_enrolled"]) == (Decimal("95.65"), True)
    assert (ann["first_language"], ann["ethnicity"]) == ("ENG", "WBRI")


def test_a_contact_has_its_order_and_responsibility_and_the_pupils_address_where_it_says_so():
    (jo,) = load(transfer(PUPIL)).tables["contact"].records()

    assert (jo["priority"], jo["parental_responsibility"], jo["pupil_id"]) == (1, True, "B801200005001")
    assert jo["address_lines"] == "1 Elm Road, Hill"


def test_what_a_file_does_not_tell_of_a_pupil_is_blank_and_not_no():
    bare = "<Pupil><UPN>B801200005002</UPN><Surname>Li</Surname><Forename>Bo</Forename></Pupil>"
    _, bo = load(transfer(PUPIL, bare)).tables["pupil"].records()

    assert (bo["fsm_eligible"], bo["sen_status"], bo["dual_enrolled"]) == (None, None, None)


def test_meals_that_have_ended_are_no_longer_due():
    ended = PUPIL.replace("</FSMstartDate>", "</FSMstartDate><FSMendDate>2026-07-01</FSMendDate>")
    (ann,) = load(transfer(ended)).tables["pupil"].records()

    assert ann["fsm_eligible"] is False


def test_an_old_version_and_none_are_refused():
    assert "it is version 17.0; 23 and later are read." in refusal(transfer(PUPIL, version="17.0"))
    assert "its header does not say which version of the Common Transfer File it is." in refusal(
        transfer(PUPIL, version="")
    )


def test_a_fault_is_told_by_the_pupils_place_and_the_element():
    told = refusal(transfer(PUPIL, PUPIL.replace("2018-03-14", "14th")))

    assert "- table pupil, row 2, column 'DOB': is not a date." in told


@pytest.mark.skipif(not SHARED.exists(), reason="the folder of sample formats is not here")
def test_a_made_up_file_of_version_25_is_read():
    assert len(load(SHARED.read_bytes()).tables["pupil"].rows) == 1
