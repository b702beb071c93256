from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from schoolgate.domain.agreement import Clause
from schoolgate.publish.papers.as_html import as_html
from tests.publish.cast import SCHOOL, agreement, sent
from tests.publish.papers import paper
from tests.publish.test_papers_records import papers

CHROMIUM = Path("/usr/bin/chromium")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

pytestmark = pytest.mark.skipif(
    not CHROMIUM.exists(), reason="Chromium is not installed at /usr/bin/chromium"
)


def every_paper():
    gappy = agreement("Bare", Clause(id="1", terms=(sent("medical"),)))
    return [paper("pupils"), paper("children"), paper("pupils", gappy, school=SCHOOL), *papers()]


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("number", range(len(every_paper())))
def test_a_paper_can_be_read_by_everybody(browser, tmp_path, number, scheme):
    file = tmp_path / "paper.html"
    file.write_text(as_html(every_paper()[number]), "utf-8")
    tab = browser.new_context(viewport={"width": 360, "height": 800}, color_scheme=scheme).new_page()
    tab.goto(file.as_uri())
    found = Axe().run(tab, options={"runOnly": RULES}).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert tab.evaluate("document.documentElement.scrollWidth") == 360
