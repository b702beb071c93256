"""What two public suites of buyers of rosters ask of a provider, in our own words.

Source  googleworkspace/oneroster-integration-conformance-tests (1.2, its rostering part);
        Microsoft School Data Sync's own checks of a OneRoster 1.1 provider.
"""

from dataclasses import replace

import pytest

from schoolgate.domain.vocabulary import Subject
from tests.actions.cast import clause, made_up
from tests.api.conftest import SCOPE, V1P1, WHOLE, supplier
from tests.feeds.cases import sent

STAFF = sent("staff_name", "contact_email", subjects=(Subject.STAFF,))
EVERYTHING = replace(clause(*WHOLE), terms=(*clause(*WHOLE).terms, *STAFF))
GOOGLES = ("roster.readonly", "gradebook.readonly", "gradebook.createput", "gradebook.delete")
COLLECTIONS = ("academicSessions", "orgs", "users", "classes", "enrollments", "courses", "demographics")


def a_teacher():
    taught = {row["teacher_id"] for row in made_up()["class"].records() if row["kind"] == "registration"}
    return next(row for row in made_up()["staff"].records() if row["id"] in taught and row["email"])


def test_google_finds_a_teacher_by_mail_then_the_classes_and_their_pupils(office):
    there = supplier(office, "sums", EVERYTHING)
    told = there.ask_token(" ".join(SCOPE.format("v1p2", one) for one in GOOGLES))
    there.token = told.json["access_token"]
    assert there.get("teachers", limit=1).status == 200

    [teacher] = there.get("teachers", filter=f"email='{a_teacher()['email']}'", limit=10_000).rows()
    classes = there.get(f"teachers/{teacher['sourcedId']}/classes", filter="status='active'", limit=10_000)
    [taught, *_] = classes.rows()
    pupils = there.get(f"classes/{taught['sourcedId']}/students", limit=10_000).rows()

    assert teacher["email"] == a_teacher()["email"]
    assert taught["school"]["sourcedId"]
    assert taught["terms"][0]["sourcedId"]
    assert pupils
    assert {"sourcedId", "email"} <= pupils[0].keys()

    periods = there.get(f"terms/{taught['terms'][0]['sourcedId']}/gradingPeriods", limit=10_000).rows()
    assert [one["type"] for one in periods] == ["gradingPeriod"]
    assert {"sourcedId", "title", "startDate", "endDate", "schoolYear"} <= periods[0].keys()


@pytest.fixture
def microsoft(office):
    return supplier(office, "sums", EVERYTHING, base=V1P1)


@pytest.mark.parametrize("name", COLLECTIONS)
def test_microsoft_reads_each_collection_in_one_page_and_knows_how_many_there_are(microsoft, name):
    whole = microsoft.get(name, offset=0, limit=5000, filter="status='active'")

    assert whole.status == 200
    assert whole.headers["Content-Type"] == "application/json"
    assert int(whole.headers["X-Total-Count"]) == len(whole.rows()) > 0
    assert {"sourcedId", "dateLastModified", "status"} <= whole.rows()[0].keys()


@pytest.mark.parametrize("name", ["academicSessions", "users", "classes", "enrollments"])
def test_microsoft_turns_a_page_finds_nobody_and_asks_for_what_changed(microsoft, name):
    page = microsoft.get(name, offset=2, limit=1)
    nobody = microsoft.get(name, filter="sourcedId='norecords'")
    changed = microsoft.get(name, filter="dateLastModified>'2020-01-01T01:00:00.000Z'", limit=5000)

    assert len(page.rows()) == 1
    assert (nobody.status, nobody.rows(), nobody.headers["X-Total-Count"]) == (200, [], "0")
    assert len(changed.rows()) == int(changed.headers["X-Total-Count"]) > 0


def test_microsoft_finds_the_fields_that_it_joins_by(microsoft):
    [pupil, *_] = microsoft.get("users", filter="role='student'").rows()
    [school] = microsoft.get("orgs").rows()
    [taught, *_] = microsoft.get("classes").rows()
    [place, *_] = microsoft.get("enrollments").rows()

    assert {"username", "email", "givenName", "identifier"} <= pupil.keys()
    assert {"sourcedId", "type"} <= pupil["orgs"][0].keys()
    assert {"name", "type", "identifier"} <= school.keys()
    assert taught["title"]
    assert taught["school"]["sourcedId"] == school["sourcedId"]
    assert taught["terms"][0]["sourcedId"]
    assert all(place[one]["sourcedId"] for one in ("school", "class", "user"))
    assert place["role"]
