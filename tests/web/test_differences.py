"""A notice read a second time: only what changed is asked, and a person settles it."""

import html
import re
import urllib.parse

import pytest

BEFORE = """Brook School

System: Mathletics
Purpose: Maths practice
Data shared: Name
Retention: One year

System: Purple Mash
Purpose: Computing
Data shared: Name
"""
AFTER = BEFORE.replace("One year", "Two years").replace(
    "Data shared: Name\nRetention", "Data shared: Name, UPN\nRetention"
)


@pytest.fixture
def read_twice(new_school):
    office = new_school.opened()
    for words in (BEFORE, AFTER):
        path = urllib.parse.urlsplit(office.post("/notices/new", words=words).address).path
        last = office.post(path + "adopt", seen_on=path)
    return office, path, last


def asked(answer):
    """What each difference is about, as its heading says."""
    found = re.findall(r'<h2 id="row-\d+">(.*?)</h2>', answer.words)
    return [html.unescape(re.sub("<[^>]+>", "", one)) for one in found]


def test_taking_in_a_new_edition_leads_to_what_changed(read_twice):
    _, path, last = read_twice

    assert last.address.endswith(path + "differences")
    assert last.heading() == "2 things to settle"
    assert asked(last) == ["Mathletics: How long it is kept", "Mathletics: Unique pupil number"]


def test_data_that_a_paper_names_without_its_way_is_said_to_be_named(new_school):
    office = new_school.opened()
    for words in (BEFORE, "Brook School\n\nMathletics: children log in at home. It holds dates of birth.\n"):
        path = urllib.parse.urlsplit(office.post("/notices/new", words=words).address).path
        last = office.post(path + "adopt", seen_on=path)

    assert "Mathletics: Date of birth" in asked(last)
    assert "Named, but not how it gets there" in html.unescape(last.words)


def test_a_value_kept_or_taken_is_not_asked_again(read_twice):
    office, path, _ = read_twice
    page = path + "differences"
    kept = office.post(path + "settle", seen_on=page, slug="mathletics", field="item.upn", action="keep")
    assert "The register stays as it is: Mathletics, unique pupil number." in kept.words
    taken = office.post(path + "settle", seen_on=page, slug="mathletics", field="retention", action="take")

    assert taken.heading() == "Nothing differs from the register"
    assert "Two years" in office.get("/register/mathletics/").words


def test_home_and_the_list_of_notices_count_what_is_to_settle(read_twice):
    office, path, _ = read_twice

    assert "Settle where a paper and the register differ" in office.get("/").words
    assert f'<a href="{path}differences">2 things to settle</a>' in office.get("/notices/").words


def test_a_paper_of_its_own_is_not_laid_beside_another(read_twice):
    office, path, _ = read_twice
    answer = office.post(path + "follows", seen_on=path + "differences", last="0")

    assert "It is read as a paper of its own" in answer.words


@pytest.mark.parametrize(
    ("address", "fields"),
    [("settle", {"slug": "mathletics", "field": "retention", "action": "burn"}), ("follows", {"last": "x"})],
)
def test_a_form_that_is_not_whole_settles_nothing(address, fields, read_twice):
    office, path, _ = read_twice

    assert office.post(path + address, seen_on=path + "differences", **fields).status == 422
    assert office.get(path + "differences").heading() == "2 things to settle"
