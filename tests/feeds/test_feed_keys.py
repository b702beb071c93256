"""What a recipient knows a pupil by, and that the same things always make the same bytes."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolgate.domain.agreement import KeyKind
from schoolgate.domain.vocabulary import Transform
from schoolgate.feeds.prepare import prepare, preview
from schoolgate.feeds.pseudonym import pseudonyms
from schoolgate.feeds.transforms import transformed
from tests.feeds.cases import ANN, AT, BEN, KEY, ON, SCHOOL, agreement, clause, request, roll, sent

NAMED = agreement(clause(*sent("full_name")))


def names(recipient="Sums", controller="c1", school="s1", key=KEY):
    return pseudonyms(key, controller_id=controller, recipient=recipient, school_id=school)


def keys(parcel, heading="Pupil key"):
    rows = csv.DictReader(io.StringIO(parcel.files["pupils.csv"].decode(), newline=""))
    return {row["First name"]: row[heading] for row in rows}


def test_a_pseudonym_is_opaque_and_the_same_for_ever():
    assert names().of("pupil", "p1") == "etz4x2yhykdcoytvij5tlmg6kw"


def test_a_pseudonym_keeps_through_a_new_version_of_the_agreement():
    later = replace(NAMED, version=4, clauses=(clause(*sent("full_name", "gender"), id="9"),))

    assert keys(preview(request(NAMED))) == keys(preview(request(later)))


def test_a_pseudonym_keeps_when_the_register_learns_who_the_recipient_is():
    first = preview(request(NAMED))
    named = replace(NAMED, recipient="Sums Learning Ltd")

    assert first.known_as == "Sums"
    assert keys(preview(request(named, known_as=first.known_as))) == keys(first)
    assert keys(preview(request(named))) != keys(first)


@given(st.text(min_size=1), st.text(min_size=1))
def test_no_two_recipients_controllers_schools_or_kinds_share_a_pseudonym(one, other):
    mine = names().of("pupil", one)

    assert mine != names(recipient="Spelling").of("pupil", one)
    assert mine != names(controller="c2").of("pupil", one)
    assert mine != names(school="s2").of("pupil", one)
    assert mine != names(key=b"x" * 32).of("pupil", one)
    assert mine != names().of("staff", one)
    assert (mine == names().of("pupil", other)) == (one == other)


def test_a_recipients_name_is_the_same_name_however_it_is_typed():
    assert names("Sums Ltd").of("pupil", "p1") == names("sums  ltd.").of("pupil", "p1")


def test_nobody_reads_a_key_from_what_is_printed():
    assert repr(names()) == "Pseudonyms(…)"


def test_a_key_that_a_service_already_uses_is_kept_with_its_reason():
    kept = replace(NAMED, key=KeyKind.EXISTING, key_field="username", key_reason="accounts from 2023")

    assert keys(preview(request(kept)), "Username") == {"Ann": "ann1", "Ben": "ben2"}


ACCOUNTS = {"key": KeyKind.ACCOUNT, "key_reason": "accounts from 2023"}


def test_an_account_that_was_there_keeps_its_key_and_a_new_pupil_gets_one_of_ours():
    found = keys(preview(request(replace(NAMED, **ACCOUNTS), account_keys={"p1": "old-1"})), "Account key")

    assert found == {"Ann": "old-1", "Ben": names().of("pupil", "p2")}


def test_a_roster_names_an_account_that_was_there_by_its_own_key():
    of = replace(agreement(clause(*sent("full_name", "class", "year_group"))), **ACCOUNTS)
    parcel = preview(request(replace(of, format="oneroster_csv_1p2"), account_keys={"p1": "old-1"}))

    with zipfile.ZipFile(io.BytesIO(parcel.files["oneroster.zip"])) as package:
        users, seats = (
            list(csv.DictReader(io.StringIO(package.read(name).decode(), newline="")))
            for name in ("users.csv", "enrollments.csv")
        )
    assert {row["givenName"]: row["sourcedId"] for row in users}["Ann"] == "old-1"
    assert "old-1" in {row["userSourcedId"] for row in seats}


def test_account_keys_of_an_agreement_that_does_not_keep_them_count_for_nothing():
    assert keys(preview(request(NAMED, account_keys={"p1": "old-1"}))) == keys(preview(request(NAMED)))


def test_a_kept_key_is_told_wherever_it_is_told_what_left():
    kept = replace(NAMED, key=KeyKind.EXISTING, key_field="upn", key_reason="accounts from 2023")
    parcel = preview(request(kept))

    assert parcel.fields == ("Unique pupil number", "First name", "Surname")
    assert parcel.items == ("upn", "full_name")
    assert parcel.released == {"p1": ("upn", "full_name"), "p2": ("upn", "full_name")}
    assert json.loads(parcel.manifest)["fields"][0]["heading"] == "Unique pupil number"


def test_a_key_kept_from_now_on_asks_for_a_second_person():
    kept = replace(NAMED, key=KeyKind.EXISTING, key_field="upn", key_reason="accounts from 2023")

    later = preview(request(kept, previous=preview(request(NAMED)).reach))

    assert later.needs_second_person == ("it sends more (unique pupil number)",)


def test_a_kept_key_that_is_sent_as_well_is_told_once():
    both = agreement(clause(*sent("full_name", "username")), key=KeyKind.EXISTING, key_field="username")
    parcel = preview(request(replace(both, key_reason="accounts from 2023")))

    assert parcel.fields == ("Username", "First name", "Surname")
    assert parcel.files["pupils.csv"].decode().splitlines()[0] == "Username,First name,Surname"


def test_a_pupil_without_the_kept_key_is_left_out_and_counted():
    kept = replace(NAMED, key=KeyKind.EXISTING, key_field="username", key_reason="accounts from 2023")
    parcel = preview(request(kept, roll(pupils=(ANN, BEN | {"username": None}))))

    assert parcel.people == ("p1",)
    assert [(one.heading, one.rows) for one in parcel.left_out] == [("Username", 1)]


def test_a_preview_is_the_run():
    first, second = preview(request(NAMED, second_person=None)), prepare(request(NAMED))

    assert first.files == second.files
    assert first.manifest == second.manifest
    assert first.sha256s == second.sha256s


def test_the_clock_stands_in_the_manifest_alone():
    later = preview(request(NAMED, at=AT + timedelta(hours=5)))

    assert later.files == preview(request(NAMED)).files
    assert json.loads(later.manifest)["created"] == "2026-11-22T14:00:00+00:00"
    assert json.loads(later.manifest)["expires"] == "2026-11-23T14:00:00+00:00"


def test_neither_the_order_of_the_roll_nor_what_is_not_sent_shows_in_the_bytes():
    other = {"legal_surname": "O'Brien", "date_of_birth": date(2010, 1, 1), "upn": None, "medical_notes": "x"}
    shuffled = roll(pupils=(BEN | {"fsm_eligible": True}, ANN | other | {"registration_class": "Z"}))

    assert preview(request(NAMED, shuffled)).files == preview(request(NAMED)).files


def test_a_manifest_says_what_leaves_and_why_and_names_nobody():
    told = json.loads(preview(request(NAMED)).manifest)

    assert told["schema"] == "schoolgate.parcel/1"
    assert (told["agreement"], told["version"], told["format"]) == ("sums", 3, "plain_csv/1")
    assert told["files"] == [
        {
            "name": "pupils.csv",
            "rows": 2,
            "bytes": len(preview(request(NAMED)).files["pupils.csv"]),
            "sha256": preview(request(NAMED)).sha256s["pupils.csv"],
        }
    ]
    assert told["fields"][0] == {
        "heading": "First name",
        "about": "pupil",
        "items": ["full_name"],
        "given": "as_is",
        "because": [{"clause": "1", "purposes": ["maths practice"], "basis": "6(1)(e)", "condition": None}],
    }
    assert not {"Ann", "Ben", "p1"} & set(json.dumps(told).replace('"', " ").split())


def test_each_column_says_which_clause_lets_it_out():
    parcel = preview(request(NAMED))

    assert [(one.heading, one.sentence()) for one in parcel.reasons] == [
        ("First name", "clause 1 (maths practice), 6(1)(e), a family may object"),
        ("Surname", "clause 1 (maths practice), 6(1)(e), a family may object"),
    ]


def test_a_parcel_prints_without_a_person_in_it():
    assert repr(preview(request(NAMED))) == "Parcel('Sums', plain_csv/1, 1 files, 2 rows)"


def test_each_transform_lets_out_as_little_as_it_says():
    born = date(2017, 3, 9)

    def told(cell, how, field):
        return transformed(cell, how, field, ON, names(school=SCHOOL.id))

    assert told(born, Transform.AS_IS, "pupil.date_of_birth") == "2017-03-09"
    assert told(born, Transform.MONTH_AND_YEAR, "pupil.date_of_birth") == "2017-03"
    assert told(born, Transform.YEAR, "pupil.date_of_birth") == "2017"
    assert told(born, Transform.AGE_BAND, "pupil.date_of_birth") == "6 to 9"
    assert told("élan", Transform.INITIAL, "pupil.legal_surname") == "É"
    assert told("WROM", Transform.COARSE_CODE, "pupil.ethnicity") == "White"
    assert told("AA1 1AA", Transform.COARSE_CODE, "pupil.postcode") == "AA1"
    assert told("POL", Transform.COARSE_CODE, "pupil.first_language") == "Other than English"
    assert told("E", Transform.COARSE_CODE, "pupil.sen_status") == "yes"
    assert told("B801200005001", Transform.PSEUDONYM, "pupil.upn") == names().of("pupil.upn", "B801200005001")
    assert told(None, Transform.YEAR, "pupil.date_of_birth") is None


def test_a_code_that_no_rule_knows_is_not_given_as_it_stands():
    for code in ("REFU", "NOBT", "?", "ZZZZ"):
        assert transformed(code, Transform.COARSE_CODE, "pupil.ethnicity", ON, names()) is None


@given(
    st.sampled_from(["AA1 1AA", "AA11AA", "aa1  1aa", "SW1A 1AA", "sw1a1aa", "M1 1AE", "AA1 1A", "1AA", "?"])
)
def test_a_coarse_postcode_never_holds_the_part_that_finds_a_street(postcode):
    told = transformed(postcode, Transform.COARSE_CODE, "pupil.postcode", ON, names())

    assert told in (None, "AA1", "SW1A", "M1")
    assert (told is None) == (postcode in ("AA1 1A", "1AA", "?"))


@pytest.mark.parametrize(
    ("name", "initial"),
    [("élan", "É"), ("'Abdul", "A"), ("-Smith", "S"), ("ßen", "S"), ("ﬁona", "F"), ("?", None)],
)
def test_an_initial_is_one_letter_of_any_name(name, initial):
    assert transformed(name, Transform.INITIAL, "pupil.legal_surname", ON, names()) == initial


@given(st.text(max_size=8), st.sampled_from([Transform.INITIAL, Transform.COARSE_CODE]))
def test_no_text_leaves_whole_where_less_of_it_may(text, how):
    field = "pupil.legal_surname" if how is Transform.INITIAL else "pupil.ethnicity"
    told = transformed(text, how, field, ON, names())

    assert told is None or len(told) == 1 or told in ("White", "Mixed", "Asian", "Black", "Chinese", "Other")


@given(st.dates(date(2000, 1, 1), date(2026, 1, 1)), st.dates(date(2026, 1, 1), date(2027, 1, 1)))
def test_a_date_of_birth_leaves_as_no_more_than_it_was_made_coarse_to(born, on):
    def told(how):
        return transformed(born, how, "pupil.date_of_birth", on, names())

    assert told(Transform.YEAR) == f"{born.year}"
    assert told(Transform.MONTH_AND_YEAR) == f"{born.year}-{born.month:02d}"
    assert told(Transform.AGE_BAND) in (
        "0 to 5", "6 to 9", "10 to 12", "13 to 15", "16 to 17", "18 and over",
    )  # fmt: skip


def test_an_age_band_turns_on_the_birthday():
    born = date(2016, 11, 22)

    assert transformed(born, Transform.AGE_BAND, "pupil.date_of_birth", ON, names()) == "10 to 12"
    assert (
        transformed(born, Transform.AGE_BAND, "pupil.date_of_birth", ON - timedelta(days=1), names())
        == "6 to 9"
    )
