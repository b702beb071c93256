"""Attendance marks and assessments: many to a pupil, held beside them."""

import csv
import hashlib
import io
from datetime import date

import pytest

from schoolgate.domain.agreement import Scope
from schoolgate.domain.vocabulary import ChoiceKind
from schoolgate.feeds.bulk.on_duckdb import OnDuckdb
from schoolgate.feeds.prepare import preview
from schoolgate.feeds.rekeying import rekeyed
from schoolgate.feeds.snapshot import open_snapshot, seal, snapshot_of
from schoolgate.feeds.sources import SOURCES, RollRefused
from schoolgate.feeds.sources.archive import pack
from schoolgate.feeds.sources.zip_of_csv import load_zip, write_zip
from schoolgate.feeds.tables import digest, tables_of
from tests.feeds.cases import ANN, BEN, ON, agreement, clause, decision, request, sent
from tests.feeds.engines import made_by, write_by_authority

PUPILS = b"id,forename,surname\n1,Ann,Lee\n2,Bo,Ng\n"
MARKS = b"pupil_id,date,session,code\n2,2026-09-02,PM,\\\n1,2026-09-01,am,/\n2,2026-09-01,Morning,I\n"
RESULTS = b"pupil_id,subject,aspect,year,result\n1,Maths,Reasoning,2026,104\n2,Maths,,2026,EXS\n"
KEY = b"k" * 32


def whole(**files):
    return pack({"pupil.csv": PUPILS} | {f"{name}.csv": data for name, data in files.items()})


def load(data, suffix=".zip"):
    return SOURCES[suffix](data, f"roll{suffix}", ON).tables


def refusal(data, suffix=".zip"):
    with pytest.raises(RollRefused) as caught:
        load(data, suffix)
    return str(caught.value)


def test_a_zip_of_our_tables_holds_marks_and_results():
    found = load(whole(attendance=MARKS, assessment=RESULTS))

    assert found["attendance"].rows == (
        ("1", date(2026, 9, 1), "AM", "/"),
        ("2", date(2026, 9, 1), "AM", "I"),
        ("2", date(2026, 9, 2), "PM", "\\"),
    )
    assert found["assessment"].columns == ("pupil_id", "subject", "aspect", "year", "result")
    assert found["assessment"].rows[0] == ("1", "Maths", "Reasoning", 2026, "104")


def test_marks_and_results_are_sealed_with_the_roll_and_come_back():
    tables = load(whole(attendance=MARKS, assessment=RESULTS))
    opened = open_snapshot(seal(tables, key=KEY, school_id="s1"), key=KEY, school_id="s1")

    assert opened.tables() == tables
    assert load_zip(write_zip(tables), "roll.zip", ON).tables == tables
    opened.close()


def test_a_roll_without_marks_has_the_digest_that_it_always_had():
    plain = b'{"pupil":[["id"],["1"]],"contact":[[]],"class":[[]],"enrolment":[[]],"staff":[[]]}'

    assert (
        digest(tables_of({"pupil": [{"id": "1"}]}, {"pupil": ("id",)})) == hashlib.sha256(plain).hexdigest()
    )


def test_any_mark_changes_the_digest():
    marks = load(whole(attendance=MARKS))

    assert digest(marks) != digest(load(whole(attendance=MARKS.replace(b",I\n", b",L\n"))))
    assert digest(marks) != digest(load(whole()))


def test_a_mark_of_nobody_is_refused():
    assert refusal(whole(attendance=MARKS + b"9,2026-09-01,AM,/\n")) == (
        "The roll in 'roll.zip' was not loaded.\n"
        "- table attendance, row 5, column 'pupil_id': names nobody in table pupil.\n"
        "Put this right in the school's system, export again and load the new file."
    )


def test_a_session_with_two_marks_is_refused_and_one_told_twice_is_one():
    twice = whole(attendance=MARKS + b"1,2026-09-01,AM,/\n")
    differs = whole(attendance=MARKS + b"1,2026-09-01,AM,L\n")

    assert len(load(twice)["attendance"].rows) == 3
    assert "row 5, column 'code': is another mark for the session of row 3." in refusal(differs)


def test_a_mark_is_kept_as_the_nations_register_has_it():
    found = load(whole(attendance=MARKS.replace(b",I\n", b",=cmd()\n").replace(b",/\n", b",TOP\n")))

    assert found["attendance"].column("code") == ("TOP", "=cmd()", "\\")


def test_a_mark_that_is_missing_is_refused():
    assert "row 4, column 'code': is blank, and every row needs it." in refusal(
        whole(attendance=MARKS.replace(b",I\n", b",\n"))
    )


def test_marks_follow_a_pupil_to_the_key_they_have_here():
    tables = rekeyed(load(whole(attendance=MARKS, assessment=RESULTS)), {"2": "7"})

    assert set(tables["attendance"].column("pupil_id")) == {"1", "7"}
    assert set(tables["assessment"].column("pupil_id")) == {"1", "7"}


