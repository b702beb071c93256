"""A recipient whose format nobody publishes: its headings make one, and nothing below them is kept."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolgate.domain.errors import Invalid
from schoolgate.feeds.encoder import Form, encode
from schoolgate.feeds.formats.learn import Corrections, learn
from schoolgate.feeds.formats.profile import profile_of
from schoolgate.feeds.formats.sample import read_sample
from schoolgate.feeds.prepare import preview
from schoolgate.feeds.refusals import FeedRefused
from tests.feeds.cases import ANN, agreement, clause, request, roll, sent

SAMPLE = (
    b"\xef\xbb\xbfPupil Name;UPN;D.O.B.;Class;Year;Gender;FSM\r\n"
    b"Zaphod Beeblebrox;Z999;31/01/2015;Heart of Gold;Year 5;Female;Y\r\n"
)
TOLD = Corrections(maps={"D.O.B.": "date_of_birth"})


def learned(data=SAMPLE, corrections=TOLD, about=None):
    return learn(read_sample(data, "bugs.csv"), corrections, about)


def profile(found, **more):
    return profile_of({"name": "own_sums", "version": 1, "label": "Sums", **found.record, **more})


def written(found, *items, **more):
    of = agreement(clause(*sent(*items)), format="own_sums")
    (data,) = preview(request(of, own_profiles=(profile(found, **more),))).files.values()
    return data


def refused(data=SAMPLE, corrections=TOLD, about=None):
    with pytest.raises(Invalid) as said:
        learned(data, corrections, about)
    return str(said.value)


def test_headings_are_taken_by_their_words_and_shown_with_what_they_are_taken_for():
    assert [(one.heading, one.words, one.how) for one in learned().headings] == [
        ("Pupil Name", "First name and surname", "known"),
        ("UPN", "Unique pupil number", "known"),
        ("D.O.B.", "Date of birth", "said"),
        ("Class", "Registration class", "known"),
        ("Year", "Year group", "known"),
        ("Gender", "Sex", "known"),
        ("FSM", "Eligible for free school meals", "known"),
    ]


def test_a_feed_is_then_spelled_as_the_sample_is():
    data = written(learned(), "full_name", "date_of_birth", "class", "year_group", "gender")

    assert (
        data
        == (
            "\ufeffPupil Name;UPN;D.O.B.;Class;Year;Gender;FSM\r\n"
            "Ben O'Brien;;01/12/2019;2 Ash;Year 2;Male;\r\n"
            "Ann O'Brien;;09/03/2017;4 Oak;Year 4;Female;\r\n"
        ).encode()
    )


def test_a_heading_of_a_sample_lets_nothing_out_that_the_agreement_does_not_send():
    assert b"O'Brien" not in written(learned(), "date_of_birth")


def test_no_cell_of_the_sample_is_kept():
    kept = json.dumps(learned().record)

    assert not any(one in kept for one in ("Zaphod", "Z999", "31/01/2015", "Heart of Gold"))
    assert "Zaphod" not in repr(read_sample(SAMPLE, "bugs.csv")) + repr(learned())


def test_headings_that_nobody_knows_are_refused_by_name():
    assert refused(b"Surname,Frequency,Flavour\r\n", Corrections()) == (
        "No format was made from 'bugs.csv': nobody here knows what 'Frequency', 'Flavour' are. "
        'Say it with --map "Frequency=FIELD" (a column of the roll, or one of forename, surname, name, key, '
        "password, school_name, school_number, class_teacher, class_teacher_email, registration_class), or "
        'leave it empty with --empty "Frequency".'
    )


def test_a_heading_is_left_empty_only_where_the_school_says_so():
    found = learned(b"Surname,Flavour\r\n", Corrections(empty=["Flavour"]))

    assert written(found, "full_name").splitlines()[1:] == [b"O'Brien,", b"O'Brien,"]


def test_one_text_for_all_stands_in_every_row():
    found = learned(b"Surname,Site\r\n", Corrections(fixed={"Site": "Upper"}))

    assert written(found, "full_name").splitlines()[1:] == [b"O'Brien,Upper", b"O'Brien,Upper"]


def test_dates_that_can_be_read_two_ways_are_asked_about():
    assert refused(b"Surname,Date of birth\r\nBlack,03/04/2016\r\n", Corrections()) == (
        "No format was made from 'bugs.csv': what stands under 'Date of birth' may be read in more than one "
        'way. Say how dates are spelled, with --dates "DD/MM/YYYY" or another of YYYY-MM-DD, DD-MM-YYYY, '
        "DD.MM.YYYY, DD/MM/YY, MM/DD/YYYY, YYYY/MM/DD, YYYYMMDD."
    )


def test_dates_without_an_example_are_asked_about_and_taken_as_said():
    assert "has no date that we can read" in refused(b"Surname,Date of birth\r\n", Corrections())
    assert learned(b"Date of birth\r\n", Corrections(dates="DD.MM.YYYY")).record["dates"] == "%d.%m.%Y"


def test_codes_that_nobody_here_knows_are_a_doubt_for_a_person():
    (doubt,) = learned(b"Surname,Gender\r\nBlack,Zork\r\n", Corrections()).doubts

    assert doubt == (
        "Under 'Gender' the sample spells things in a way that nobody here knows: our own codes would be "
        "sent. Look at a preview before the first send."
    )


def test_a_required_heading_leaves_out_the_pupil_who_lacks_it():
    found = learned(b"Surname,Year\r\n", Corrections(required=["Year"]))
    (heading,) = [one for one in profile(found).of_pupils if one.required]

    assert heading.heading == "Year"


def test_a_correction_of_a_heading_that_is_not_there_is_refused():
    assert refused(b"Surname\r\n", Corrections(empty=["Surnam"])) == (
        "No format was made: 'bugs.csv' has no heading 'Surnam'. It has Surname."
    )


@pytest.mark.parametrize(
    ("heading", "plain"),
    [
        ("Class (required)", "Class"),
        ("Surname - mandatory", "Surname"),
        ("Year group [optional]", "Year group"),
        ("Child's surname", "Surname"),
        ("Pupil Year Group (if known)", "Year group"),
        ("Learner’s sex*", "Sex"),
    ],
)
def test_whether_and_of_whom_a_cell_is_asked_is_no_part_of_its_heading(heading, plain):
    as_told, bare = (learned(f"{one}\r\n".encode(), Corrections()) for one in (heading, plain))
    (told,), (known,) = profile(as_told).files[0].headings, profile(bare).files[0].headings
    assert (told.heading, told.takes, told.items) == (heading, known.takes, known.items)


@pytest.mark.parametrize("heading", ["Required", "Student premium (optional)", "Child notes", "Pupils"])
def test_what_is_left_without_them_is_taken_for_nothing_else(heading):
    assert f"nobody here knows what '{heading}' is" in refused(f"{heading}\r\n".encode(), Corrections())


def test_a_correction_that_names_no_field_is_refused():
    assert "'wand' is no field" in refused(b"Surname\r\n", Corrections(maps={"Surname": "wand"}))


def test_a_file_of_staff_is_known_by_its_headings_and_gets_staff():
    found = learned(b"Title,Surname,Employee number\r\n", Corrections())

    assert found.about == "staff"
    assert learned(b"Surname,Forename\r\n", Corrections()).about == "pupil"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it is empty. Name a file with the recipient's headings in its first line."),
        (b"PK\x03\x04", "it is a workbook. Save it as CSV (UTF-8) and name that file."),
        (b"\xff\xfea\x00", "it is not text as a CSV is. Save it as CSV (UTF-8) and name that file."),
        (b'a,"b\n', "a quotation mark in it is left open, or stands where none may."),
        (b"a,b,a\n", "two of its columns are both headed 'a'. Keep one of them."),
        (b",,\n", "its first line has no headings."),
        (b"a" * 1_048_577, "it is larger than 1 MB. The headings and two or three made-up rows are enough."),
        (b",".join(b"h%d" % n for n in range(201)), "it has more than 200 columns."),
        (b"\x81\x8d", "its letters are in no encoding we know. Save it as CSV (UTF-8) and name that file."),
    ],
)
def test_a_sample_that_is_no_list_of_headings_is_refused_in_words(data, why):
    assert refused(data, Corrections()) == f"No format was made from 'bugs.csv': {why}"


@given(
    st.builds(
        Form,
        newline=st.sampled_from(["\n", "\r\n"]),
        encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]),
        delimiter=st.sampled_from([",", ";", "\t", "|"]),
        quoting=st.sampled_from(["needed", "every"]),
        escape=st.sampled_from(["quote", "backslash"]),
    )
)
def test_the_form_of_a_sample_is_found_whatever_it_is(form):
    cells = ["Zoë", 'a "quote"', "plain"]
    assert read_sample(encode(["Pupil Name", "UPN", "Class"], [cells], form), "a.csv").form == form


def test_a_letter_for_which_the_recipients_encoding_has_no_sign_stops_the_feed_and_is_not_swapped():
    found = learned("Surname;Zoë\r\n".encode("cp1252"), Corrections(empty=["Zoë"]))
    of = agreement(clause(*sent("full_name")), format="own_sums")
    welsh = ANN | {"legal_surname": "Gŵyr"}

    with pytest.raises(FeedRefused) as said:
        preview(request(of, roll(pupils=(welsh,)), own_profiles=(profile(found),)))
    assert said.value.reasons[0] == (
        "In 1 row 'Surname' has a letter for which the encoding 'cp1252' of the format 'own_sums' has no "
        "sign. Nothing is changed: ask the recipient to take UTF-8, and give a new sample of its headings."
    )


@pytest.mark.parametrize(
    ("heading", "below", "how"),
    [
        ("Date of birth (DD/MM/YYYY)", "", "%d/%m/%Y"),
        ("DOB (mm/dd/yyyy)", "03/04/2016", "%m/%d/%Y"),
        ("Date of Birth - YYYY-MM-DD (required)", "2016-04-03", "%Y-%m-%d"),
        ("DOB DD.MM.YYYY", "", "%d.%m.%Y"),
    ],
)
def test_a_heading_may_say_how_its_dates_are_spelled(heading, below, how):
    sample = read_sample(f"Forename,{heading}\n{'Ann' if below else ''},{below}\n".encode(), "upload.csv")

    assert learn(sample, Corrections()).record["dates"] == how


def test_a_heading_that_says_other_dates_than_stand_below_it_is_asked_about():
    sample = read_sample(b"Forename,DOB (DD/MM/YYYY)\nAnn,2016-04-03\n", "upload.csv")

    with pytest.raises(Invalid, match="has no date that we can read"):
        learn(sample, Corrections())


def test_two_words_for_one_thing_are_one_heading_and_two_things_are_none():
    known = learn(read_sample(b"Forename,Class/Form\n", "upload.csv"), Corrections())
    assert known.headings[1].words == "Registration class"

    with pytest.raises(Invalid, match="nobody here knows what 'Class/Year' is"):
        learn(read_sample(b"Forename,Class/Year\n", "upload.csv"), Corrections())
