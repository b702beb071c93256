"""Every address of OneRoster 1.2 and 1.1 rostering × every parameter × every error, against a plain reading.

Source  1EdTech OneRoster 1.2, rostering REST binding and its OpenAPI; OneRoster 1.1, chapter 3.
"""

import json
import re
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.actions.cast import clause
from tests.api.conftest import V1P1, V1P2, supplier

SCHEMA = Path(__file__).parents[3] / "shared/formats/oneroster/oneroster-1p2-rostering.schema.json"
ITEMS = (
    "full_name",
    "class",
    "date_of_birth",
    "gender",
    "year_group",
    "pupil_id",
    "contact_email",
    "staff_name",
)
ENVELOPES = {
    "academicSessions": "academicSession", "classes": "class", "courses": "course",
    "demographics": "demographics", "enrollments": "enrollment", "orgs": "org", "users": "user",
}  # fmt: skip
COLLECTIONS = {
    **{name: name for name in ENVELOPES}, "gradingPeriods": "academicSessions", "schools": "orgs",
    "students": "users", "teachers": "users", "terms": "academicSessions",
}  # fmt: skip
RELATIONS = [
    "classes/{classes}/students", "classes/{classes}/teachers", "courses/{courses}/classes",
    "schools/{schools}/classes", "schools/{schools}/classes/{classes}/enrollments",
    "schools/{schools}/classes/{classes}/students", "schools/{schools}/classes/{classes}/teachers",
    "schools/{schools}/courses", "schools/{schools}/enrollments", "schools/{schools}/students",
    "schools/{schools}/teachers", "schools/{schools}/terms", "students/{students}/classes",
    "teachers/{teachers}/classes", "terms/{terms}/classes", "terms/{terms}/gradingPeriods",
    "users/{users}/classes",
]  # fmt: skip
BOTH = pytest.mark.parametrize("base", [V1P1, V1P2])
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
FAULTS = [
    ({"limit": "0"}, 422, "invaliddata"),
    ({"limit": "-1"}, 422, "invaliddata"),
    ({"limit": "1e2"}, 422, "invaliddata"),
    ({"limit": "٣"}, 422, "invaliddata"),
    ({"limit": ""}, 422, "invaliddata"),
    ({"limit": "99999999999999999999"}, 422, "invaliddata"),
    ({"limit": "2147483648"}, 422, "invaliddata"),
    ({"limit": ["1", "2"]}, 422, "invaliddata"),
    ({"offset": "-1"}, 422, "invaliddata"),
    ({"offset": "first"}, 422, "invaliddata"),
    ({"orderBy": "ASC"}, 422, "invaliddata"),
    ({"filter": ""}, 400, "invalid_filter_field"),
    ({"filter": "nothing='x'"}, 400, "invalid_filter_field"),
    ({"filter": "status=active"}, 400, "invalid_filter_field"),
    ({"filter": "status='active'AND status='x'"}, 400, "invalid_filter_field"),
    ({"filter": "status='active' and status='x'"}, 400, "invalid_filter_field"),
    ({"filter": "status='it's'"}, 400, "invalid_filter_field"),
]


@pytest.fixture
def visit(office):
    def found(base, slug="sums"):
        return supplier(office, slug, clause(*ITEMS[:-1]), clause(ITEMS[-1], id="2"), base=base)

    return found


def addresses(visitor):
    """Every address, with ids that there are, and what its envelope is named."""
    first = {name: visitor.get(name).rows()[:1] for name in COLLECTIONS}
    ids = {name: rows[0]["sourcedId"] for name, rows in first.items() if rows}
    yield from COLLECTIONS.items()
    for path in RELATIONS:
        if set(re.findall(r"\{(\w+)\}", path)) <= set(ids):
            yield path.format(**ids), COLLECTIONS[path.rsplit("/", 1)[1]]


