from datetime import date

import lxml.etree
import lxml.html
import pytest

from schoolgate.publish.feed_of_changes import ATOM, Change, as_atom, as_page
from schoolgate.publish.phrases import LANGUAGES, language_of

CHANGES = (
    Change(version="5f2a90c1", on=date(2026, 9, 1), sentences=("This list is up for the first time.",)),
    Change(
        version="00ff00ff",
        on=date(2026, 11, 22),
        sentences=("Reading <b>Eggs</b> now also gets: Class.", "Sums & Co is no longer on this list."),
    ),
)
NAMES = {"a": ATOM}


def feed(changes=CHANGES):
    return lxml.etree.fromstring(as_atom("Elm Row Primary School", "elm-row", changes))


def said(element, path):
    return element.xpath(f"string({path})", namespaces=NAMES)


def test_the_newest_change_stands_first_and_says_what_it_says_in_words():
    first, second = feed().xpath("a:entry", namespaces=NAMES)
    assert said(first, "a:title") == "22 November 2026"
    assert said(first, "a:updated") == "2026-11-22T00:00:00Z"
    assert said(first, "a:content") == (
        "Reading <b>Eggs</b> now also gets: Class.\nSums & Co is no longer on this list."
    )
    assert said(first, "a:content/@type") == "text"
    assert said(second, "a:content") == "This list is up for the first time."


def test_a_feed_has_what_every_feed_must_have():
    made = feed()
    assert said(made, "a:id") == "urn:schoolgate:elm-row:changes"
    assert said(made, "a:updated") == "2026-11-22T00:00:00Z"
    assert said(made, "a:author/a:name") == "Elm Row Primary School"
    ids = made.xpath("//a:id/text()", namespaces=NAMES)
    assert len(ids) == len(set(ids)) == 3
    assert len(feed(()).xpath("a:entry", namespaces=NAMES)) == 0


def test_an_id_never_changes_when_more_is_published():
    before = set(feed(CHANGES[:1]).xpath("//a:id/text()", namespaces=NAMES))
    assert before <= set(feed().xpath("//a:id/text()", namespaces=NAMES))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_tells_it_in_every_language(language):
    page = lxml.html.document_fromstring(as_page("Elm Row", CHANGES, language))
    assert (page.get("lang"), page.get("dir")) == (language, language_of(language).direction)
    assert [one.text_content() for one in page.iter("li")] == [*CHANGES[1].sentences, *CHANGES[0].sentences]
    assert list(page.iter("script", "b")) == []
