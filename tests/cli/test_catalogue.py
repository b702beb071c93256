"""schoolgate catalogue: what is known of a service, from files alone."""

import json

import pytest

from schoolgate.cli.app import build, needs_a_home
from schoolgate.cli.exits import DONE, NOT_FOUND, run
from schoolgate.cli.session import Session
from schoolgate.domain.catalogue import load_catalogue


@pytest.fixture
def catalogue(capsys):
    def said(*words):
        capsys.readouterr()
        code = run(build(["catalogue", words[0]]), ["catalogue", *words], Session.__new__(Session))
        out, err = capsys.readouterr()
        return code, out, err

    return said


def test_the_catalogue_needs_no_home():
    assert not needs_a_home(["catalogue", "show", "TTRS"])
    assert not needs_a_home(["catalogue", "search", "maths"])


def test_a_service_is_shown_by_any_of_its_names_with_the_page_behind_each_fact(catalogue):
    code, out, _ = catalogue("show", "ttrs")
    assert code == DONE
    assert out.splitlines()[0] == "Times Tables Rock Stars"
    assert "Owner: Maths Circle Ltd [https://" in out
    assert "Needs at least: full name, year group, class [https://" in out
    assert "Format: ttrockstars_csv" in out
    assert "Usually told: named in " in out


def test_a_former_owner_is_shown_with_the_year_and_the_source(catalogue):
    _, out, _ = catalogue("show", "SIMS")
    assert "Owner: Education Software Solutions Ltd [" in out
    assert "Group: ParentPay Group [" in out
    assert "Owner before: Capita, until 2020 [https://" in out


def test_what_no_page_says_is_said_to_be_unknown(catalogue):
    _, out, _ = catalogue("show", "Libacura")
    assert "Owner: not known\n" in out
    assert "Website: not known\n" in out
    assert "Needs at least: not known\n" in out
    assert "Format: none of its own here; it gets plain_csv\n" in out


def test_a_format_that_is_not_published_is_said_plainly(catalogue):
    _, out, _ = catalogue("show", "MyMaths")
    assert "Format: not published (looked for on 2026-11-22); ask the company for its template\n" in out


def test_an_unknown_service_is_not_forced_onto_a_known_one(catalogue):
    code, out, err = catalogue("show", "Tapestries")
    assert (code, out) == (NOT_FOUND, "")
    assert err.startswith(
        "Nothing is shown: no service in the catalogue goes by 'Tapestries'. Names like it: Tapestry, "
    )
    assert err.endswith(". Look with: schoolgate catalogue search\n")


def test_a_service_like_none_is_answered_with_what_to_do(catalogue):
    code, _, err = catalogue("show", "zzz", "qqq")
    assert code == NOT_FOUND
    assert err == (
        "Nothing is shown: no service in the catalogue goes by 'zzz qqq'. Try other words. "
        "Look with: schoolgate catalogue search\n"
    )


def test_a_search_says_why_each_service_was_found(catalogue):
    _, out, _ = catalogue("search", "capita")
    rows = [line.split("\t") for line in out.splitlines()]
    assert rows[0] == ["service", "owner", "category", "why"]
    assert [
        "SIMS",
        "Education Software Solutions Ltd",
        "The school system",
        "also called Capita SIMS",
    ] in rows


def test_a_service_is_found_by_the_company_behind_it_and_by_what_it_is_for(catalogue):
    whys = {
        row["name"]: row["why"]
        for row in json.loads(catalogue("search", "maths circle", "--json")[1])["services"]
    }
    assert whys["Times Tables Rock Stars"] == "belongs to Maths Circle Ltd"
    whys = {
        row["name"]: row["why"]
        for row in json.loads(catalogue("search", "spelling", "--json")[1])["services"]
    }
    assert whys["Spelling Shed"] == "in its name"
    assert whys["Reading Eggs"] == "is for: Learning apps: reading and spelling"


def test_a_search_that_finds_nothing_says_so(catalogue):
    code, out, err = catalogue("search", "zzzqqq")
    assert (code, out) == (DONE, "service\towner\tcategory\twhy\n")
    assert err == "Nothing in the catalogue is called that, made by that, or for that. Try fewer words.\n"


def test_a_program_gets_every_fact_beside_its_source(catalogue):
    told = json.loads(catalogue("show", "Sumdog", "--json")[1])
    assert told["schema"] == "schoolgate.service/1"
    assert told["least"]["items"] == ["full_name", "year_group", "class"]
    assert told["least"]["source"].startswith("https://")
    assert told["usual"]["named"] <= told["usual"]["notices"]


def test_every_service_can_be_shown(catalogue):
    for service in load_catalogue():
        code, out, err = catalogue("show", service.name)
        assert (code, err) == (DONE, ""), service.name
        assert out.splitlines()[0] == service.name
