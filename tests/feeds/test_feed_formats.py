"""Each format's bytes, held to a golden file; and what each takes and leaves out."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scim2_models import BulkRequest, Group, User

from schoolgate.domain.agreement import KeyKind, Scope
from schoolgate.domain.items import load_items
from schoolgate.domain.roll import roll_field
from schoolgate.domain.vocabulary import ChoiceKind, Subject, Transform
from schoolgate.feeds.encoder import STARTS_FORMULA, encode, encode_for_people, is_unsafe
from schoolgate.feeds.formats import FORMATS, default_format
from schoolgate.feeds.formats.profile import File, Heading, Profile, load_profile
from schoolgate.feeds.prepare import preview
from schoolgate.feeds.quarantine import refusals_of_rows
from schoolgate.feeds.refusals import FeedRefused
from schoolgate.feeds.rows import feed_of
from schoolgate.feeds.spec import feed_spec
from tests.feeds.cases import (
    ANN,
    BEN,
    CLASS,
    MUM,
    SCHOOL,
    agreement,
    clause,
    decision,
    request,
    roll,
    sent,
)

GOLDEN = Path(__file__).parent / "golden"
REFERENCE = Path(__file__).parents[3] / "shared" / "formats"
ONEROSTER = REFERENCE / "oneroster" / "oneroster-csv-headers.json"
EVERYTHING = clause(
    *sent("full_name", "gender", "class", "year_group", "date_of_birth", "address", "siblings"),
    *sent("emergency_contact", subjects=(Subject.PARENT,)),
    *sent("staff_name", "staff_email", subjects=(Subject.STAFF,)),
)


def made(name, *clauses, **more):
    return preview(request(agreement(*(clauses or (EVERYTHING,)), format=name, **more)))


def hostile(number, **more):
    """A pupil whose cells no file of a recipient may stumble over."""
    given = {"id": f"p{number}", "username": f"u{number}xx", "email": f"u{number}@school.example"}
    return ANN | {"admission_number": f"00000{number}", "siblings": ()} | given | more


HOSTILE = (
    hostile(3, preferred_forename="Ströhme", legal_surname="Straße-ﬁtz", registration_class='R "Owl", am'),
    hostile(4, preferred_forename="=cmd|'/C calc'!A0", legal_surname="-Smith", registration_class="@Elm"),
    hostile(5, preferred_forename=" عليّ ", legal_surname='O"Neill, the Younger', year_group="R"),
    hostile(6, preferred_forename="L" + "o" * 48, legal_surname="+" + "ng" * 24, year_group="12"),
    hostile(7, preferred_forename="Back\\slash", legal_surname="#hash;semi", sex="M", year_group="N2"),
)
ALSO = clause(
    *sent("username", "contact_email", "pupil_id", "eligibility_fsm"),
    *sent("upn", reason="they match pupils by it"),
    id="2",
)
NUMBERED = replace(SCHOOL, laestab="3101234")
CLASSES = tuple(CLASS | {"id": one["id"], "name": one["registration_class"]} for one in (*HOSTILE, ANN))


def hostile_request(name, **more):
    pupils = [one | {"fsm_eligible": True} for one in (ANN, BEN, *HOSTILE)]
    own = (replace(own_unit(), service="sums"),) if name == "google_workspace_csv" else ()
    of = agreement(EVERYTHING, ALSO, format=None if own else name)
    return request(of, roll(pupils=pupils, classes=CLASSES), school=NUMBERED, own_profiles=own, **more)


ELSEWHERE = ("plain_csv", "people_xlsx", "ctf_xml")  # proved by tests of their own


def own_unit():
    """Google's upload, with the one text that only a school knows."""
    profile = load_profile("google_workspace_csv")
    (file,) = profile.files
    said = [replace(one, fixed="/Pupils") if "Org Unit" in one.heading else one for one in file.headings]
    return replace(profile, files=(replace(file, headings=tuple(said)),))


@pytest.mark.parametrize("name", [one for one in FORMATS if one not in ELSEWHERE])
def test_a_format_writes_the_bytes_of_its_golden_files_whatever_stands_in_a_cell(name):
    assert unpacked(preview(hostile_request(name)).files) == golden(name)


