"""The page as a school puts it up, time after time."""

import hashlib

import pytest

from schoolgate.publish.layouts import Layout

FORMATS = {
    "html": "index.html",
    "fragment": "fragment.html",
    "txt": "page.txt",
    "md": "page.md",
    "docx": "page.docx",
    "json": "page.json",
    "jsonld": "page.jsonld",
}


@pytest.fixture
def published(school, tmp_path):
    """A school whose page, with nobody on it yet, was put up once."""
    assert school("publish", "--out", tmp_path / "page", "--on", "2026-11-22").code == 0
    return school


def test_the_first_page_is_kept_and_graded(school, tmp_path):
    said = school("publish", "--out", tmp_path / "page")
    assert said.code == 0
    assert "This list is up for the first time." in said.err
    assert "This page: " in said.err
    assert "It is kept as number 1." in said.err


def test_the_same_page_again_is_kept_once(published, tmp_path):
    said = published("publish", "--out", tmp_path / "page", "--on", "2026-11-22")
    assert "It says the same as the page before." in said.err
    assert len(published("publish", "history", "--json").json()["publications"]) == 1


def test_what_changes_is_said_and_kept_with_its_reason(published, tmp_path):
    assert published("school", "set", "contact", "office@hill.example").code == 0
    words = ("--by", "A. Office", "--why", "We have an address now.")
    said = published("publish", "--out", tmp_path / "page", *words)
    change = "Hill Primary, Ask the school: this now says “office@hill.example”."
    assert change in said.err
    last = published("publish", "history", "--json").json()["publications"][-1]
    assert (last["number"], last["by"], last["why"]) == (2, "A. Office", "We have an address now.")
    assert published("publish", "diff", "1", "2").out == f"{change}\n"
    assert published("publish", "diff", "1", "2", "--json").json() == {
        "schema": "schoolgate.changes/1", "from": 1, "to": 2, "changes": [change],
    }  # fmt: skip


def test_a_past_page_is_put_back_byte_for_byte(published, tmp_path):
    before = (tmp_path / "page" / "index.html").read_bytes()
    assert published("school", "set", "contact", "office@hill.example").code == 0
    assert published("publish", "--out", tmp_path / "page").code == 0
    assert (tmp_path / "page" / "index.html").read_bytes() != before

    assert published("publish", "--out", tmp_path / "old", "--version", "1").code == 0
    again = (tmp_path / "old" / "index.html").read_bytes()
    assert again == before
    first = published("publish", "history", "--json").json()["publications"][0]
    assert first["digest"] == hashlib.sha256(again).hexdigest()


def test_a_page_that_was_never_put_up_is_not_found(published, tmp_path):
    said = published("publish", "--out", tmp_path / "old", "--version", "7")
    assert said.code == 3
    assert said.err.strip() == (
        "Nothing was published as number 7. See what was with: schoolgate publish history"
    )


def test_a_rehearsal_writes_and_keeps_nothing(school, tmp_path):
    said = school("publish", "--out", tmp_path / "page", "--dry-run")
    assert "Would write" in said.err
    assert not (tmp_path / "page").exists()
    assert school("publish", "history", "--json").json()["publications"] == []


def test_on_a_terminal_it_asks_before_a_page_that_says_otherwise(published, tmp_path, monkeypatch):
    assert published("school", "set", "contact", "office@hill.example").code == 0
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdin.readline", lambda *_: "n\n", raising=False)
    said = published("publish", "--out", tmp_path / "page")
    assert said.code != 0
    assert "Put this up?" in said.err + said.out
    assert len(published("publish", "history", "--json").json()["publications"]) == 1
    assert published("publish", "--out", tmp_path / "page", "--yes").code == 0
    assert len(published("publish", "history", "--json").json()["publications"]) == 2


@pytest.mark.parametrize(("form", "name"), FORMATS.items())
def test_every_format_has_its_file(school, tmp_path, form, name):
    said = school("publish", "--out", tmp_path, "--format", form)
    assert (said.code, said.out.strip()) == (0, str(tmp_path / name))
    assert (tmp_path / name).stat().st_size > 200


@pytest.mark.parametrize("layout", Layout)
def test_every_layout_is_written(school, tmp_path, layout):
    assert school("publish", "--out", tmp_path, "--layout", layout.value, "--format", "txt").code == 0
    assert "Hill Primary" in (tmp_path / "page.txt").read_text("utf-8")


def test_another_language_stands_beside_the_first(school, tmp_path):
    assert school("publish", "--out", tmp_path, "--language", "ur").code == 0
    assert 'dir="rtl"' in (tmp_path / "index.ur.html").read_text("utf-8")
    said = school("publish", "--out", tmp_path, "--language", "tlh")
    assert said.code == 3
    assert said.err.startswith("There is no page in the language 'tlh'.")


def test_what_changed_is_a_page_and_a_feed(published, tmp_path):
    assert published("school", "set", "contact", "office@hill.example").code == 0
    assert published("publish", "--out", tmp_path, "--on", "2026-11-23").code == 0
    written = published("publish", "changes", "--out", tmp_path).out.split()
    assert written == [str(tmp_path / "changes.html"), str(tmp_path / "changes.atom")]
    feed = (tmp_path / "changes.atom").read_text("utf-8")
    assert feed.index("office@hill.example") < feed.index("for the first time")
    assert "23 November 2026" in (tmp_path / "changes.html").read_text("utf-8")


def test_languages_put_up_together_lead_to_each_other(school, tmp_path):
    words = ("--language", "en", "--language", "ur", "--language", "cy")
    said = school("publish", "--out", tmp_path, *words)
    assert said.out.split() == [
        str(tmp_path / name) for name in ("index.html", "index.ur.html", "index.cy.html")
    ]
    english, urdu = ((tmp_path / name).read_text("utf-8") for name in ("index.html", "index.ur.html"))
    assert 'href="index.ur.html" lang="ur" hreflang="ur" dir="rtl"' in english
    assert 'href="index.html" lang="en"' in urdu
    assert "index.ur.html" not in urdu
