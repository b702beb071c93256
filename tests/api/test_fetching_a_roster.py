"""What a supplier sees is the agreement."""

import pytest

from tests.actions.cast import on_roll
from tests.api.conftest import V1P1, V1P2, supplier

COLLECTIONS = (
    "academicSessions",
    "classes",
    "courses",
    "demographics",
    "enrollments",
    "gradingPeriods",
    "orgs",
    "schools",
    "students",
    "teachers",
    "terms",
    "users",
)


def test_a_supplier_fetches_the_pupils_of_its_agreement(office):
    found = supplier(office).get("students")

    assert found.status == 200
    assert found.headers["Content-Type"] == "application/json"
    assert found.headers["X-Total-Count"] == str(len(on_roll()))
    assert len(found.json["users"]) == len(on_roll())


@pytest.mark.parametrize("base", [V1P1, V1P2])
@pytest.mark.parametrize("name", COLLECTIONS)
def test_every_collection_answers(office, name, base):
    found = supplier(office, base=base).get(name)

    assert found.status == 200
    assert int(found.headers["X-Total-Count"]) == len(found.rows())
