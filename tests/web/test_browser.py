"""The pages in a real browser: by anybody, on any screen, without scripts, by keyboard alone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.web.test_review import NOTICE

WIDTHS = (360, 1280)
NARROWEST = 320
SMALLEST_TARGET = 24  # CSS pixels, WCAG 2.2 target size
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
FIXED = (
    *(
        "/",
        "/notices/",
        "/notices/new",
        "/register/",
        "/checks/",
        "/checks/papers",
        "/deletions/",
        "/ledger/",
    ),
    *("/page/", "/nothing"),
)
OF_THE_NOTICE = ("", "?only=check", "checks", "entries/1", "adopt")


@pytest.fixture(scope="module")
def addresses(office, hill):
    """Every page of the office, with something on each."""
    slugs = sorted(
        {part.split("/")[0] for part in office.get("/register/").words.split('href="/register/')[1:]}
    )
    slugs = [slug for slug in slugs if slug and not slug.startswith(("?", '"'))]
    pages = [f"/register/{slug}/{rest}" for slug in slugs[:2] for rest in ("", "feed", "feed?rows=show")]
    return [*FIXED, *(f"/notices/1/{rest}" for rest in OF_THE_NOTICE), *pages]


@pytest.fixture(scope="module")
def cookies(office, hill):
    return [{"name": one.name, "value": one.value, "url": hill.address} for one in office.cookies]


@pytest.fixture
def page(request, chromium, hill, cookies):
    context = chromium.new_context(base_url=hill.address, color_scheme=getattr(request, "param", "light"))
    context.add_cookies(cookies)
    yield context.new_page()
    context.close()


def faults(page):
    found = Axe().run(page, options=RULES).response["violations"]
    return [(one["id"], node["html"]) for one in found for node in one["nodes"]]


@pytest.mark.parametrize(
    ("page", "width"), [("light", 360), ("light", 1280), ("dark", 1280)], indirect=["page"]
)
def test_no_page_has_a_fault_that_axe_can_find(page, width, addresses):
    page.set_viewport_size({"width": width, "height": 900})
    found = {}
    for address in addresses:
        page.goto(address)
        found[address] = faults(page)

    assert {address: faults for address, faults in found.items() if faults} == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_at_the_door_have_no_fault_that_axe_can_find(width, chromium, hill, office):
    context = chromium.new_context(base_url=hill.address, viewport={"width": width, "height": 900})
    page = context.new_page()
    for address in ("/", hill.link, "/page/"):
        page.goto(address)
        assert faults(page) == []
    page.goto(hill.link)
    page.get_by_role("button", name="Continue").click()
    assert page.get_by_role("heading", level=1).inner_text() == "This link does not work"
    assert faults(page) == []
    context.close()


def test_no_page_scrolls_sideways_on_the_narrowest_phone(page, addresses):
    page.set_viewport_size({"width": NARROWEST, "height": 700})
    wide = []
    for address in addresses:
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth") > NARROWEST:
            wide.append(address)

    assert wide == []


def test_every_button_and_field_can_be_hit_with_a_thumb(page, addresses):
    page.set_viewport_size({"width": 360, "height": 900})
    small = []
    for address in addresses:
        page.goto(address)
        for part in page.locator("button, .button, input:not([type=hidden]), select, textarea, nav a").all():
            box = part.bounding_box()
            if box and min(box["width"], box["height"]) < SMALLEST_TARGET:
                small.append((address, part.inner_text()))

    assert small == []


def test_no_page_asks_another_server_and_none_breaks_its_own_rules(page, hill, addresses):
    asked, said = set(), []
    page.on("request", lambda request: asked.add(request.url))
    page.on("console", lambda message: said.append(message.text))
    for address in addresses:
        page.goto(address)

    assert {url for url in asked if not url.startswith((hill.address, "data:"))} == set()
    assert [words for words in said if "404" not in words] == []


def test_the_whole_job_is_done_without_scripts(chromium, new_school):
    new_school.start()
    context = chromium.new_context(base_url=new_school.address, java_script_enabled=False)
    page = context.new_page()
    page.goto(new_school.link)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="Read a notice").click()
    page.get_by_label("Paste the notice here").fill(NOTICE)
    page.get_by_role("button", name="Read it").click()
    page.get_by_role("button", name="Accept all sure").click()
    page.get_by_role("button", name="Leave out Beanstack").click()
    page.get_by_role("link", name="Take into the register").click()
    page.get_by_role("button", name="Take into the register").click()

    assert page.get_by_role("status").inner_text() == (
        "2 drafts made. Nothing is in force until a person approves it."
    )
    context.close()


FOCUS = """() => {
    const here = document.activeElement, style = getComputedStyle(here);
    const words = (here.labels?.[0] ?? here).innerText ?? "";
    const seen = {outline: style.outlineStyle, shadow: style.boxShadow, width: here.offsetWidth};
    return {where: here.tagName, words, ...seen};
}"""


class Keyboard:
    """Somebody who uses no mouse: Tab, Enter, and a look at where the focus is."""

    def __init__(self, page):
        self.page = page

    def to(self, words):
        """Tab until the focus is on what bears these words. Every stop on the way must be seen."""
        for _ in range(400):
            self.page.keyboard.press("Tab")
            here = self.page.evaluate(FOCUS)
            if here["where"] == "BODY":
                continue  # between the last stop and the first the focus is the browser's own
            assert here["outline"] != "none" or here["shadow"] != "none", here["words"]
            assert here["width"] > 0
            if words in " ".join(here["words"].split()):
                return
        pytest.fail(f"the keyboard never reached '{words}'")

    def press(self, words):
        self.to(words)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


def test_a_notice_is_read_reviewed_and_taken_in_by_keyboard_alone(chromium, new_school):
    new_school.start()
    context = chromium.new_context(base_url=new_school.address)
    page = context.new_page()
    hands = Keyboard(page)
    page.goto(new_school.link)
    hands.press("Continue")
    hands.press("Read a notice")
    hands.to("Paste the notice here")
    page.keyboard.insert_text(NOTICE)
    hands.press("Read it")
    hands.press("Accept all sure (2)")
    hands.press("Edit Beanstack Reading Club")
    hands.to("What it is for")
    page.keyboard.insert_text("Reading for pleasure")
    hands.press("Save")
    hands.press("Take into the register")
    hands.press("Take into the register")

    assert page.get_by_role("heading", level=1).inner_text() == "Who we share with"
    assert "3 drafts made" in page.get_by_role("status").inner_text()
    context.close()


def test_the_first_stop_of_the_keyboard_skips_to_the_page(page):
    page.goto("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"
