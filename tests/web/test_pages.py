"""What the office sees of a school whose work is done."""

import html
import json
import re
import shutil

import pytest

from tests.web.conftest import Site, plain


@pytest.fixture(scope="module")
def services(office):
    """Slug → what the register's list says of it."""
    rows = re.findall(
        r'<tr role="row">\s*<th role="rowheader".*?</tr>', office.get("/register/").words, re.DOTALL
    )
    return {re.search(r"/register/([\w-]+)/", row).group(1): plain(row) for row in rows}


@pytest.fixture(scope="module")
def sent(hill):
    """The slug of an agreement whose data left."""
    return next(iter(re.findall(r'"agreement": "([\w-]+)"', hill.run("ledger", "list", "--json"))))


def test_home_says_with_how_many_we_share_and_how_many_need_us(office):
    assert re.fullmatch(
        r"You share data with \d+ organisations?\. (\d+ needs? you today|None needs you today)\.",
        office.get("/").heading(),
    )


def test_every_task_leads_to_as_many_rows_as_it_counts(office):
    tasks = re.findall(
        r'<li><a href="(/register/\?[^"]+)">.*?<span class="tag[^"]*">(\d+)</span>', office.get("/").words
    )

    for link, count in tasks:
        rows = re.findall(r'<th role="rowheader"', office.get(html.unescape(link)).words)
        assert len(rows) == int(count)


def test_a_school_that_has_done_nothing_is_told_where_to_start(new_school):
    office = new_school.opened()

    assert office.get("/").heading() == "Nothing is in the register yet"
    assert "Read your school’s notice" in office.get("/register/").words


def test_the_register_lists_each_service_with_its_state(services):
    assert services
    states = {"Draft", "Awaiting assessment", "In force", "Suspended", "Ended"}
    assert all(any(state in words for state in states) for words in services.values())


def test_the_register_shows_one_state_at_a_time(office, services):
    shown = plain(office.get("/register/?state=approved").words.split("<tbody")[1])

    assert "In force" in shown
    assert "Draft" not in shown


def test_an_agreement_shows_the_words_of_the_notice_it_came_from(office, sent):
    words = office.get(f"/register/{sent}/").words

    assert '<blockquote class="quote"' in words
    assert "What we send" in words
    assert "The first version" in words


def test_an_agreement_says_how_to_stop_it(office, sent):
    assert f"schoolgate agreement suspend {sent}" in office.get(f"/register/{sent}/").words


def test_a_signed_version_goes_on_while_a_newer_one_is_only_a_draft(hill, office, sent, tmp_path):
    moved = Site(shutil.copytree(hill.home, tmp_path / "home"))
    moved.run("agreement", "set", sent, "retention", "One year")
    visitor = moved.opened()
    agreement, listed = visitor.get(f"/register/{sent}/").words, visitor.get("/register/?state=draft").words
    moved.stop()

    assert re.search(r"Version \d+ is in force until this one is approved\. We may send: ", agreement)
    assert "Nothing leaves for" not in agreement
    assert re.search(r"Version \d+ is in force", listed)


def test_an_agreement_that_is_not_there_is_said_to_be_missing(office):
    answer = office.get("/register/no-such-service/")

    assert answer.status == 404
    assert "Choose one under “Who we share with”." in answer.words
    assert "schoolgate register list" not in answer.words


def values_shown(answer):
    cells = re.findall(r"<td dir=\"auto\">(.*?)</td>", answer.words)
    return {plain(cell) for cell in cells} - {""}


def test_a_preview_masks_every_value_until_it_is_asked_to_show_them(office, sent):
    masked, shown = office.get(f"/register/{sent}/feed"), office.get(f"/register/{sent}/feed?rows=show")

    assert values_shown(masked) == {"•••••"}
    assert len(values_shown(shown)) > 5
    assert not any(value in masked.words for value in values_shown(shown) if len(value) > 12)


def test_a_preview_gives_the_very_digest_that_the_command_gives(hill, office, sent):
    digests = re.findall(r"[0-9a-f]{64}", hill.run("feed", "preview", sent))

    assert digests
    assert all(digest in office.get(f"/register/{sent}/feed").words for digest in digests)


def test_a_preview_says_why_each_column_leaves(office, sent):
    words = office.get(f"/register/{sent}/feed").words
    leaves = words.split("What leaves, and why")[1].split("What does not leave")[0]

    assert re.findall(r"<dt>.+?</dt><dd>clause ", leaves)


def test_a_feed_that_is_refused_shows_every_reason(hill, office):
    hill.run("agreement", "add", "Lunch Club Online")
    answer = office.get("/register/lunch-club-online/feed")

    assert answer.heading() == "Nothing would be sent to Lunch Club Online"
    reasons = re.findall(r'<li class="sheet">(.*?)</li>', answer.words)
    assert len(reasons) > 1
    assert f"{len(reasons)} rules say no." in answer.words


def test_without_its_roll_a_preview_says_what_to_load(hill, office, sent, tmp_path):
    moved = Site(shutil.copytree(hill.home, tmp_path / "home", ignore=shutil.ignore_patterns("*.roll")))
    answer = moved.opened().get(f"/register/{sent}/feed")
    moved.stop()

    assert "The roll&#x27;s file is no longer in this home. Load the roll again." in answer.words


def test_findings_stand_under_what_to_do_with_the_law_they_rest_on(office):
    answer = office.get("/checks/")

    assert re.fullmatch(r"\d+ to put right, \d+ questions?", answer.heading())
    assert answer.words.count('class="sheet finding"') == answer.words.count(" · ")
    assert re.search(r' · <a href="https://[^"]+" rel="noreferrer">', answer.words)


def test_a_word_on_a_finding_is_shown_with_who_gave_it_and_until_when(hill, office, tmp_path):
    moved = Site(shutil.copytree(hill.home, tmp_path / "home"))
    name = re.search(r"Called <code>([^<]+)</code>", office.get("/checks/").words).group(1)
    moved.run("finding", "waive", name, "--why", "We <looked>", "--by", "A. Khan")
    answer = moved.opened().get("/checks/")
    moved.stop()

    assert f"Called <code>{name}</code>" not in answer.words
    assert "<bdi>A. Khan</bdi>, until" in answer.words
    assert "<q>We &lt;looked&gt;</q>" in answer.words


def test_where_the_papers_part_each_place_has_its_words_and_what_to_do(hill, office):
    places = json.loads(hill.run("register", "drift", "--json"))["drift"]
    answer = office.get("/checks/papers")

    assert answer.heading().startswith(f"{len(places)} place")
    assert all(html.escape(one["to_do"]) in answer.words for one in places)
    assert all(html.escape(words) in answer.words for one in places for words in one["words"])


def test_the_ledger_says_that_it_holds_and_what_it_cannot_know(office):
    answer = office.get("/ledger/")

    assert re.fullmatch(r"The ledger holds: \d+ releases?", answer.heading())
    assert "every signed head were checked just now, and agree." in answer.words
    assert "What this check cannot know" in answer.words


def test_the_ledger_page_shows_the_head_that_the_command_prints(hill, office):
    assert (
        html.escape(hill.run("ledger", "checkpoint").strip().splitlines()[2]) in office.get("/ledger/").words
    )


def test_the_families_page_is_the_published_one_and_asks_nobody_for_anything(hill, stranger, tmp_path):
    hill.run("publish", "--out", str(tmp_path))
    answer = stranger.get("/page/")

    assert answer.words == (tmp_path / "index.html").read_text("utf-8")
    assert "'unsafe-inline'" not in answer.headers["Content-Security-Policy"]
    assert not stranger.cookies