def test_plain_csv_writes_the_bytes_of_its_golden_files():
    assert unpacked(made("plain_csv").files) == golden("plain_csv")


def golden(name):
    return {one.name: one.read_bytes() for one in (GOLDEN / name).iterdir()}


def unpacked(files):
    packed = next((data for name, data in files.items() if name.endswith(".zip")), None)
    if packed is None:
        return dict(files)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
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

    assert {"ann1", "ben2"} <= {row["username"] for row in rows(known, "users.csv")}
    assert all(len(row["sourcedId"]) == 26 for row in rows(known, "users.csv"))


ONEROSTER_FORMATS = [one for one in FORMATS if one.startswith("oneroster")]


@pytest.mark.parametrize("name", ONEROSTER_FORMATS)
def test_the_oneroster_package_is_as_the_standard_has_it(name):
    if not ONEROSTER.exists():
        pytest.skip("the reference headings are not here")
    version = "1.1" if "1p1" in name else "1.2"
    standard = json.loads(ONEROSTER.read_text())[f"v{version}"]
    files = unpacked(preview(hostile_request(name)).files)
    ids = {one: {row["sourcedId"] for row in rows_of(files, one)} for one in files if one != "manifest.csv"}

    for one in ids:
        assert_as_the_standard_has_it(standard["files"][one], rows_of(files, one), "delta" in name)
        assert len(ids[one]) == len(rows_of(files, one))
    assert_references_resolve(files, ids)
    told = {row["propertyName"]: row["value"] for row in rows_of(files, "manifest.csv")}
    for needed in standard["manifest"]["required"]:
        property_name, _, values = needed.partition("=")
        assert told.pop(property_name) in values.split("|")
    assert set(told) <= set(standard["manifest"]["optional"])


def test_our_files_are_headed_as_those_of_a_package_that_a_validator_passed():
    passed = REFERENCE / "oneroster" / "oneroster-1p2-minimal-valid.zip"
    if not passed.exists():
        pytest.skip("the reference package is not here")
    with zipfile.ZipFile(passed) as package:
        theirs = {one: package.read(one).splitlines()[0] for one in package.namelist()}
    ours = unpacked(preview(hostile_request("oneroster_csv_1p2_minimal")).files)

    assert {one: data.splitlines()[0] for one, data in ours.items()} == theirs


def assert_as_the_standard_has_it(expected, found, is_delta):
    assert list(found[0]) == [one["name"] for one in expected]
    for one in expected:
        cells = {row[one["name"]] for row in found}
        needed = one["required"] is True or (is_delta and one["required"] == "delta-only")
        assert not needed or "" not in cells
        assert is_delta or one["required"] != "delta-only" or cells == {""}
        assert not one.get("enum") or cells <= {"", *one["enum"]}
        assert not any("\n" in cell or "\r" in cell for cell in cells)


@pytest.mark.parametrize(
    ("name", "samples"),
    [
        ("sds_v1_uk_csv", ["sds-v1-uk/25_Users", "sds-v1-uk/Min_Required_Attributes"]),
        ("sds_v2p1_csv", ["sds-v2.1", "sds-v2.1"]),
    ],
)
def test_school_data_sync_gets_only_headings_of_its_own_samples_in_their_order(name, samples):
    widest, least = (REFERENCE / one for one in samples)
    if not widest.exists():
        pytest.skip("the samples are not here")
    files = unpacked(preview(hostile_request(name)).files)

    for one, data in files.items():
        headings = next(iter(csv.reader(io.StringIO(data.decode()))))
        known = first_line(widest / one)
        places = [known.index(heading) for heading in headings]
        assert name != "sds_v2p1_csv" or headings == known
        # First and last names stand before the user name in the wider of the two samples.
        assert places == sorted(places)
        assert name == "sds_v2p1_csv" or set(first_line(least / one)) <= set(headings)


def first_line(path):
    return next(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))


def test_a_minimal_oneroster_package_holds_no_more_than_the_standard_requires():
    people = rows_of(unpacked(preview(hostile_request("oneroster_csv_1p2_minimal")).files), "users.csv")

    required = {"sourcedId", "enabledUser", "username", "givenName", "familyName", "primaryOrgSourcedId"}
    assert {name for row in people for name, cell in row.items() if cell} == required