@BOTH
def test_every_address_gives_its_envelope_its_count_and_its_links(visit, base):
    visitor = visit(base)
    paths = list(addresses(visitor))
    assert len(paths) >= 26
    for path, envelope in paths:
        told = visitor.get(path, limit=2)
        assert (told.status, list(told.json)) == (200, [envelope]), path
        assert told.headers["Content-Type"] == "application/json"
        total = int(told.headers["X-Total-Count"])
        assert len(told.rows()) == min(2, total)
        rels = {"first", "last"} | ({"next"} if total > 2 else set())
        assert set(told.links()) == rels, path


@BOTH
def test_the_links_of_every_address_lead_through_all_of_it_forwards_and_backwards(visit, base):
    visitor = visit(base)
    for path, _ in addresses(visitor):
        whole = [row["sourcedId"] for row in visitor.get(path, limit=10_000).rows()]
        if len(whole) < 4:
            continue
        assert walked(visitor, path, "first", "next") == whole
        assert sorted(walked(visitor, path, "last", "prev")) == sorted(set(whole))


def walked(visitor, path, start, rel):
    seen, address = [], visitor.get(path, limit=3, filter="status='active'").links()[start]
    while address:
        parts = urlsplit(address)
        told = visitor.fetch(parts.path, dict(parse_qsl(parts.query)))
        seen += [row["sourcedId"] for row in told.rows() if row["sourcedId"] not in seen]
        address = told.links().get(rel)
    return seen


@BOTH
def test_each_entity_stands_at_its_own_address_and_every_reference_leads_to_one(visit, base):
    visitor = visit(base)
    for name, envelope in COLLECTIONS.items():
        for row in visitor.get(name, limit=3).rows():
            told = visitor.get(f"{name}/{row['sourcedId']}")
            assert told.json == {ENVELOPES[envelope]: row}
            for reference in references(row):
                assert set(reference) == {"href", "sourcedId", "type"}
                led_to = visitor.fetch(urlsplit(reference["href"]).path)
                assert led_to.json[reference["type"]]["sourcedId"] == reference["sourcedId"]


def references(value):
    if isinstance(value, dict):
        if "href" in value:
            yield value
        for one in value.values():
            yield from references(one)
    if isinstance(value, list):
        for one in value:
            yield from references(one)


@BOTH
def test_every_moment_is_in_utc_and_every_day_is_a_day(visit, base):
    visitor = visit(base)
    for name in COLLECTIONS:
        for row in visitor.get(name, limit=10_000).rows():
            assert MOMENT.fullmatch(row["dateLastModified"])
            assert row["status"] in ("active", "tobedeleted")
            for field in ("startDate", "endDate", "birthDate"):
                assert field not in row or datetime.fromisoformat(row[field]).time().isoformat() == "00:00:00"


def test_every_answer_of_1_2_is_valid_by_its_schema(visit):
    if not SCHEMA.exists():
        pytest.skip(f"there is no {SCHEMA.name} beside this checkout")
    schema = json.loads(SCHEMA.read_text("utf-8"))
    visitor = visit(V1P2)
    for path, envelope in addresses(visitor):
        body = visitor.get(path).json
        jsonschema.validate(body, {**schema, "$ref": f"#/$defs/collection_{envelope}"})


def test_users_of_1_1_have_the_fields_of_1_1(visit):
    """1.1: one role and a list of orgs; what 1.2 brought is not there."""
    for user in visit(V1P1).get("users", limit=10_000).rows():
        assert {
            "sourcedId",
            "status",
            "dateLastModified",
            "username",
            "enabledUser",
            "givenName",
            "familyName",
        } <= set(user)
        assert user["role"] in ("student", "teacher", "guardian")
        assert [one["type"] for one in user["orgs"]] == ["org"]
        assert not {"roles", "primaryOrg", "userMasterIdentifier", "userProfiles", "pronouns"} & set(user)


