"""Rolls over several CSV files: OneRoster and School Data Sync, each known by its files and headings."""

from datetime import date
from pathlib import Path

import pytest

from schoolgate.feeds.sources import SOURCES, RollRefused
from schoolgate.feeds.sources.archive import pack
from tests.feeds.cases import ON

SHARED = Path(__file__).parents[4] / "shared" / "formats"
USERS_1P1 = (
    "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,"
    "middleName,identifier,email,sms,phone,agentSourcedIds,grades,password\n"
    "u1,,,true,o1,student,ann,{UPN:B801200005001},Ann,Lee,,x,a@x.example,,,u3,04,\n"
    "u2,,,true,o1,teacher,tom,,Tom,Ash,,,,,,,,\n"
    "u3,,,true,o1,parent,jo,,Jo,Lee,,,jo@x.example,,0770,u1,,\n"
)
CLASSES = (
    "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,"
    "schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods\n"
    "k1,,,4 Oak,04,c1,,homeroom,,o1,t1,,,\nk2,,,Maths,,c1,,scheduled,,o1,t1,Mathematics,,\n"
)
ENROLMENTS = (
    "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,"
    "endDate\n"
    "e1,,,k1,o1,u1,student,,2026-09-01,2027-07-22\ne2,,,k1,o1,u2,teacher,true,,\ne3,,,k2,o1,u1,student,,,\n"
)
DEMOGRAPHICS = (
    "sourcedId,status,dateLastModified,birthDate,sex\nu1,,,2018-03-14,female\nu2,,,1980-01-01,male\n"
)
ONEROSTER_1P1 = {
    "users.csv": USERS_1P1,
    "classes.csv": CLASSES,
    "enrollments.csv": ENROLMENTS,
    "demographics.csv": DEMOGRAPHICS,
}
ONEROSTER_1P2 = {
    **ONEROSTER_1P1,
    "users.csv": (
        "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,agentSourcedIds,"
        "grades,preferredGivenName,preferredFamilyName\n"
        "u1,,,true,ann,,Annabel,Lee,u3,04,Ann,\nu2,,,true,tom,,Tom,Ash,,,,\nu3,,,true,jo,,Jo,Lee,u1,,,\n"
    ),
    "roles.csv": (
        "sourcedId,status,dateLastModified,userSourcedId,roleType,role,orgSourcedId\n"
        "r1,,,u1,primary,student,o1\nr2,,,u2,primary,teacher,o1\nr3,,,u3,primary,guardian,o1\n"
        "r4,,,u2,secondary,parent,o1\n"
    ),
}
SDS_UK = {
    "School.csv": "DfE Number,Name\n10001,Hill\n",
    "Student.csv": (
        "ID,School DfE Number,First Name,Last Name,Username,Password,Grade,Birthdate\n"
        "1,10001,Ann,Lee,alee,secret,4,3/14/2018\n2,10001,Bo,Li,bli,secret,PS1,4/2/2018\n"
    ),
    "Teacher.csv": "ID,School DfE Number,First Name,Last Name,Username\n9,10001,Tom,Ash,tash\n",
    "Section.csv": "ID,School DfE Number,Section Name,Course Subject\n5,10001,4 Oak,Art\n",
    "StudentEnrollment.csv": "Section ID,ID\n5,1\n5,2\n",
    "TeacherRoster.csv": "Section ID,ID\n5,9\n",
    "user.csv": "Email,First Name,Last Name,Phone,SIS ID\njo@x.example,Jo,Lee,,\n",
    "guardianrelationship.csv": "SIS ID,Email,Role\n1,jo@x.example,Parent\n",
}


def american(text):
    return text.replace("School DfE Number", "School SIS ID").replace("Section ID", "Section SIS ID")


