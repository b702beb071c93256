import json
from pathlib import Path

import jsonschema
import pytest

from schoolgate.actions.publishing import FORMATS, Format, Printing, json_schema, rendered
from tests.publish.cast import WHOLE, many, page

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("agreements", [[], WHOLE, many(3)], ids=["nobody", "everybody", "many"])
def test_the_open_page_keeps_to_its_published_schema(agreements):
    said = json.loads(rendered(page(*agreements, not_used=("Zoom",)), Printing(format=Format.JSON)))
    schema = json.loads((DOCS / "page.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(said)
    assert said["schema"] == "schoolgate.page/1"


def test_the_published_schema_is_the_one_of_the_program():
    assert json.loads((DOCS / "page.schema.json").read_text("utf-8")) == json_schema()


def test_each_format_is_made_once():
    assert set(FORMATS) == set(Format)


def test_a_recipient_is_told_whole():
    said = json.loads(rendered(page(*WHOLE), Printing(format=Format.JSON)))
    tables = next(one for one in said["recipients"] if one["id"] == "tables-rock")
    assert (tables["company"], tables["heading"]) == ("Maths Round Ltd", "choice")
    assert [(one["item"], one["way"]) for one in tables["data"]][-2:] == [
        ("year_group", None),
        ("attainment", "created"),
    ]
    assert tables["left_out"] == ["date_of_birth"]
    assert tables["pupils"] == {"everyone": False, "year_groups": ["3", "4", "5", "6"], "some": False}
