"""A pupil's record to the next school: what the clause sends, and what our own reader finds in it again."""

import unicodedata
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schoolgate.domain.agreement import Scope
from schoolgate.domain.roll import YEARS, fields_of
from schoolgate.domain.vocabulary import Basis, ChoiceKind, Condition, Subject
from schoolgate.feeds.formats.ctf_xml import MOST
from schoolgate.feeds.formats.profile import load_profile
from schoolgate.feeds.prepare import preview
from schoolgate.feeds.refusals import FeedRefused
from schoolgate.feeds.sources import SOURCES
from tests.feeds.cases import ANN, BEN, MUM, ON, SCHOOL, agreement, clause, request, roll, sent

NUMBERED = replace(SCHOOL, laestab="8233301")
ITEMS = ("upn", "full_name", "date_of_birth", "gender")
MORE = ("year_group", "ethnicity", "language_eal", "looked_after", "sen", "address")


def by_law(*terms, **more):
    """The regulations on pupil information oblige a school: no family's answer is asked."""
    told = tuple(replace(one, reason="SI 2005/1437, regulation 9") for one in terms)
    duty = {"basis": Basis.LEGAL_OBLIGATION, "choice": ChoiceKind.NONE}
    return clause(
        *told, condition=Condition.SUBSTANTIAL_PUBLIC_INTEREST, schedule_1="paragraph 6", **(duty | more)
    )


WHOLE = by_law(
    *sent(*ITEMS, *MORE),
    *sent("emergency_contact", "contact_phone", "contact_email", "address", subjects=(Subject.PARENT,)),
)
KAI = ANN | {
    "preferred_surname": "Lee & Co", "first_language": "POL", "looked_after": False, "sen_status": "K",
    "sen_need": "SLCN", "address_lines": "Flat 2, 1 Mill <Street>, Cranford, Hill, Wessex, Far Away",
}  # fmt: skip


def going_to(authority="881", establishment="2001", **fixed):
    """The format with what only the school knows."""
    told = {"DestSchool/LEA": authority, "DestSchool/Estab": establishment} | fixed
    profile = load_profile("ctf_xml")
    files = [
        replace(
            file,
            headings=tuple(replace(one, fixed=told.get(one.heading, one.fixed)) for one in file.headings),
        )
        for file in profile.files
    ]
    return replace(profile, files=tuple(files), service="sums")


def asked(*clauses, pupils=(KAI,), contacts=(MUM,), school=NUMBERED, own=None):
    of = agreement(*(clauses or (WHOLE,)))
    profiles = (going_to() if own is None else own,)
    return request(of, roll(pupils=pupils, contacts=contacts), school=school, own_profiles=profiles)


def written(*clauses, **more):
    return preview(asked(*clauses, **more))


def tree(parcel):
    (data,) = parcel.files.values()
    return ElementTree.fromstring(data)


def read_back(parcel):
    ((name, data),) = parcel.files.items()
    return SOURCES[".xml"](data, name, ON).tables


def test_the_header_says_from_whom_to_whom_and_for_which_year():
    parcel = written()
    header = tree(parcel).find("Header")

    assert [one.tag for one in header] == [
        "DocumentName", "CTFversion", "DateTime", "DocumentQualifier", "DataDescriptor", "SupplierID",
        "SourceSchool", "DestSchool",
    ]  # fmt: skip
    assert header.findtext("DocumentName") == "Common Transfer File"
    assert (header.findtext("CTFversion"), header.findtext("DateTime")) == ("25.0", "2026-11-22T00:00:00")
    assert [one.text for one in header.find("SourceSchool")] == [
        "823",
        "3301",
        "Hill Primary School",
        "2026",
    ]
    assert [one.text for one in header.find("DestSchool")] == ["881", "2001"]
    assert list(parcel.files) == ["8233301_CTF_8812001_001.xml"]


def test_the_legal_name_identifies_and_the_one_in_use_stands_beside_it():
    (pupil,) = tree(written()).iterfind("CTFpupilData/Pupil")

    assert [one.tag for one in pupil][:5] == ["UPN", "Surname", "Forename", "DOB", "Sex"]
    assert (pupil.findtext("Forename"), pupil.findtext("Surname")) == ("Annabel", "O'Brien")
    assert pupil.findtext("BasicDetails/PreferredForename") == "Ann"
    assert pupil.findtext("BasicDetails/PreferredSurname") == "Lee & Co"


def test_our_own_reader_finds_the_pupil_and_the_contact_again():
    found = read_back(written())
    (pupil,), (contact,) = found["pupil"].records(), found["contact"].records()

    kept = fields_of("pupil").keys() & pupil.keys() - {"id", "address_lines"}
    assert {name: pupil[name] for name in kept} == {name: KAI.get(name) for name in kept}
    assert len(kept) == 14
    assert pupil["address_lines"] == KAI["address_lines"]
    for name in ("priority", "title", "surname", "forename", "phone", "email", "address_lines", "postcode"):
        assert contact[name] == MUM[name]
    assert contact["pupil_id"] == KAI["upn"]


def test_only_what_a_clause_sends_stands_in_it():
    (pupil,) = tree(written(by_law(*sent(*ITEMS)))).iterfind("CTFpupilData/Pupil")

    assert [one.tag for one in pupil] == ["UPN", "Surname", "Forename", "DOB", "Sex", "BasicDetails"]
    assert [one.tag for one in pupil.find("BasicDetails")] == ["PreferredSurname", "PreferredForename"]