SDS_US = {
    file: american(text).replace("\nID,", "\nSIS ID,").replace(",ID\n", ",SIS ID\n")
    if not american(text).startswith("ID,")
    else "SIS ID," + american(text)[3:]
    for file, text in SDS_UK.items()
}
SDS_2 = {
    "orgs.csv": "sourcedId,name,type,parentSourcedId\n10,Hill,school,\n",
    "users.csv": (
        "sourcedId,orgSourcedIds,givenName,familyName,username,password,role,grade\n"
        "1,10,Ann,Lee,alee@x.example,secret,Student,4\n9,10,Tom,Ash,tash@x.example,secret,Teacher,\n"
    ),
    "classes.csv": "sourcedId,orgSourcedId,title\n5,10,4 Oak\n",
    "enrollments.csv": "classSourcedId,userSourcedId,role\n5,1,Student\n5,9,Teacher\n",
}
SDS_2P1 = {
    **SDS_2,
    "users.csv": (
        "sourcedId,username,givenName,familyName,password,email,phone,sms\n1,alee@x.example,Ann,Lee,secret,,,\n"
        "9,tash@x.example,Tom,Ash,secret,,,\n3,jo@x.example,Jo,Lee,secret,jo@x.example,+441,\n"
    ),
    "roles.csv": "userSourcedId,orgSourcedId,role,grade\n1,10,student,4\n9,10,teacher,\n",
    "relationships.csv": "userSourcedId,relationshipUserSourcedId,relationshipRole\n1,3,guardian\n",
    "demographics.csv": "userSourcedId,sex,birthDate\n1,female,2018-03-14\n",
}


def load(files, **more):
    members = {name: text.encode() for name, text in {**files, **more}.items()}
    return SOURCES[".zip"](pack(members), "roll.zip", ON)


def records(loaded, table):
    return list(loaded.tables[table].records())


def refusal(files):
    with pytest.raises(RollRefused) as caught:
        load(files)
    return str(caught.value)


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        (ONEROSTER_1P1, "OneRoster 1.1"),
        (ONEROSTER_1P2, "OneRoster 1.2"),
        (SDS_UK, "Microsoft School Data Sync v1, UK layout"),
        (SDS_US, "Microsoft School Data Sync v1, US layout"),
        (SDS_2, "Microsoft School Data Sync v2"),
        (SDS_2P1, "Microsoft School Data Sync v2.1"),
    ],
)
def test_a_zip_is_known_by_what_is_in_it_and_tells_who_teaches_whom(files, kind):
    loaded = load(files)
    ann, (tom,) = records(loaded, "pupil")[0], records(loaded, "staff")

    assert loaded.report.kind == kind
    assert (ann["preferred_forename"] or ann["legal_forename"], ann["year_group"]) == ("Ann", "4")
    assert (tom["forename"], tom["surname"]) == ("Tom", "Ash")
    oak = next(one for one in records(loaded, "class") if one["name"] == "4 Oak")
    assert oak["teacher_id"] == tom["id"]
    assert (oak["id"], ann["id"], "pupil") in {
        (one["class_id"], one["person_id"], one["role"]) for one in records(loaded, "enrolment")
    }


@pytest.mark.parametrize("files", [ONEROSTER_1P1, ONEROSTER_1P2, SDS_UK, SDS_US, SDS_2P1])
def test_whoever_answers_for_a_pupil_is_a_contact_of_that_pupil(files):
    loaded = load(files)

    assert [(one["forename"], one["pupil_id"]) for one in records(loaded, "contact")] == [
        ("Jo", records(loaded, "pupil")[0]["id"])
    ]


def test_what_oneroster_tells_of_a_pupil_is_kept_and_no_more():
    loaded = load(ONEROSTER_1P1)
    (ann,) = records(loaded, "pupil")

    assert (ann["upn"], ann["date_of_birth"], ann["sex"]) == ("B801200005001", date(2018, 3, 14), "F")
    assert (ann["registration_class"], ann["username"]) == ("4 Oak", "ann")
    assert "identifier" in loaded.report.not_understood
    assert "admission_number" not in ann


def test_the_last_day_in_a_class_is_the_day_before_the_end_that_oneroster_gives():
    days = [one["to_date"] for one in records(load(ONEROSTER_1P1), "enrolment") if one["to_date"]]

    assert days == [date(2027, 7, 21)]


def test_the_name_in_use_and_the_legal_one_are_two_in_oneroster_1p2():
    (ann,) = records(load(ONEROSTER_1P2), "pupil")

    assert (ann["legal_forename"], ann["preferred_forename"]) == ("Annabel", "Ann")
    assert (ann["legal_surname"], ann["preferred_surname"]) == ("Lee", None)


def manifest(version="1.1", **modes):
    told = "".join(f"file.{name},{mode}\n" for name, mode in modes.items())
    return f"propertyName,value\nmanifest.version,1.0\noneroster.version,{version}\n{told}"