def test_a_flat_report_tells_each_mark_and_result_once():
    rows = (
        b"Adno,Forename,Surname,Class,Attendance date,Session,Mark,Subject,Result,Key Stage\n"
        b"1,Ann,Lee,4 Ash,01/09/2026,AM,/,Maths,104,KS2\n"
        b"1,Ann,Lee,4 Ash,01/09/2026,PM,\\,Maths,104,KS2\n"
        b"1,Ann,Lee,4 Ash,01/09/2026,PM,\\,Reading,EXS,KS2\n"
        b"2,Bo,Ng,4 Ash,01/09/2026,am,I,,,\n"
    )
    found = load(rows, ".csv")

    assert found["attendance"].rows == (
        ("1", date(2026, 9, 1), "AM", "/"),
        ("1", date(2026, 9, 1), "PM", "\\"),
        ("2", date(2026, 9, 1), "AM", "I"),
    )
    assert found["assessment"].rows == (("1", "KS2", "Maths", "104"), ("1", "KS2", "Reading", "EXS"))
    assert found["pupil"].column("registration_class") == ("4 Ash", "4 Ash")


def test_a_lone_mark_column_is_no_attendance():
    report = SOURCES[".csv"](b"Adno,Forename,Surname,Mark\n1,Ann,Lee,7\n", "roll.csv", ON).report

    assert report.not_understood == ("Mark",)


def test_a_transfer_file_gives_every_assessment_with_what_kind_it_is():
    data = b"""<CTfile><Header><CTFversion>25.0</CTFversion></Header><CTFpupilData><Pupil>
<UPN>B801200005001</UPN>
<Surname>LEE</Surname><Forename>ANN</Forename><StageAssessments><KeyStage><Stage>KS1</Stage>
<StageAssessment><Locale>ENG</Locale><Year>2025</Year><Subject>ENG</Subject><Method>TA</Method>
<Component>REA</Component><ResultStatus>R</ResultStatus><ResultQualifier>NA</ResultQualifier>
<Result>EXS</Result></StageAssessment>
<StageAssessment><Year>2025</Year><Subject>MAT</Subject></StageAssessment>
</KeyStage></StageAssessments></Pupil></CTFpupilData></CTfile>"""
    loaded = SOURCES[".xml"](data, "roll.xml", ON)

    assert list(loaded.tables["assessment"].records()) == [
        {
            "pupil_id": "B801200005001",
            "stage": "KS1",
            "subject": "ENG",
            "aspect": "REA",
            "method": "TA",
            "year": 2025,
            "status": "R",
            "qualifier": "NA",
            "result": "EXS",
        }
    ]
    assert "1 assessments have no result, and were left out." in loaded.report.notes


MANY = (
    {"pupil_id": "p1", "stage": "KS1", "subject": "Maths", "year": 2025, "result": "104", "method": "TA"},
    {"pupil_id": "p1", "subject": "English", "result": "EXS"},
    {"pupil_id": "p2", "subject": "Maths", "result": "99"},
)


def with_results(*pupils):
    return snapshot_of(tables_of({"pupil": pupils, "assessment": MANY}))


def test_results_leave_a_row_each_by_the_pupils_key_and_of_those_alone_whom_the_clause_lets_in():
    of_one = agreement(clause(*sent("first_name", "attainment"), scope=Scope(year_groups=("4",))))

    parcel = preview(request(of_one, with_results(ANN, BEN)))

    [key] = [row["Pupil key"] for row in rows_of(parcel, "pupils.csv")]
    assert [(row["Pupil key"], row["Subject"], row["Result"]) for row in rows_of(parcel, "results.csv")] == [
        (key, "English", "EXS"),
        (key, "Maths", "104"),
    ]
    assert parcel.people == ("p1",)
    assert set(parcel.released["p1"]) == {"first_name", "attainment"}
    assert b"TA" not in parcel.files["results.csv"]  # how it was assessed was not declared


def test_a_family_who_said_no_has_no_results_in_it():
    asked = agreement(clause(*sent("attainment"), choice=ChoiceKind.PERMISSION))

    parcel = preview(request(asked, with_results(ANN, BEN), {"1": {"p2": (decision("p2", "yes"),)}}))

    assert [row["Result"] for row in rows_of(parcel, "results.csv")] == ["99"]


@pytest.mark.parametrize("name", ["people_csv", "people_xlsx", "plain_json"])
def test_each_format_that_takes_whatever_is_sent_takes_results(name):
    of = agreement(clause(*sent("attainment")), format=name)

    assert preview(request(of, with_results(ANN, BEN))).rows == 3


def test_a_recipients_own_format_has_no_place_for_results_and_says_so():
    named = clause(*sent("full_name", "class", "year_group", "attainment"))
    told = preview(request(agreement(named, format="ttrockstars_csv"), with_results(ANN, BEN)))

    assert {one.code for one in told.withheld if one.item == "attainment"} == {"profile-does-not-take-it"}


def test_a_roll_without_results_says_that_none_holds_them():
    without = preview(request(agreement(clause(*sent("full_name", "attainment")))))

    assert [(one.item, one.code) for one in without.withheld] == [("attainment", "no-roll-holds-it")]


def test_results_of_many_schools_are_those_of_each_school_by_itself(tmp_path):
    tables = tables_of({"pupil": (ANN, BEN), "assessment": MANY})
    write_by_authority(tmp_path, {("201", "s1"): tables, ("201", "s2"): tables})
    of = agreement(clause(*sent("first_name", "attainment"), scope=Scope(year_groups=("4",))))

    together = made_by(OnDuckdb(), of, tmp_path)

    alone = preview(request(of, snapshot_of(tables)))
    assert [{name: without_keys(data) for name, data in files.items()} for files, _ in together.values()] == [
        {name: without_keys(data) for name, data in alone.files.items()}
    ] * 2


def without_keys(data):
    return sorted(line.partition(b",")[2] for line in data.splitlines())


def rows_of(parcel, name):
    return list(csv.DictReader(io.StringIO(parcel.files[name].decode(), newline="")))
