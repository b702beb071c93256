"""What a supplier sees is the agreement."""

import json
from datetime import timedelta
from pathlib import Path

import jsonschema
import pytest

from schoolgate.actions import agreements, ledger, pupils
from schoolgate.domain.disclosure import Delivery
from tests.actions.cast import (
    OFFICE,
    answer,
    changed,
    clause,
    load_roll,
    made_up,
    on_roll,
    without,
)
from tests.actions.day import AT
from tests.api.conftest import V1P1, V1P2, supplier

SCHEMA = Path(__file__).parents[3] / "shared/formats/oneroster/oneroster-1p2-rostering.schema.json"
COLLECTIONS = {
    "academicSessions": "academicSession",
    "classes": "class",
    "courses": "course",
    "demographics": "demographics",
    "enrollments": "enrollment",
    "gradingPeriods": "academicSession",
    "orgs": "org",
    "schools": "org",
    "students": "user",
    "teachers": "user",
    "terms": "academicSession",
    "users": "user",
}
RELATIONS = [
    ("classes", "students"),
    ("classes", "teachers"),
    ("courses", "classes"),
    ("schools", "classes"),
    ("schools", "courses"),
    ("schools", "enrollments"),
    ("schools", "students"),
    ("schools", "teachers"),
    ("schools", "terms"),
    ("students", "classes"),
    ("teachers", "classes"),
    ("terms", "classes"),
    ("terms", "gradingPeriods"),
    ("users", "classes"),
]
STAFF = ("staff_name",)


@pytest.fixture(scope="session")
def schema():
    if not SCHEMA.exists():
        pytest.skip(f"there is no {SCHEMA.name} beside this checkout")
    return json.loads(SCHEMA.read_text("utf-8"))


def is_valid(schema, name, body):
    whole = {**schema, "$ref": f"#/$defs/{name}"}
    jsonschema.validate(body, whole, format_checker=jsonschema.FormatChecker())


def test_a_supplier_fetches_the_pupils_of_its_agreement(office):
    found = supplier(office).get("students")

    assert found.status == 200
    assert found.headers["Content-Type"] == "application/json"
    assert found.headers["X-Total-Count"] == str(len(on_roll()))
    assert len(found.json["users"]) == len(on_roll())


@pytest.mark.parametrize("base", [V1P1, V1P2])
def test_every_collection_answers_and_so_does_each_thing_in_it(office, base):
    visitor = supplier(office, base=base)
    for name, kind in COLLECTIONS.items():
        found = visitor.get(name)
        assert found.status == 200
        assert int(found.headers["X-Total-Count"]) == len(found.rows())
        for row in found.rows()[:3]:
            assert visitor.get(f"{name}/{row['sourcedId']}").json == {kind: row}


@pytest.mark.parametrize(
    "items", [("full_name",), ("full_name", "class", "date_of_birth", "gender", "year_group", "pupil_id")]
)
def test_every_answer_is_as_the_standard_has_it(office, items, schema):
    visitor = supplier(office, "sums", clause(*items))
    for name, kind in COLLECTIONS.items():
        found = visitor.get(name)
        many = next(iter(found.json))
        is_valid(schema, f"collection_{many}", found.json)
        for row in found.rows()[:1]:
            is_valid(schema, f"single_{kind}", visitor.get(f"{name}/{row['sourcedId']}").json)


@pytest.mark.parametrize("base", [V1P1, V1P2])
@pytest.mark.parametrize(("parent", "child"), RELATIONS)
def test_every_relation_answers(office, parent, child, base):
    visitor = supplier(office, base=base)
    for row in visitor.get(parent).rows()[:1]:
        found = visitor.get(f"{parent}/{row['sourcedId']}/{child}")
        assert found.status == 200
    assert visitor.get(f"{parent}/nobody/{child}").status == 404


def test_a_class_has_the_pupils_whose_own_row_says_so(office):
    visitor = supplier(office)
    by_id = {row["id"]: row["registration_class"] for row in made_up()["pupil"].records()}
    wanted = sorted(by_id[pupil] for pupil in on_roll())

    [school] = visitor.get("schools").rows()
    sitting = []
    for row in visitor.get("classes").rows():
        in_class = visitor.get(f"classes/{row['sourcedId']}/students").rows()
        in_school = visitor.get(f"schools/{school['sourcedId']}/classes/{row['sourcedId']}/students").rows()
        assert in_class == in_school
        sitting += [row["title"]] * len(in_class)

    assert sorted(sitting) == wanted


def test_what_is_not_agreed_is_in_no_answer(office):
    visitor = supplier(office, "sums", clause("full_name"))
    everything = b"".join(visitor.get(name, limit=1000).body for name in COLLECTIONS).decode()
    hidden = {
        str(row[name])
        for row in made_up()["pupil"].records()
        for name in ("id", "upn", "admission_number", "date_of_birth", "postcode", "registration_class")
        if row.get(name)
    }

    assert [cell for cell in sorted(hidden) if f'"{cell}"' in everything] == []
    assert visitor.get("demographics").json == {"demographics": []}
    assert visitor.get("classes").json == {"classes": []}
    assert set(visitor.get("students").rows()[0]) == {
        "sourcedId",
        "status",
        "dateLastModified",
        "enabledUser",
        "username",
        "givenName",
        "familyName",
        "roles",
        "primaryOrg",
    }


def test_no_two_suppliers_know_a_pupil_by_the_same_name(office):
    one, other = supplier(office, "sums"), supplier(office, "words")
    first = {row["sourcedId"] for row in one.get("users").rows()}

    assert first & {row["sourcedId"] for row in other.get("users").rows()} == set()


