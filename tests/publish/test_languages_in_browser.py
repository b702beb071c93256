from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from schoolgate.publish.page import render_page
from schoolgate.publish.phrases import LANGUAGES, language_of
from tests.publish.cast import WHOLE, page

CHROMIUM = Path("/usr/bin/chromium")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

pytestmark = pytest.mark.skipif(
    not CHROMIUM.exists(), reason="Chromium is not installed at /usr/bin/chromium"
)


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def opened(browser, tmp_path, request):
    (tmp_path / "page.html").write_text(
        render_page(page(*WHOLE, not_used=("Zoom",)), language=request.param), "utf-8"
    )
    tab = browser.new_context(viewport={"width": 320, "height": 800}).new_page()
    tab.goto((tmp_path / "page.html").as_uri())
    return tab, language_of(request.param)


@pytest.mark.parametrize("opened", LANGUAGES, indirect=True)
def test_the_page_can_be_read_by_everybody_in_every_language(opened):
    tab, language = opened
    found = Axe().run(tab, options={"runOnly": RULES}).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert tab.evaluate("document.documentElement.scrollWidth") == 320
    root = tab.locator("html")
    assert root.get_attribute("lang").startswith(language.code)
    assert root.get_attribute("dir") == language.direction


@pytest.mark.parametrize("opened", ["ur", "ar"], indirect=True)
def test_a_page_from_the_right_begins_at_the_right(opened):
    tab, _ = opened
    title = tab.locator("h1").bounding_box()
    begins = tab.evaluate("getComputedStyle(document.querySelector('h1')).direction")
    rule = tab.locator("article.choice").first.evaluate("one => getComputedStyle(one).borderRightWidth")
    assert begins == "rtl"
    assert title["x"] + title["width"] > 160
    assert rule == "6px"


@pytest.mark.parametrize("opened", [one for one in LANGUAGES if language_of(one).is_draft], indirect=True)
def test_a_draft_says_that_it_is_one_in_both_languages(opened):
    tab, language = opened
    shown = tab.locator("body").inner_text()
    assert "This is a draft translation." in shown
    assert tab.locator(f'html[lang^="{language.code}"]').count() == 1
    assert tab.locator('[lang="en"]').count() > 20
