"""What services are usually told: the counts are those of the notices, and nothing is read into them."""

import runpy
from pathlib import Path

import pytest

from schoolgate.domain.catalogue import known
from schoolgate.domain.items import load_items
from schoolgate.domain.usual import Usual, _file, counted, usual

ROOT = Path(__file__).parents[2]
TOOL = ROOT / "tools/count_usual.py"


def test_the_counts_are_those_of_the_notices():
    tool = runpy.run_path(str(TOOL))
    if not tool["BY_SCHOOLS"].is_dir():
        pytest.skip("the schools' own notices (../shared/notices) are not here")
    assert tool["USUAL"].read_text("utf-8") == tool["written"](), (
        "run tools/count_usual.py: an answer or a name in the catalogue has changed"
    )


def test_a_notice_counts_once_for_a_service_however_often_it_names_it():
    told = runpy.run_path(str(TOOL))["told"]
    row = {"name": "TTRS", "canonical": None}
    answer = {"recipients": [{**row, "data_items": ["class"]}, {**row, "data_items": ["full_name"]}]}
    assert told(answer) == {"Times Tables Rock Stars": {"class", "full_name"}}


def test_a_service_that_a_notice_says_is_told_nothing_is_not_counted():
    told = runpy.run_path(str(TOOL))["told"]
    mention = {"name": "Zoom", "canonical": "Zoom", "receives_data": False}
    assert told({"recipients": [], "mentions": [mention]}) == {}


def test_every_count_is_of_a_service_and_items_that_are_known():
    for name, row in _file()["service"].items():
        assert known(name).name == name
        assert set(row.get("items", {})) <= set(load_items())
        assert max((*row.get("items", {}).values(), row.get("by_schools", 0))) <= row["named"]
        assert row["named"] <= counted().notices


def test_what_is_usually_told_is_found_by_any_name():
    assert usual("TTRS") == usual("Times Tables Rock Stars")
    assert usual("TTRS").named >= usual("TTRS").by_schools >= 1


def test_a_service_that_no_notice_names_has_no_counts():
    assert usual("Maths Rocks") == Usual(named=0, by_schools=0, items={})