def test_a_withdrawal_counts_in_the_middle_of_a_sweep(office, clock):
    visitor = supplier(office, "sums", clause("full_name", "class"))
    before = visitor.get("users", limit=10)
    pupil = on_roll()[0]
    answer(office, pupil, "objection")
    clock.now += timedelta(seconds=1)

    after = visitor.get("users", limit=1000).rows()
    gone = [row for row in after if row["status"] == "tobedeleted"]
    active = [row for row in after if row["status"] == "active"]
    assert len(active) == len(on_roll()) - 1
    assert {row["givenName"] for row in gone} <= {"Removed"}
    assert int(visitor.get("users", limit=10).headers["X-Total-Count"]) in (
        int(before.headers["X-Total-Count"]) - 1,  # the page with the pupil had not been fetched
        int(before.headers["X-Total-Count"]),
    )


def test_who_was_shown_and_is_gone_stays_as_to_be_deleted(office, clock, schema):
    visitor = supplier(office)
    visitor.get("users", limit=1000)
    visitor.get("enrollments", limit=1000)
    pupil = on_roll()[0]
    answer(office, pupil, "objection")
    clock.now += timedelta(minutes=5)

    [gone] = visitor.get("users", filter="status='tobedeleted'").rows()
    [place] = visitor.get("enrollments", filter="status='tobedeleted'").rows()
    told = next(row for row in made_up()["pupil"].records() if row["id"] == pupil)

    is_valid(schema, "user", gone)
    is_valid(schema, "enrollment", place)
    assert gone["enabledUser"] == "false"
    assert place["user"]["sourcedId"] == gone["sourcedId"]
    assert told["legal_surname"] not in json.dumps([gone, place])
    assert visitor.get("users", filter="dateLastModified>'2026-01-01'").rows() != [gone]
    changed_since = visitor.get("users", filter=f"dateLastModified>='{gone['dateLastModified']}'").rows()
    assert changed_since == [gone]


def test_who_was_never_shown_is_never_named_as_gone(office):
    visitor = supplier(office)
    visitor.get("orgs")
    answer(office, on_roll()[0], "objection")

    assert visitor.get("users", filter="status='tobedeleted'").rows() == []


def test_a_date_of_change_moves_only_with_what_is_released(office, clock, tmp_path):
    visitor = supplier(office, "sums", clause("full_name"))
    before = {row["sourcedId"]: row["dateLastModified"] for row in visitor.get("users").rows()}
    clock.now += timedelta(minutes=9)
    load_roll(
        office, tmp_path, changed(made_up(), lambda row: row | {"religion": "None", "postcode": "X1 1XX"})
    )
    same = {row["sourcedId"]: row["dateLastModified"] for row in visitor.get("users").rows()}
    clock.now += timedelta(minutes=9)
    first = on_roll()[0]
    renamed = lambda row: row | {"preferred_surname": "New"} if row["id"] == first else row  # noqa: E731
    load_roll(office, tmp_path, changed(made_up(), renamed))
    after = {row["sourcedId"]: row["dateLastModified"] for row in visitor.get("users").rows()}

    assert same == before
    assert len([one for one in after if after[one] != before[one]]) == 1


def test_a_leaver_is_to_be_deleted_and_whoever_comes_back_is_active_again(office, clock, tmp_path):
    visitor = supplier(office)
    visitor.get("users", limit=1000)
    clock.now += timedelta(minutes=9)
    load_roll(office, tmp_path, without(made_up(), on_roll()[0]), accept_changes=True)
    [gone] = visitor.get("users", filter="status='tobedeleted'").rows()
    clock.now += timedelta(minutes=9)
    load_roll(office, tmp_path, made_up(), accept_changes=True)

    assert visitor.get(f"users/{gone['sourcedId']}").json["user"]["status"] == "active"


def test_a_suspended_agreement_stops_at_once(office):
    visitor = supplier(office)
    assert visitor.get("users").status == 200
    agreements.suspend(office, "sums", by=OFFICE, at=AT, why="a breach")
    stopped = visitor.get("users")

    assert (stopped.status, stopped.minor()) == (403, "forbidden")
    assert stopped.json["imsx_description"] == (
        "The school's agreement lets nothing out to this key now: it is not in force, was changed, or its "
        "roll is not there. Ask the school."
    )


def test_every_page_is_in_the_ledger_and_says_who_was_in_it(office):
    visitor = supplier(office)
    page = visitor.get("users", limit=5)
    [told] = ledger.disclosures(office)

    assert told.intent.courier == "pull"
    assert told.intent.people == 5
    assert told.intent.files[0].bytes == len(page.body)
    assert told.outcome.delivery is Delivery.UNKNOWN
    assert ledger.verify(office).holds()
    held = [pupil for pupil in on_roll() if pupil in pupils.known_ids(office)]
    assert len(held) == 5
    assert "full_name" in pupils.disclosures(office, held[0]).releases[0].items
    assert pupils.was_sent(office, "sums", held[0])


def test_one_entry_covers_the_same_page_for_a_minute_and_no_longer(office, clock):
    visitor = supplier(office)
    visitor.get("users", limit=5)
    clock.now += timedelta(seconds=59)
    visitor.get("users", limit=5)
    assert len(ledger.disclosures(office)) == 1
    visitor.get("users", limit=6)
    assert len(ledger.disclosures(office)) == 2
    clock.now += timedelta(seconds=2)
    visitor.get("users", limit=5)
    assert len(ledger.disclosures(office)) == 3