def test_a_delta_says_of_each_row_whether_it_stands_and_names_nobody_who_is_gone():
    asked = hostile_request("oneroster_csv_1p2_delta", sent_before=("p1", "p99"))
    people = {row["sourcedId"]: row for row in rows_of(unpacked(preview(asked).files), "users.csv")}
    (gone,) = (row for row in people.values() if row["status"] == "tobedeleted")

    assert (gone["status"], gone["enabledUser"], gone["givenName"], gone["familyName"]) == (
        "tobedeleted",
        "false",
        "Removed",
        "Removed",
    )
    assert {row["status"] for row in people.values()} == {"active", "tobedeleted"}
    assert {row["dateLastModified"] for row in people.values()} == {"2026-11-22T09:00:00.000Z"}


def test_teachers_leave_in_a_roster_only_where_the_agreement_sends_their_names():
    without = clause(*sent("full_name", "class"))
    with_them = clause(*sent("staff_name", subjects=(Subject.STAFF,)), id="2")
    bare = unpacked(made("oneroster_csv_1p2", without).files)
    whole = unpacked(made("oneroster_csv_1p2", without, with_them).files)

    assert {row["role"] for row in rows_of(bare, "enrollments.csv")} == {"student"}
    assert [row["familyName"] for row in rows_of(whole, "users.csv")].count("Mensah") == 1
    assert [row["role"] for row in rows_of(whole, "enrollments.csv")].count("teacher") == 1


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
        if name in files and column in rows_of(files, name)[0]:
            assert {row[column] for row in rows_of(files, name)} <= {"", *ids[target]}


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
    snapshot = roll(pupils=(hidden, BEN | {"address_lines": "2 Elm Row, Cranford"}))
    of = agreement(
        clause(*sent("full_name", "address"), *sent("address", "parent_name", subjects=(Subject.PARENT,)))
    )
    parcel = preview(request(of, snapshot))
    told = {row["First name"]: row for row in rows(parcel)}

    assert told["Ann"]["Home address"] == told["Ann"]["Postcode"] == ""
    assert told["Ben"]["Home address"] == "2 Elm Row, Cranford"
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
    profile = Profile(name="short", version=1, label="Short", files=(File(name="a.csv", headings=(short,)),))
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
    data = encode(["a", "b"], [['x"y, z', None], [" ß ", ""]])

    assert data == 'a,b\r\n"x""y, z",\r\n ß ,\r\n'.encode()
    assert list(csv.reader(io.StringIO(data.decode(), newline=""))) == [
        ["a", "b"],
        ['x"y, z', ""],
        [" ß ", ""],
    ]


def test_a_surname_that_begins_with_a_hyphen_leaves_as_it_is_in_a_file_for_a_machine():
    double = ANN | {"legal_surname": "-Smith"}
    of = agreement(clause(*sent("full_name", "class", "year_group")), format="ttrockstars_csv")

    assert {row["Last Name"] for row in rows(preview(request(of, roll(pupils=(double,)))))} == {"-Smith"}


def test_a_plain_csv_that_anybody_may_open_holds_no_cell_that_a_spreadsheet_runs():
    double = ANN | {"legal_surname": "-Smith"}
    of = agreement(clause(*sent("full_name")), format="plain_csv")

    with pytest.raises(FeedRefused) as refused:
        preview(request(of, roll(pupils=(double,))))
    assert refused.value.reasons[0] == (
        "In 1 row 'Surname' begins with a sign that a spreadsheet runs as a formula (= + - @ or a tab), or "
        "holds a character that no CSV should. Correct it in the school's system and load the roll again, or "
        "send people_csv or people_xlsx, where it can do no harm."
    )


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc"))))
def test_an_exact_csv_gives_back_every_cell_and_a_guarded_one_begins_no_formula(cell):
    exact = list(csv.reader(io.StringIO(encode(["a"], [[cell]]).decode(), newline="")))
    (_, guarded) = csv.reader(io.StringIO(encode_for_people(["a"], [[cell]]).decode("utf-8-sig"), newline=""))

    assert exact[1:] == [[cell]]
    assert not (guarded and guarded[0].startswith(STARTS_FORMULA))
    assert guarded in ([cell], [f"'{cell}"])


