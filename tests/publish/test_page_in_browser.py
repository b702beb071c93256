from functools import partial
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from schoolgate.publish.feed_of_changes import Change, as_page
from schoolgate.publish.layouts import Layout
from schoolgate.publish.page import render_fragment, render_page
from tests.publish.cast import TODAY, WHOLE, many, page

CHROMIUM = Path("/usr/bin/chromium")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

CHANGES = (
    Change(version="5f2a90c1", on=TODAY, sentences=("This list is up for the first time.",)),
    Change(version="00ff00ff", on=TODAY, sentences=("Tables Rock now also gets: Class.",)),
)
HOST = (
    '<!doctype html><html lang="en"><head><title>Hill School</title>'
    '<meta name="viewport" content="width=device-width"></head>'
    "<body><main><h1>Privacy</h1>%s</main></body></html>"
)
FACTS = page(*WHOLE, not_used=("Zoom",))
SET = {
    **{layout.value: partial(render_page, FACTS, layout=layout) for layout in Layout},
    **{f"cards-{code}": partial(render_page, FACTS, language=code) for code in ("cy", "ur", "bn")},
    "languages": partial(
        render_page, FACTS, language="ur", beside=[("en", "index.html"), ("cy", "index.cy.html")]
    ),
    "table-ur": partial(render_page, FACTS, layout=Layout.TABLE, language="ur"),
    "fragment": lambda: HOST % render_fragment(FACTS),
    "fragment-ur": lambda: HOST % render_fragment(FACTS, language="ur"),
    "changes": lambda: as_page("Elm Row Primary School", CHANGES),
    "changes-ur": lambda: as_page("Elm Row Primary School", CHANGES, "ur"),
}

pytestmark = pytest.mark.skipif(
    not CHROMIUM.exists(), reason="Chromium is not installed at /usr/bin/chromium"
)


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    file = tmp_path_factory.mktemp("page") / "index.html"
    file.write_text(render_page(page(*WHOLE, *many(20), not_used=("Zoom",))), "utf-8")
    return file.as_uri()


def opened(browser, address, width, **more):
    tab = browser.new_context(viewport={"width": width, "height": 800}, **more).new_page()
    tab.goto(address)
    return tab


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_stands_in_the_way_of_a_reader(browser, address, width, scheme):
    tab = opened(browser, address, width, color_scheme=scheme)
    found = Axe().run(tab, options={"runOnly": RULES}).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("made", SET, ids=SET)
def test_no_layout_and_no_language_stands_in_the_way(browser, tmp_path, made, width):
    file = tmp_path / "page.html"
    file.write_text(SET[made](), "utf-8")
    tab = opened(browser, file.as_uri(), width)
    found = Axe().run(tab, options={"runOnly": RULES}).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert tab.evaluate("document.documentElement.scrollWidth") == width


def test_a_narrow_phone_never_scrolls_sideways(browser, address):
    tab = opened(browser, address, 320)
    assert tab.evaluate("document.documentElement.scrollWidth") == 320


def test_a_long_word_breaks_rather_than_scrolls(browser, tmp_path):
    long = WHOLE[0].__class__(
        slug="long",
        version=1,
        service="W" * 200,
        state=WHOLE[0].state,
        clauses=WHOLE[0].clauses,
        via="x" * 300,
    )
    (tmp_path / "long.html").write_text(render_page(page(long)), "utf-8")
    tab = opened(browser, (tmp_path / "long.html").as_uri(), 320)
    assert tab.evaluate("document.documentElement.scrollWidth") == 320


def test_every_link_is_large_enough_to_touch(browser, address):
    tab = opened(browser, address, 360)
    tab.keyboard.press("Tab")  # the skip link shows itself only when it is reached
    sizes = tab.eval_on_selector_all(
        "a", "all => all.map(a => [a.innerText, a.getBoundingClientRect().height])"
    )
    assert [(text, height) for text, height in sizes if height < 24] == []


def test_the_first_screen_of_a_phone_answers_the_question(browser, address):
    tab = browser.new_context(viewport={"width": 360, "height": 640}).new_page()
    tab.goto(address)
    lead = tab.locator(".lead").bounding_box()
    assert lead["y"] + lead["height"] < 640


def test_the_page_asks_for_nothing_and_its_own_policy_lets_its_style_through(browser, address):
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    asked, complaints = [], []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: complaints.append(message.text))
    tab.goto(address)
    assert (asked, complaints) == ([address], [])
    band = tab.locator("header").evaluate("element => getComputedStyle(element).backgroundColor")
    assert band == "rgb(18, 64, 79)"


def test_the_keyboard_reaches_the_list_first(browser, address):
    tab = opened(browser, address, 1280)
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.innerText") == "Skip to the list"


def test_it_prints_without_its_contents_list(browser, address):
    tab = opened(browser, address, 1280)
    tab.emulate_media(media="print")
    assert not tab.locator("nav").is_visible()
    assert tab.locator("#with-tables-rock").is_visible()