def test_what_is_blank_has_no_element_and_nothing_stands_beside_nothing():
    ben = BEN | {"first_language": None, "sen_need": None, "sen_status": None, "postcode": None}
    (pupil,) = tree(written(pupils=(ben,), contacts=())).iterfind("CTFpupilData/Pupil")

    assert pupil.find("BasicDetails/Languages") is None
    assert pupil.find("SENhistory") is None
    assert pupil.find("Contacts") is None


def test_only_the_pupils_who_are_named_travel():
    named = by_law(*sent(*ITEMS), scope=Scope(pupils=("p2",)))
    (pupil,) = tree(written(named, pupils=(ANN, BEN))).iterfind("CTFpupilData/Pupil")

    assert pupil.findtext("UPN") == BEN["upn"]


@pytest.mark.parametrize(
    ("left", "travels"), [(ON, True), (date(2026, 9, 1), True), (date(2026, 6, 1), False)]
)
def test_a_pupil_who_has_left_travels_where_a_person_named_them(left, travels):
    ann = ANN | {"leaving_date": left}
    named = by_law(*sent(*ITEMS), scope=Scope(pupils=("p1", "p2")))
    numbers = [one.findtext("UPN") for one in tree(written(named, pupils=(ann, BEN))).iter("Pupil")]

    assert (ANN["upn"] in numbers) is travels
    assert BEN["upn"] in numbers


@pytest.mark.parametrize("more", [{"everyone": True}, {"year_groups": ("4", "2")}])
def test_nobody_who_has_left_travels_by_a_clause_for_many(more):
    ann = ANN | {"leaving_date": ON}
    many = by_law(*sent(*ITEMS), scope=Scope(pupils=("p1",), **more))
    (pupil,) = tree(written(many, pupils=(ann, BEN))).iter("Pupil")

    assert pupil.findtext("UPN") == BEN["upn"]


def test_a_pupil_without_a_number_is_left_out_and_counted():
    parcel = written(pupils=(ANN, BEN | {"upn": None}))

    assert [(one.heading, one.rows) for one in parcel.left_out] == [("UPN", 1)]
    assert len(list(tree(parcel).iterfind("CTFpupilData/Pupil"))) == 1


def refusal(**more):
    with pytest.raises(FeedRefused) as refused:
        preview(asked(**more))
    return [one for one in refused.value.reasons if "LEA" in one or "UPN" in one]


def test_without_a_destination_nothing_is_made_and_it_says_how_to_name_one():
    own = replace(load_profile("ctf_xml"), service="sums")

    assert refusal(own=own) == [
        (
            "The format 'ctf_xml' requires 'DestSchool/LEA', which only the school knows. Say it once: "
            'schoolgate feed profile set ctf_xml --for SERVICE --fixed "DestSchool/LEA=…"'
        )
    ]


def test_without_the_schools_own_number_nothing_is_made():
    assert refusal(school=SCHOOL) == [
        (
            "The format 'ctf_xml' requires 'SourceSchool/LEA', and the school's record has none. "
            "Set it: schoolgate school set laestab NUMBER"
        )
    ]


def test_a_number_that_is_none_is_refused_before_it_is_sent():
    assert len(refusal(pupils=(ANN | {"upn": "I80120000500"},))) == 1


def test_many_pupils_travel_in_several_files():
    many = [
        ANN | {"id": f"q{n}", "upn": f"B{n:011d}1", "siblings": (), "admission_number": str(n)}
        for n in range(MOST + 1)
    ]
    parcel = written(by_law(*sent(*ITEMS)), pupils=many, own=going_to(Serial="7"))

    assert list(parcel.files) == ["8233301_CTF_8812001_007.xml", "8233301_CTF_8812001_008.xml"]


def test_the_same_day_gives_the_same_bytes():
    one = asked()
    later = replace(one, at=one.at.replace(hour=17))

    assert preview(one).files == preview(later).files


LETTERS = st.characters(min_codepoint=32, exclude_categories=("C", "Z"))
# A roll holds its texts composed (NFC), whichever way a system wrote them.
NAMES = st.text(LETTERS, min_size=1, max_size=12).map(lambda one: unicodedata.normalize("NFC", one))


@settings(max_examples=30, deadline=None)
@given(
    surname=NAMES,
    forename=NAMES,
    known_as=st.none() | NAMES,
    born=st.dates(date(2008, 1, 1), date(2022, 12, 31)),
    sex=st.sampled_from(["F", "M"]),
    year=st.none() | st.sampled_from(YEARS),
    street=st.lists(NAMES.filter(lambda one: "," not in one), min_size=1, max_size=7),
    order=st.none() | st.integers(1, 9),
    guardian=NAMES,
)
def test_whatever_stands_in_a_record_comes_back_as_it_was(
    surname, forename, known_as, born, sex, year, street, order, guardian
):
    pupil = KAI | {
        "legal_surname": surname,
        "legal_forename": forename,
        "preferred_forename": known_as,
        "date_of_birth": born,
        "sex": sex,
        "year_group": year,
        "address_lines": ", ".join(street),
        "entry_date": date(2023, 9, 1),
    }
    contact = MUM | {"priority": order, "surname": guardian}
    found = read_back(written(pupils=(pupil,), contacts=(contact,)))
    (told,), (who,) = found["pupil"].records(), found["contact"].records()

    for name in ("legal_surname", "legal_forename", "date_of_birth", "sex", "address_lines"):
        assert told[name] == pupil[name]
    assert (told.get("preferred_forename"), told.get("year_group")) == (known_as, year)
    assert (who.get("priority"), who["surname"]) == (order, guardian)


def test_a_stage_of_scotland_is_no_year_of_the_file():
    told = tree(written(pupils=(KAI | {"year_group": "P4"},))).find(".//BasicDetails")

    assert [one.tag for one in told if one.tag == "NCyearActual"] == []