def test_a_workbook_holds_every_cell_as_text_and_is_the_same_for_the_same_feed():
    first, second = (preview(hostile_request("people_xlsx")).files["people.xlsx"] for _ in range(2))
    sheet = openpyxl.load_workbook(io.BytesIO(first))["pupils"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]

    assert first == second
    assert {cell.data_type for cell in cells} == {"s"}
    assert {"=cmd|'/C calc'!A0", "-Smith", "000007"} <= {cell.value for cell in cells}


def test_a_format_that_needs_the_schools_number_says_where_to_put_it():
    of = agreement(EVERYTHING, ALSO, format="sds_v1_uk_csv")

    with pytest.raises(FeedRefused) as refused:
        preview(request(of))
    assert refused.value.reasons[0] == (
        "The format 'sds_v1_uk_csv' requires 'DfE Number', and the school's record has none. "
        "Set it: schoolgate school set laestab NUMBER"
    )


def test_a_text_that_only_the_school_knows_is_asked_for_and_never_guessed():
    of = agreement(EVERYTHING, ALSO, format="google_workspace_csv")

    with pytest.raises(FeedRefused) as refused:
        preview(request(of))
    assert refused.value.reasons[0] == (
        "The format 'google_workspace_csv' requires 'Org Unit Path [Required]', which only the school knows. "
        "Say it once: schoolgate feed profile set google_workspace_csv --for SERVICE "
        '--fixed "Org Unit Path [Required]=…"'
    )


def test_a_user_name_with_signs_that_the_recipient_refuses_stops_the_feed_before_it_leaves():
    spaced = ANN | {"username": "ann b"}
    of = agreement(EVERYTHING, ALSO, format="lexia_core5_csv")

    with pytest.raises(FeedRefused) as refused:
        preview(request(of, roll(pupils=(spaced,))))
    assert refused.value.reasons[0] == (
        "In 1 row 'Username' is too short, or has signs that the format 'lexia_core5_csv' does not take. "
        "Nothing is changed: correct it in the school's system and load the roll again."
    )


def test_a_scim_request_is_one_that_its_reference_models_read():
    data = json.loads(preview(hostile_request("scim_json")).files["scim.json"])
    ids = {one["bulkId"] for one in data["Operations"] if one["path"] == "/Users"}

    assert BulkRequest[User | Group].model_validate(data).schemas == data["schemas"]
    for one in data["Operations"]:
        (User if one["path"] == "/Users" else Group).model_validate(one["data"])
        assert {who["value"].removeprefix("bulkId:") for who in one["data"].get("members", ())} <= ids
    assert {one["data"]["userName"] for one in data["Operations"] if one["path"] == "/Users"} >= {"u3xx"}


def test_no_more_than_fifty_accounts_go_into_one_file_for_scratch():
    many = [ANN | {"id": f"p{n}", "username": f"pupil{n}"} for n in range(101)]
    of = agreement(clause(*sent("username")), format="scratch_csv")
    files = preview(request(of, roll(pupils=many))).files

    assert [(name, data.count(b"\r\n")) for name, data in files.items()] == [
        ("pupils-1.csv", 50),
        ("pupils-2.csv", 50),
        ("pupils-3.csv", 1),
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_where_it_is_known_from_and_every_heading_what_an_agreement_has_to_send(name):
    profile = load_profile(name)

    assert profile.evidence
    for one in profile.of_pupils:
        assert one.items or one.or_key
        assert set(one.items) <= set(load_items())
        for parts in one.alternatives():
            known = ("forename", "surname")  # the name in use
            assert all(
                "." not in part or part.partition(".")[2] in known or roll_field(part) for part in parts
            )


def test_a_format_with_no_place_for_what_is_sent_is_refused_and_nothing_else_is_sent_instead():
    of = agreement(clause(*sent("full_name")), canonical="Scratch")

    with pytest.raises(FeedRefused) as refused:
        preview(request(of))
    assert refused.value.reasons[0] == (
        "The format 'scratch_csv' has no place for anything that the agreement with Sums sends. "
        "Correct what it sends, or name another format in it, such as plain_csv."
    )
