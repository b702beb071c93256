"""Each format's bytes, held to a golden file; and what each takes and leaves out."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest

from schoolgate.domain.agreement import KeyKind, Scope
from schoolgate.domain.roll import roll_field
from schoolgate.domain.vocabulary import ChoiceKind, Subject, Transform
from schoolgate.feeds.encoder import encode, is_unsafe
from schoolgate.feeds.formats import FORMATS, default_format
from schoolgate.feeds.formats.profile import Heading, Profile
from schoolgate.feeds.prepare import preview
from schoolgate.feeds.quarantine import refusals_of_rows
from schoolgate.feeds.rows import feed_of
from schoolgate.feeds.spec import feed_spec
from tests.feeds.cases import ANN, BEN, MUM, agreement, clause, decision, request, roll, sent

GOLDEN = Path(__file__).parent / "golden"
ONEROSTER = Path(__file__).parents[3] / "shared" / "formats" / "oneroster" / "oneroster-csv-headers.json"
EVERYTHING = clause(
    *sent("full_name", "gender", "class", "year_group", "date_of_birth", "address", "siblings"),
    *sent("emergency_contact", subjects=(Subject.PARENT,)),
    *sent("staff_name", "staff_email", subjects=(Subject.STAFF,)),
)


def made(name, *clauses, **more):
    return preview(request(agreement(*(clauses or (EVERYTHING,)), format=name, **more)))


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_writes_the_bytes_of_its_golden_files(name):
    files = unpacked(made(name).files)

    assert files == {one.name: one.read_bytes() for one in (GOLDEN / name).iterdir()}


def unpacked(files):
    if "oneroster.zip" not in files:
        return dict(files)
    with zipfile.ZipFile(io.BytesIO(files["oneroster.zip"])) as archive:
        return {one: archive.read(one) for one in archive.namelist()}


def rows(parcel, name="pupils.csv"):
    return list(csv.DictReader(io.StringIO(unpacked(parcel.files)[name].decode(), newline="")))


def test_the_name_in_use_leaves_and_the_legal_one_only_where_there_is_no_other():
    told = {row["First name"] for row in rows(made("plain_csv"))}

    assert told == {"Ann", "Ben"}
    assert b"Annabel" not in b"".join(made("plain_csv").files.values())


def test_times_tables_rock_stars_takes_its_own_upload_unless_the_agreement_says_otherwise():
    known = agreement(EVERYTHING, canonical="Times Tables Rock Stars")

    assert default_format(known) == "ttrockstars_csv"
    assert default_format(agreement(EVERYTHING)) == "plain_csv"
    assert default_format(agreement(EVERYTHING, canonical="NumBots", format="plain_csv")) == "plain_csv"


def test_an_optional_column_that_is_not_sent_is_left_out():
    bare = made("ttrockstars_csv", clause(*sent("full_name", "class", "year_group")))

    assert list(rows(bare)[0]) == ["First name", "Last Name", "Class", "Year group", "Username"]


def test_what_a_format_has_no_place_for_does_not_leave_and_is_told():
    parcel = made("ttrockstars_csv")

    assert b"2017" not in b"".join(parcel.files.values()) + parcel.manifest.replace(b"2026", b"")
    assert ("date_of_birth", "The format 'ttrockstars_csv' has no place for 'Date of birth'.") in [
        (one.item, one.sentence) for one in parcel.withheld
    ]


def test_a_sent_username_is_used_and_the_pupil_key_only_where_there_is_none():
    own = clause(*sent("full_name", "class", "year_group", "username"))
    snapshot = roll(pupils=(ANN, BEN | {"username": None}))

    parcel = preview(request(agreement(own, format="ttrockstars_csv"), snapshot))

    assert {len(row["Username"]) for row in rows(parcel)} == {4, 26}


def test_a_pupil_without_a_class_is_left_out_of_a_format_that_needs_one_and_counted():
    snapshot = roll(pupils=(ANN, BEN | {"registration_class": None}))
    parcel = preview(request(agreement(EVERYTHING, format="ttrockstars_csv"), snapshot))

    assert parcel.people == ("p1",)
    assert [(one.heading, one.rows) for one in parcel.left_out] == [("Class", 1)]


def test_an_initial_will_do_for_a_surname():
    initials = clause(*sent("first_name", "surname_initial", "class", "year_group"))

    assert {row["Last Name"] for row in rows(made("ttrockstars_csv", initials))} == {"O"}


def test_a_year_of_birth_is_no_birth_date():
    told = made(
        "oneroster_csv_1p2", clause(*sent("full_name"), *sent("date_of_birth", transform=Transform.YEAR))
    )

    assert "demographics.csv" not in unpacked(told.files)


def test_a_oneroster_id_is_never_a_key_that_a_person_could_read():
    known = made(
        "oneroster_csv_1p2", key=KeyKind.EXISTING, key_field="username", key_reason="accounts of 2023"
    )

    assert {row["username"] for row in rows(known, "users.csv")} == {"ann1", "ben2"}
    assert all(len(row["sourcedId"]) == 26 for row in rows(known, "users.csv"))


def test_the_oneroster_package_is_as_the_standard_has_it():
    if not ONEROSTER.exists():
        pytest.skip("the reference headings are not here")
    standard = json.loads(ONEROSTER.read_text())["v1.2"]
    files = unpacked(made("oneroster_csv_1p2").files)
    ids = {
        name: {row["sourcedId"] for row in rows_of(files, name)} for name in files if name != "manifest.csv"
    }

    for name in ids:
        expected = standard["files"][name]
        found = rows_of(files, name)
        assert list(found[0]) == [one["name"] for one in expected]
        for one in expected:
            cells = {row[one["name"]] for row in found}
            assert one["required"] is not True or "" not in cells
            assert not one.get("enum") or cells <= {"", *one["enum"]}
        assert len(ids[name]) == len(found)
    assert_references_resolve(files, ids)
    told = {row["propertyName"]: row["value"] for row in rows_of(files, "manifest.csv")}
    for needed in standard["manifest"]["required"]:
        name, _, values = needed.partition("=")
        assert told.pop(name) in values.split("|")
    assert set(told) <= set(standard["manifest"]["optional"])


def rows_of(files, name):
    return list(csv.DictReader(io.StringIO(files[name].decode(), newline="")))


def assert_references_resolve(files, ids):
    for name, column, target in (
        ("classes.csv", "courseSourcedId", "courses.csv"),
        ("classes.csv", "schoolSourcedId", "orgs.csv"),
        ("classes.csv", "termSourcedIds", "academicSessions.csv"),
        ("courses.csv", "orgSourcedId", "orgs.csv"),
        ("users.csv", "primaryOrgSourcedId", "orgs.csv"),
        ("roles.csv", "userSourcedId", "users.csv"),
        ("roles.csv", "orgSourcedId", "orgs.csv"),
        ("enrollments.csv", "classSourcedId", "classes.csv"),
        ("enrollments.csv", "userSourcedId", "users.csv"),
        ("demographics.csv", "sourcedId", "users.csv"),
    ):
        assert {row[column] for row in rows_of(files, name)} <= ids[target]


def test_a_oneroster_package_without_classes_marks_them_absent():
    files = unpacked(made("oneroster_csv_1p2", clause(*sent("full_name"))).files)

    assert sorted(files) == ["academicSessions.csv", "manifest.csv", "orgs.csv", "roles.csv", "users.csv"]
    assert b"file.classes,absent" in files["manifest.csv"]


def test_brothers_and_sisters_go_by_their_keys_and_only_those_who_are_in_the_feed():
    told = clause(*sent("siblings"))
    both = rows(made("plain_csv", told))
    year_4 = rows(made("plain_csv", clause(*sent("siblings"), scope=Scope(year_groups=("4",)))))
    refused = preview(
        request(agreement(told, format="plain_csv"), decisions={"1": {"p2": (decision("p2", "objection"),)}})
    )

    assert {row["Brothers and sisters on roll"] for row in both} == {row["Pupil key"] for row in both}
    assert [row["Brothers and sisters on roll"] for row in year_4] == [""]
    assert [row["Brothers and sisters on roll"] for row in rows(refused)] == [""]


def test_a_withheld_address_blanks_the_field_and_never_the_child():
    hidden = ANN | {"address_withheld": True}
    snapshot = roll(pupils=(hidden, BEN))
    of = agreement(
        clause(*sent("full_name", "address"), *sent("address", "parent_name", subjects=(Subject.PARENT,)))
    )
    parcel = preview(request(of, snapshot))
    told = {row["First name"]: row for row in rows(parcel)}

    assert told["Ann"]["Home address"] == told["Ann"]["Postcode"] == ""
    assert told["Ben"]["Home address"] == "1 Mill Street, Cranford"
    assert [(row["Surname"], row["Home address"]) for row in rows(parcel, "contacts.csv")] == [
        ("O'Brien", "")
    ]


def test_a_child_whose_only_item_is_a_withheld_address_is_still_on_the_list():
    snapshot = roll(pupils=(ANN | {"address_withheld": None},))
    parcel = preview(request(agreement(clause(*sent("address"))), snapshot))

    assert parcel.people == ("p1",)


def test_a_contact_whom_a_court_order_limits_is_not_told_of():
    father = MUM | {"id": "k2", "forename": "Liam", "priority": 2, "court_order": True}
    unknown = MUM | {"id": "k3", "forename": "Moya", "priority": 3, "court_order": None}
    of = agreement(clause(*sent("parent_name", subjects=(Subject.PARENT,))))

    parcel = preview(request(of, roll(contacts=(MUM, father, unknown))))

    assert [row["Forename"] for row in rows(parcel, "contacts.csv")] == ["Orla"]


def test_a_permission_lets_out_its_own_columns_and_no_others():
    asked = clause(*sent("date_of_birth"), id="2", choice=ChoiceKind.PERMISSION)
    of = agreement(clause(*sent("full_name")), asked)
    parcel = preview(request(of, decisions={"2": {"p2": (decision("p2", "yes", clause="2"),)}}))

    assert {row["First name"]: row["Date of birth"] for row in rows(parcel)} == {
        "Ann": "",
        "Ben": "2019-12-01",
    }
    assert parcel.released == {"p1": ("full_name",), "p2": ("full_name", "date_of_birth")}


def test_a_longer_cell_than_a_format_takes_is_refused_and_never_cut():
    short = Heading(heading="First name", takes=("pupil.forename",), longest=2)
    profile = Profile(name="short", version=1, label="Short", source="here", headings=(short,))
    asked = request(agreement(clause(*sent("first_name"))))
    feed = feed_of(asked, feed_spec(asked.agreement, asked.snapshot.columns), profile)

    (refusal,) = refusals_of_rows(feed, ())

    assert refusal.sentence == (
        "In 2 rows 'First name' is longer than the 2 characters that the format 'short' takes. "
        "Nothing is cut: shorten it in the school's system and load the roll again."
    )


@pytest.mark.parametrize("cell", ["=1", "+x", "-x", "@x", "\tx", "\rx", "a\x00b", "＝1", "a\nb"])
def test_a_cell_that_is_more_than_a_text_is_known(cell):
    assert is_unsafe(cell, roll_field("pupil.legal_surname"))


@pytest.mark.parametrize(
    ("cell", "field"),
    [
        ("+44 7700 900001", "contact.phone"),
        ("-1.5", "pupil.attendance_percentage"),
        ("-1", "contact.priority"),
    ],
)
def test_a_sign_that_belongs_to_its_field_may_stand(cell, field):
    assert not is_unsafe(cell, roll_field(field))
    assert is_unsafe(cell, roll_field("pupil.house"))


def test_the_encoder_alters_no_value_and_writes_a_blank_for_none():
    data = encode(["a", "b"], [['x"y, z', None], [" ß ", ""]], "\r\n")

    assert data == 'a,b\r\n"x""y, z",\r\n ß ,\r\n'.encode()
    assert list(csv.reader(io.StringIO(data.decode(), newline=""))) == [
        ["a", "b"],
        ['x"y, z', ""],
        [" ß ", ""],
    ]