@BOTH
@pytest.mark.parametrize(("asked", "status", "minor"), FAULTS)
def test_every_wrong_parameter_has_the_status_and_the_code_of_the_standard(visit, base, asked, status, minor):
    told = visit(base).get("users", **asked)
    assert (told.status, told.minor()) == (status, minor)
    assert (told.json["imsx_codeMajor"], told.json["imsx_severity"]) == ("failure", "error")
    assert not [value for value in map(str, asked.values()) if len(value) > 3 and value in told.body.decode()]


@pytest.mark.parametrize(
    "asked", [{"sort": "nothing"}, {"sort": ""}, {"fields": "nothing"}, {"fields": ""}, {"fields": "status,"}]
)
def test_in_1_2_a_field_that_there_is_not_is_refused(visit, asked):
    told = visit(V1P2).get("users", **asked)
    assert (told.status, told.minor()) == (400, "invalid_selection_field")


@pytest.mark.parametrize(
    ("asked", "minor"),
    [({"sort": "nothing"}, "invalid_sort_field"), ({"fields": "status,nothing"}, "invalid_selection_field")],
)
def test_in_1_1_a_field_that_there_is_not_is_a_warning_beside_all_of_the_data(visit, asked, minor):
    visitor = visit(V1P1)
    told = visitor.get("users", **asked)
    [warning] = told.json.pop("statusInfoSet")
    assert told.status == 200
    assert told.json == visitor.get("users").json
    assert (warning["imsx_codeMajor"], warning["imsx_severity"], warning["imsx_codeMinor"]) == (
        "success",
        "warning",
        minor,
    )


@pytest.mark.parametrize("fields", ["", "status,", ","])
def test_in_1_1_a_blank_field_is_refused(visit, fields):
    told = visit(V1P1).get("users", fields=fields)
    assert (told.status, told.minor()) == (400, "invalid_blank_selection_field")


@BOTH
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_nothing_but_get_is_served_and_the_answer_says_so(visit, base, method):
    visitor = visit(base)
    visitor.get("orgs")
    for path in ("users", "users/x", "schools/x/classes"):
        told = getattr(visitor.client, method)(
            f"{base}/{path}", headers={"Authorization": f"Bearer {visitor.token}"}
        )
        assert (told.status_code, told.headers["Allow"]) == (405, "GET, HEAD")
        assert told.json() == {
            "imsx_codeMajor": "unsupported",
            "imsx_severity": "error",
            "imsx_description": "This address serves GET and HEAD only.",
        }


@BOTH
def test_the_largest_number_that_the_standard_has_may_be_asked_for(visit, base):
    visitor = visit(base)
    told = visitor.get("users", limit=2**31 - 1)
    assert (told.status, len(told.rows())) == (200, int(told.headers["X-Total-Count"]))
    assert visitor.get("users", offset=2**31 - 1).rows() == []


@BOTH
def test_head_is_the_headers_of_get_alone(visit, base):
    visitor = visit(base)
    got = visitor.get("users", limit=2)
    told = visitor.client.head(
        f"{base}/users", {"limit": 2}, headers={"Authorization": f"Bearer {visitor.token}"}
    )
    assert (told.status_code, told.content, told.headers["Content-Length"]) == (200, b"", str(len(got.body)))
    assert told.headers["X-Total-Count"] == got.headers["X-Total-Count"]


@pytest.mark.parametrize(
    ("path", "asked", "status", "minor"),
    [
        ("users/nobody", {}, 404, "unknown object"),
        ("users", {"limit": "0"}, 422, "invalid data"),
        ("users", {"filter": "colour='red'"}, 400, "invalid_filter_field"),
        ("users", {"fields": ""}, 400, "invalid_blank_selection_field"),
    ],
)
def test_an_error_of_1_1_is_a_set_in_its_own_words(visit, path, asked, status, minor):
    told = visit(V1P1).get(path, **asked)
    [error] = told.json["statusInfoSet"]
    assert told.status == status
    assert error == {
        "imsx_codeMajor": "failure",
        "imsx_severity": "error",
        "imsx_codeMinor": minor,
        "imsx_description": told.json["imsx_description"],
    }


