"""What is served is told to whoever asks, before there is a token (OneRoster 1.2, 2.5 Service Discovery)."""

import re

import jsonschema
import pytest
from django.test import Client

from tests.api.conftest import V1P2, Told, supplier

NAMES = ("onerosterv1p2rostersservice_openapi3_v1p0.json", "imsorv1p2_rostering_openapi3_v1p0.json")


def found(name=NAMES[0]):
    return Told(Client().get(f"{V1P2}/discovery/{name}"))


@pytest.mark.parametrize("name", NAMES)
def test_it_stands_under_both_names_that_the_standard_has_for_it(office, name):
    supplier(office)
    told = found(name)

    assert (told.status, told.headers["Content-Type"]) == (200, "application/json")
    assert told.json["openapi"].startswith("3.0")
    assert told.json["servers"] == [{"url": f"http://testserver{V1P2}"}]
    grant = told.json["components"]["securitySchemes"]["OAuth2CC"]["flows"]["clientCredentials"]
    assert grant["tokenUrl"] == "http://testserver/ims/oneroster/token"


def test_until_a_key_is_made_nothing_is_told(office):
    assert found().status == 404


def test_nothing_but_reading_it_is_served(office):
    supplier(office)
    told = Client().post(f"{V1P2}/discovery/{NAMES[0]}")
    assert (told.status_code, told.headers["Allow"]) == (405, "GET, HEAD")


def test_every_operation_it_names_is_served_and_valid_by_its_own_schema(office):
    visitor = supplier(office)
    whole = found().json
    ids = {}
    for path in ("schools", "classes", "courses", "students", "teachers", "terms", "users"):
        rows = visitor.get(path).rows()
        ids[f"{path.rstrip('s') if path != 'classes' else 'class'}SourcedId"] = (
            rows[0]["sourcedId"] if rows else None
        )
    called = set()
    for path, item in whole["paths"].items():
        operation = item["get"]
        called.add(operation["operationId"])
        filled = re.sub(r"\{(\w+)\}", lambda m: str(ids.get(m[1], "nobody")), path)
        told = visitor.get(filled.lstrip("/"))
        schema = operation["responses"][str(told.status)]["content"]["application/json"]["schema"]
        jsonschema.validate(told.json, {**schema, "components": whole["components"]})
        if "{" not in path:
            assert told.status == 200
    assert len(called) == len(whole["paths"]) == 41
    assert {
        "getAllUsers",
        "getDemographics",
        "getGradingPeriodsForTerm",
        "getStudentsForClassInSchool",
    } <= called


def test_what_it_says_of_a_schema_leads_to_one(office):
    supplier(office)
    told = found()
    named = set(re.findall(r'#/components/schemas/([\w-]+)"', told.body.decode()))
    assert named <= set(told.json["components"]["schemas"])
