"""Who may open what: every address, opened or not, by every method."""

import inspect
import re

import pytest
from django.urls import get_resolver

from schoolgate.api.access import ADDRESSES as SUPPLIERS
from schoolgate.web.access import ADDRESSES
from schoolgate.web.door import Who

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
NAMED = {"token": "no-such-token", "number": "1", "entry": "1", "slug": "no-such-service"}
LONGEST_VIEW = 15
FOR_ANYONE = {"open", "page"}
OF_ONE_REQUEST = {"deletions-request", "deletions-paper"}  # the school of the demonstration has asked nobody


def path_of(name):
    return "/" + re.sub(r"<\w+:(\w+)>", lambda found: NAMED[found.group(1)], ADDRESSES[name].path)


def test_the_site_serves_its_two_tables_and_nothing_else():
    served = {(pattern.name, str(pattern.pattern)) for pattern in get_resolver().url_patterns}

    assert served == {(name, row.path) for name, row in (ADDRESSES | SUPPLIERS).items()}


def test_only_the_families_page_and_the_link_itself_are_for_anyone():
    assert {name for name, row in ADDRESSES.items() if row.who is Who.ANYONE} == FOR_ANYONE


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", [name for name in ADDRESSES if name not in FOR_ANYONE])
def test_a_stranger_opens_none_of_the_schools_pages(name, method, stranger):
    assert stranger.ask(method, path_of(name)).status == 403


def expected(name, method):
    """What the office gets without a form: a change is turned away before its address is looked at."""
    if method in {"POST", "PUT", "PATCH", "DELETE"}:
        return 403
    if method == "OPTIONS" or "GET" not in ADDRESSES[name].methods:
        return 405
    return 404 if "slug:slug" in ADDRESSES[name].path or name in OF_ONE_REQUEST else 200


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", ADDRESSES)
def test_the_office_uses_each_address_as_the_table_says_and_no_other_way(name, method, office):
    assert office.ask(method, path_of(name)).status == expected(name, method)


@pytest.mark.parametrize("name", [name for name, row in ADDRESSES.items() if "POST" not in row.methods])
def test_a_page_that_is_only_read_takes_no_form(name, office):
    assert office.post(path_of(name), seen_on="/").status == 405


@pytest.mark.parametrize("path", ["/page/", "/static/schoolgate.css", "/open/no-such-token"])
def test_a_stranger_sees_the_families_page_its_styles_and_the_links_own_page(path, stranger):
    assert stranger.get(path).status == 200


@pytest.mark.parametrize("path", ["/nothing", "/admin/", "/static/../settings.py", "/static/", "/register"])
def test_an_address_that_is_not_in_the_table_shows_nothing(path, office, stranger):
    assert stranger.get(path).status in {403, 404}
    assert office.get("/nothing").heading() == "There is no page at this address"


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_view_can_be_read_at_a_glance(name):
    assert len(inspect.getsource(ADDRESSES[name].view).splitlines()) <= LONGEST_VIEW


def test_a_number_that_no_notice_could_have_is_only_not_found(office):
    assert office.get(f"/notices/{10**30}/").status == 404


def test_no_address_has_a_place_for_a_persons_name():
    kinds = {kind for row in ADDRESSES.values() for kind in re.findall(r"<(\w+:\w+)>", row.path)}

    assert kinds == {"slug:token", "int:number", "int:entry", "slug:slug"}
