"""The office asks recipients about pupils who have left, and follows each request, without a command line."""

import re
import shutil
from datetime import UTC, datetime
from html import unescape

import pytest
from axe_playwright_python.sync_playwright import Axe

from schoolgate.feeds.generator import generate
from schoolgate.feeds.sources.zip_of_csv import write_zip
from tests.actions.cast import changed
from tests.web.conftest import SOURCE, Site, plain

NOTICE = SOURCE.parent / "docs" / "example" / "notice.txt"
SERVICE = "times-tables-rock-stars"  # of years 2 to 6
TODAY = datetime.now(UTC).date()
ROLL = generate(40, 1, TODAY)
THERE = [
    row
    for row in ROLL["pupil"].records()
    if row["year_group"] in "23456" and not row["leaving_date"] and (row["entry_date"] or TODAY) < TODAY
]
GONE = [row["id"] for row in THERE[:2]]
NAMES = {
    row["id"]: f"{row['preferred_forename'] or row['legal_forename']} "
    f"{row['preferred_surname'] or row['legal_surname']}"
    for row in THERE
}


def with_leavers(tables):
    return changed(tables, lambda row: row | {"leaving_date": TODAY} if row["id"] in GONE else row)


@pytest.fixture(scope="module")
def left(begun, tmp_path_factory):
    """A home of a school that two pupils have left since their data went to one recipient."""
    place = tmp_path_factory.mktemp("left")
    site = Site(shutil.copytree(begun, place / "home"))
    site.run("notice", "adopt", str(NOTICE))
    site.run("agreement", "set", SERVICE, "clause.1.choice", "object", "--by", "A. Khan")
    site.run("agreement", "set", SERVICE, "when_ended", "delete", "--by", "A. Khan")
    site.run("agreement", "approve", SERVICE, "--by", "M. Ellis", "--role", "head", "--on", str(TODAY))
    load(site, place / "before.zip", ROLL)
    site.run(
        *(
            "feed",
            "run",
            SERVICE,
            "--out",
            str(place / "out"),
            "--by",
            "A. Khan",
            "--confirmed-by",
            "M. Ellis",
        )
    )
    load(site, place / "after.zip", with_leavers(ROLL))
    return site.home


def load(site, path, tables):
    path.write_bytes(write_zip(tables))
    site.run("roll", "load", str(path))


@pytest.fixture
def site(left, tmp_path):
    one = Site(shutil.copytree(left, tmp_path / "home"))
    yield one
    one.stop()


ASK = f"/deletions/{SERVICE}/ask"


def asked(office, **fields):
    given = {"asking": "letter", "no_hold": "M. Ellis", "more": "\n".join(GONE)} | fields
    return office.post(ASK, **given)


def test_who_is_to_be_asked_stands_on_the_home_page_and_in_the_list(site):
    office = site.opened()

    assert '<a href="/deletions/">Ask recipients to delete</a>' in office.get("/").words
    listing = office.get("/deletions/")
    assert listing.heading() == "1 recipient to ask"
    assert "2 pupils" in plain(listing.words)


def test_the_form_names_each_leaver_and_why_and_asks_about_a_legal_hold(site):
    words = plain(unescape(site.opened().get(ASK).words))

    for pupil in GONE:
        assert f"{NAMES[pupil]} left the school" in words
    assert "Who looked whether anything has to be kept?" in words


def test_a_request_is_in_the_ledger_before_its_letter_is_saved_and_lies_nowhere(site):
    office = site.opened()
    before = site.run("ledger", "list", "--json")

    page = asked(office)
    after = site.run("ledger", "list", "--json")
    letter = office.get("/deletions/1/paper")
    again = office.get("/deletions/1/paper")

    assert page.heading() == "Delete it: 2 pupils Waiting"
    assert len(after) > len(before)
    assert letter.headers["Content-Disposition"] == 'attachment; filename="1-leavers.txt"'
    assert "Please delete everything that you hold of them" in letter.words
    assert letter.words == again.words
    assert site.run("ledger", "list", "--json") == after
    assert not list(site.home.rglob("*leavers*"))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {"no_hold": " "},
            "Nobody was asked: say who looked whether anything has to be kept. Write the name.",
        ),
        ({"more": ""}, "Nobody was asked: no pupil is chosen. Tick each, or write their ids."),
        (
            {"more": "no-such-pupil"},
            "It was never sent 1 of these pupils, or has deleted them. Check the ids.",
        ),
        ({"asking": "delta"}, "does not tell who is gone. Choose “A letter”."),
        (
            {"asking": "scim"},
            "is not SCIM. Choose “A file of the keys it knows them by” or “A letter”.",
        ),
    ],
)
def test_what_is_wrong_is_said_at_once_and_nothing_is_asked(site, fields, said):
    office = site.opened()

    answer = asked(office, **fields)

    assert answer.status == 422
    assert said in plain(unescape(answer.words))
    assert not re.search(r"(?<!\w)--[a-z]", plain(answer.words))
    missing = office.get("/deletions/1/")
    assert missing.status == 404
    assert "There is no request 1. Choose one under “Leavers”." in plain(unescape(missing.words))


def test_an_answer_and_a_reminder_are_written_down_and_end_the_waiting(site):
    office = site.opened()
    asked(office)

    reminded = office.post("/deletions/1/chase", seen_on="/deletions/1/", said="by telephone")
    done = office.post("/deletions/1/answer", seen_on="/deletions/1/", outcome="done", said="all gone")
    late = office.post("/deletions/1/answer", seen_on="/deletions/", outcome="done", said="again")

    assert "The reminder is written down." in plain(reminded.words)
    assert done.heading() == "Delete it: 2 pupils Done"
    assert re.search(r"Reminded.*by telephone.*It is done.*all gone", plain(done.words))
    assert "They have answered" not in done.words
    assert late.status in {403, 409}
    assert office.get("/deletions/").heading() == "Nobody has to be asked"


def test_an_empty_answer_is_none(site):
    office = site.opened()
    asked(office)

    blank = office.post("/deletions/1/answer", seen_on="/deletions/1/", outcome="done", said=" ")
    unsaid = office.post("/deletions/1/chase", seen_on="/deletions/1/", said="")

    assert (blank.status, unsaid.status) == (422, 422)
    assert "No answer was written down: say what the recipient wrote." in plain(blank.words)
    assert "No reminder was written down: say how they were reminded." in plain(unsaid.words)


def test_a_letter_is_that_of_the_day_it_was_written_whatever_is_agreed_since(site):
    office = site.opened()
    asked(office)
    letter = office.get("/deletions/1/paper").words
    site.run("agreement", "set", SERVICE, "recipient", "Another Ltd", "--by", "A. Khan")
    site.run("agreement", "approve", SERVICE, "--by", "M. Ellis", "--role", "head", "--on", str(TODAY))

    assert office.get("/deletions/1/paper").words == letter


@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_of_leavers_have_no_fault_at_any_width(site, chromium, width):
    office = site.opened()
    asked(office)
    context = chromium.new_context(base_url=site.address, viewport={"width": width, "height": 900})
    context.add_cookies([{"name": c.name, "value": c.value, "url": site.address} for c in office.cookies])
    page = context.new_page()
    for path in ("/deletions/", ASK, "/deletions/1/"):
        page.goto(path)
        found = Axe().run(page).response["violations"]
        assert [(one["id"], node["html"]) for one in found for node in one["nodes"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