def test_changes_alone_are_refused_by_name():
    assert refusal({**ONEROSTER_1P1, "manifest.csv": manifest(users="delta", classes="bulk")}) == (
        "The roll in 'roll.zip' was not loaded.\n- it holds changes alone (delta): users.csv.\n"
        "A roll is read whole: export it as bulk."
    )


def test_half_a_zip_is_known_by_its_manifest():
    assert refusal({**ONEROSTER_1P1, "manifest.csv": manifest(users="bulk", courses="bulk")}) == (
        "The roll in 'roll.zip' was not loaded.\n"
        "- the manifest names 'courses.csv', and the zip does not hold it.\n"
        "Part of the export is missing: export it again."
    )


def test_a_manifest_of_another_version_is_refused():
    told = refusal({**ONEROSTER_1P1, "manifest.csv": manifest("1.2", users="bulk")})

    assert "its manifest says OneRoster 1.2, and its files are laid out as OneRoster 1.1." in told


def test_a_row_that_a_standard_says_is_gone_is_left_out():
    gone = USERS_1P1 + "u4,tobedeleted,,true,o1,student,bo,,Bo,Li,,,,,,,04,\n"

    assert len(records(load({**ONEROSTER_1P1, "users.csv": gone}), "pupil")) == 1


def test_a_zip_that_could_be_two_kinds_is_refused_by_their_names():
    told = refusal({**ONEROSTER_1P1, "pupil.csv": "id,legal_forename,legal_surname\np1,A,B\n"})

    assert "it could be each of these: a CSV for each table of the roll and OneRoster 1.1." in told


def test_a_fault_is_told_by_its_file_row_and_heading():
    told = refusal({**ONEROSTER_1P1, "demographics.csv": DEMOGRAPHICS.replace("2018-03-14", "soon")})

    assert (
        "- table pupil, row 2, column 'birthDate of demographics.csv': is not a date. "
        "Write DD/MM/YYYY or YYYY-MM-DD."
    ) in told


def test_a_class_nobody_wrote_down_is_refused():
    told = refusal({**ONEROSTER_1P1, "enrollments.csv": ENROLMENTS.replace("e3,,,k2", "e3,,,k9")})

    assert "column 'classSourcedId of enrollments.csv': names nobody in table class." in told


def test_a_grade_that_is_no_year_of_ours_is_left_blank_and_told():
    loaded = load(SDS_UK)

    assert [one["year_group"] for one in records(loaded, "pupil")] == ["4", None]
    assert (
        "Left blank, as it is no year group of this country's schools: 'Grade of Student.csv' in row 3."
        in loaded.report.notes
    )


def test_birthdays_are_read_month_first_only_where_the_column_proves_it():
    proved = load(SDS_UK)
    doubtful = load(SDS_UK, **{"Student.csv": SDS_UK["Student.csv"].replace("3/14/2018", "3/4/2018")})
    day_first = load(SDS_UK, **{"Student.csv": SDS_UK["Student.csv"].replace("3/14/2018", "14/3/2018")})

    assert [one["date_of_birth"] for one in records(proved, "pupil")] == [date(2018, 3, 14), date(2018, 4, 2)]
    assert "date_of_birth" not in records(doubtful, "pupil")[0]
    assert (
        "Left out: 'Birthdate of Student.csv', as its dates could have the day or the month first."
        in doubtful.report.notes
    )
    assert [one["date_of_birth"] for one in records(day_first, "pupil")] == [
        date(2018, 3, 14),
        date(2018, 2, 4),
    ]


def test_pupils_of_two_schools_in_one_file_are_told():
    two = SDS_UK["Student.csv"].replace("2,10001", "2,10002")

    assert (
        "It holds pupils of 2 schools, and all were read as one school's."
        in load(SDS_UK, **{"Student.csv": two}).report.notes
    )


def test_no_password_is_ever_kept():
    for files in (SDS_UK, SDS_US, SDS_2, SDS_2P1):
        assert "secret" not in str([t.rows for t in load(files).tables.by_name.values()])


@pytest.mark.skipif(not SHARED.exists(), reason="the folder of sample formats is not here")
@pytest.mark.parametrize("folder", ["sds-v1-uk/25_Users", "sds-v1-us/25_Users", "sds-v2", "sds-v2.1"])
def test_the_vendors_own_samples_are_read(folder):
    members = {path.name: path.read_text("utf-8-sig") for path in (SHARED / folder).glob("*.csv")}

    assert len(records(load(members), "pupil")) >= 3
