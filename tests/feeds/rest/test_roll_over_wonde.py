"""Wonde's pages: a token that is given, the next page named in the page itself."""

from datetime import date

import pytest

from schoolgate.feeds.rest.errors import NotPulled
from schoolgate.feeds.rest.sweep import sweep
from schoolgate.feeds.sources.isolate import read_isolated
from tests.egress.place import HOST, Authority
from tests.feeds.rest.roster_place import Roster, instead, opened, words

BASE = "/v1.0/schools/A1"
ON = date(2026, 11, 22)


def student(number, forename, **more):
    return {
        "id": number,
        "legal_forename": f"{forename}abel",
        "legal_surname": "Lee",
        "forename": forename,
        "surname": "Lee",
        "gender": "Female",
        "date_of_birth": {"date": "2018-03-14 00:00:00.000000", "timezone": "UTC"},
        "education_details": {"data": {"upn": None, "admission_date": "2022-09-01"}},
        "year": {"data": {"code": "4", "name": "Year 4"}},
    } | more


class Wonde(Roster):
    """Pages of two."""

    def __init__(self, chain):
        super().__init__(chain)
        self.base, self.good = BASE, {"t0ken": 10**6}
        self.objects = {
            "students": [
                student("A1", "Ann"),
                student("A2", "Bo", date_of_birth="2018-05-01", year=None),
                student("A3", "Cy", education_details={"data": {"upn": "B801200005001"}}),
            ],
            "employees": [{"id": "E1", "title": "Mr", "forename": "Tom", "surname": "Oak"}],
            "classes": [{"id": "C1", "name": "4 Ash", "students": {"data": [{"id": "A1"}, {"id": "A3"}]}}],
        }

    def _page(self, name, url, asked):
        rows, page = self.objects[name], int(asked.get("page", 1))
        more = page * 2 < len(rows)
        there = f"https://{HOST}{url.path}?per_page={asked['per_page']}&page={page + 1}"
        told = {"pagination": {"next": there if more else None, "more": more, "per_page": 2}}
        return words(200, {"data": rows[page * 2 - 2 : page * 2], "meta": told})


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"), [HOST])


@pytest.fixture
def wonde(authority):
    found = Wonde(authority.chain)
    yield found
    found.close()


def pulled(wonde, authority, **more):
    given = {"token_address": "", "client": "", "secret": "t0ken"} | more
    return sweep(opened(wonde, authority, "wonde", **given))


def refused(wonde, authority):
    with pytest.raises(NotPulled) as raised:
        pulled(wonde, authority)
    return str(raised.value)


def test_every_page_gives_its_pupils_staff_and_classes(wonde, authority):
    tables = read_isolated(pulled(wonde, authority).data, "mis.zip", ON).tables
    pupils = list(tables["pupil"].records())

    assert [(one["id"], one["legal_forename"], one["preferred_forename"]) for one in pupils] == [
        ("A1", "Annabel", "Ann"),
        ("A2", "Boabel", "Bo"),
        ("A3", "Cyabel", "Cy"),
    ]
    assert [one["date_of_birth"] for one in pupils] == [
        date(2018, 3, 14),
        date(2018, 5, 1),
        date(2018, 3, 14),
    ]
    assert (pupils[0]["year_group"], pupils[1]["year_group"], pupils[2]["upn"]) == (
        "4",
        None,
        "B801200005001",
    )
    assert tables["staff"].column("surname") == ("Oak",)
    assert set(tables["enrolment"].column("person_id")) == {"A1", "A3"}


def test_no_token_is_asked_for_and_the_one_given_stands_in_no_address(wonde, authority):
    pulled(wonde, authority)

    assert {told["authorization"] for _, _, _, told in wonde.requests} == {"Bearer t0ken"}
    assert not any("t0ken" in path + query for _, path, query, _ in wonde.requests)


def test_a_page_that_leads_to_another_server_is_not_followed(wonde, authority):
    told = {"pagination": {"next": "https://www.stranger.example/v1.0/schools/A1/students", "more": True}}
    wonde.faults = [instead(200, {"data": wonde.objects["students"], "meta": told})]

    assert "it leads on to another address than the one that was asked" in refused(wonde, authority)


def test_more_without_where_is_refused(wonde, authority):
    told = {"pagination": {"next": None, "more": True}}
    wonde.faults = [instead(200, {"data": [], "meta": told})]

    assert "it says that there is more, and not where" in refused(wonde, authority)


def test_a_pupil_who_comes_twice_is_refused_by_name(wonde, authority):
    wonde.objects["students"].append(student("A1", "Ann"))

    assert "'students' changed each time it was read" in refused(wonde, authority)


def test_staff_that_are_not_granted_are_told(wonde, authority):
    del wonde.objects["employees"]

    assert pulled(wonde, authority).notes == [
        "The server does not give 'employees' (answer 404): the roll is without staff."
    ]