def test_an_error_of_1_2_has_no_such_set(visit):
    assert set(visit(V1P2).get("users/nobody").json) == {
        "imsx_codeMajor",
        "imsx_severity",
        "imsx_description",
        "imsx_CodeMinor",
    }


@BOTH
@pytest.mark.parametrize(
    "path",
    ["resources", "categories", "lineItems", "results", "", "Users", "users/x/y/z", "classes/x/resources"],
)
def test_what_is_not_served_is_unknown(visit, base, path):
    told = visit(base).get(path)
    assert (told.status, told.minor()) == (404, "unknownobject")


@BOTH
def test_any_question_has_the_answer_of_a_plain_reading(visit, base):
    """limit, offset, sort, orderBy, filter and fields together, over every collection."""
    visitor = visit(base)
    whole = {name: visitor.get(name, limit=10_000).rows() for name in COLLECTIONS}
    asked = st.sampled_from([name for name, rows in whole.items() if rows]).flatmap(
        lambda name: questions(name, whole[name])
    )

    @settings(max_examples=120, deadline=None)
    @given(asked)
    def holds(question):
        name, parameters = question
        told = visitor.get(name, **parameters)
        rows, total = plainly(whole[name], parameters)
        assert (told.rows(), told.headers["X-Total-Count"]) == (rows, str(total))

    holds()


def questions(name, rows):
    plain = sorted({field for row in rows for field, value in row.items() if isinstance(value, str)})
    clauses = st.builds(
        lambda field, sign, row, cut: (
            f"{field}{sign}'{str(row.get(field, ''))[:cut].replace(chr(39), chr(39) * 2)}'"
        ),
        st.sampled_from(plain),
        st.sampled_from(["=", "!=", ">", ">=", "<", "<=", "~"]),
        st.sampled_from(rows),
        st.sampled_from([3, 100]),
    )
    filters = (
        clauses
        | st.builds("{} AND {}".format, clauses, clauses)
        | st.builds("{} OR {}".format, clauses, clauses)
    )
    parameters = st.fixed_dictionaries(
        {},
        optional={
            "limit": st.integers(1, 12),
            "offset": st.integers(0, 40),
            "sort": st.sampled_from(plain),
            "orderBy": st.sampled_from(["asc", "desc"]),
            "filter": filters.filter(lambda one: "dateLastModified" not in one),
            "fields": st.lists(st.sampled_from(plain), min_size=1, max_size=3).map(",".join),
        },
    )
    return st.tuples(st.just(name), parameters)


CLAUSE = re.compile(r"(\w+)(!=|>=|<=|=|>|<|~)'((?:''|[^'])*)'")
SIGNS = {
    "=": lambda a, b: a == b, "!=": lambda a, b: a != b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
    "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, "~": lambda a, b: b.casefold() in a.casefold(),
}  # fmt: skip


def plainly(rows, parameters):
    """What the standard's words make of it, with nothing clever."""
    if "filter" in parameters:
        how = any if " OR " in CLAUSE.sub("", parameters["filter"]) else all
        clauses = [(f, s, v.replace("''", "'")) for f, s, v in CLAUSE.findall(parameters["filter"])]
        rows = [row for row in rows if how(holds(row, *one) for one in clauses)]
    if "sort" in parameters:
        field, down = parameters["sort"], parameters.get("orderBy") == "desc"
        rows = sorted(rows, key=lambda row: (field in row, row.get(field, "")), reverse=down)
    elif parameters.get("orderBy") == "desc":
        rows = rows[::-1]
    start, total = parameters.get("offset", 0), len(rows)
    rows = rows[start : start + parameters.get("limit", 100)]
    if "fields" in parameters:
        chosen = parameters["fields"].split(",")
        rows = [{name: row[name] for name in chosen if name in row} for row in rows]
    return rows, total


def holds(row, field, sign, value):
    if field not in row:
        return sign == "!="
    return SIGNS[sign](row[field], value)
