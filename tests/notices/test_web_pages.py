"""A whole page of a website reads as the notice in it does; a page that is no notice is refused by name."""

from pathlib import Path

import pytest

from schoolgate.notices.errors import AsksWhoIsThere, LoginPage, MissingPage, NeedsBrowser
from schoolgate.notices.isolate import read_isolated
from schoolgate.notices.read import read_notice
from schoolgate.notices.readers import READERS

SITES = sorted((Path(__file__).parent / "pages").glob("*.html"))
LEAD = (
    "<h1>Who we share data with</h1><p>We share some information about pupils with the companies below, so "
    "that they can provide their services to us. Each has been checked. The data is kept in the UK.</p>"
)
TABLE = (
    "<table><tr><th>Service</th><th>Purpose</th><th>Data shared</th></tr>"
    "<tr><td>CPOMS</td><td>to record concerns</td><td>name, class</td></tr>"
    "<tr><td>Tapestry</td><td>to record learning</td><td>name, date of birth, photographs</td></tr>"
    "<tr><td>ParentPay</td><td>to pay for meals</td><td>name, parents’ e-mail address</td></tr></table>"
)
LIST = (
    "<h2>Services we use</h2><ul><li>CPOMS – to record concerns (name, class)</li>"
    "<li><a href='https://tapestry.example'>Tapestry</a> – to record learning (name, date of birth)</li>"
    "<li>ParentPay – to pay for meals (name, parents’ e-mail address)</li></ul>"
)
LINKS = (
    "<h2>Services that receive pupils’ names</h2><ul>"
    "<li><a href='https://www.cpoms.example'>CPOMS</a></li>"
    "<li><a href='https://www.tapestry.example'>Tapestry</a></li>"
    "<li><a href='https://www.parentpay.example'>ParentPay</a></li>"
    "<li><a href='https://www.purplemash.example'>Purple Mash</a></li></ul>"
)
DEFINITIONS = (
    "<h2>Services we use</h2><dl><dt>CPOMS</dt><dd>To record concerns: name, class</dd>"
    "<dt>Tapestry</dt><dd>To record learning: name, date of birth</dd></dl>"
)
SAID = {
    "CPOMS": "<p>Purpose: to record concerns</p><p>Data shared: name, class</p>",
    "Tapestry": "<p>Purpose: to record learning</p><p>Data shared: name, date of birth</p>",
}
CARDS = "".join(f"<div class='card'><h3>{name}</h3>{said}</div>" for name, said in SAID.items())
CARDS = f"<h2>Services we use</h2><div class='cards'>{CARDS}</div>"
NOTICES = {"table": TABLE, "list": LIST, "links": LINKS, "definitions": DEFINITIONS, "cards": CARDS}
ACCORDION = f"""<h2>Services we use</h2><div class="accordion">
<h3><button aria-expanded="false" aria-controls="p1">CPOMS</button></h3>
<div id="p1" hidden>{SAID["CPOMS"]}</div>
<h3><button aria-expanded="false" aria-controls="p2">Tapestry</button></h3>
<div id="p2" class="accordion-panel" style="display: none">{SAID["Tapestry"]}</div>
</div>"""
DETAILS = f"""<h2>Services we use</h2>
<details><summary><h3>CPOMS</h3></summary>{SAID["CPOMS"]}</details>
<details><summary><h3>Tapestry</h3></summary>{SAID["Tapestry"]}</details>"""
TABS = f"""<h2>Services we use</h2><ul role="tablist">
<li role="presentation"><a role="tab" id="t1" href="#one" aria-controls="one">CPOMS</a></li>
<li role="presentation"><a role="tab" id="t2" href="#two" aria-controls="two">Tapestry</a></li></ul>
<div role="tabpanel" id="one" aria-labelledby="t1">{SAID["CPOMS"]}</div>
<div role="tabpanel" id="two" aria-hidden="true" style="display:none">{SAID["Tapestry"]}</div>"""


def page(site, notice):
    return site.read_text("utf-8").replace("{{notice}}", notice).encode()


def entries(data):
    return [
        (one.name, one.organisation, one.purposes, tuple(item.item for item in one.items), one.website)
        for one in read_notice(data, "page.html").entries
    ]


def words(data):
    return " ".join(READERS[".html"](data, "page.html").text.split())


@pytest.mark.parametrize("notice", NOTICES)
@pytest.mark.parametrize("site", SITES, ids=lambda path: path.stem)
def test_a_whole_page_reads_as_the_notice_in_it(site, notice):
    fragment = (LEAD + NOTICES[notice]).encode()
    assert len(entries(fragment)) >= 2
    assert entries(page(site, LEAD + NOTICES[notice])) == entries(fragment)


@pytest.mark.parametrize("notice", NOTICES)
@pytest.mark.parametrize("site", SITES, ids=lambda path: path.stem)
def test_a_whole_page_keeps_each_word_of_the_notice_and_no_other(site, notice):
    assert words(page(site, LEAD + NOTICES[notice])) == words((LEAD + NOTICES[notice]).encode())


@pytest.mark.parametrize("folded", [ACCORDION, DETAILS, TABS], ids=["accordion", "details", "tabs"])
@pytest.mark.parametrize("site", SITES, ids=lambda path: path.stem)
def test_what_a_click_would_open_is_read_like_cards(site, folded):
    assert entries(page(site, LEAD + folded)) == entries((LEAD + CARDS).encode())


def test_a_fragment_is_read_whole_whatever_its_parts_are_called():
    fragment = (
        b"<div class='sidebar'><h2>We share data with</h2><ul><li>CPOMS</li><li>Tapestry</li></ul></div>"
    )
    assert [name for name, *_ in entries(fragment)] == ["CPOMS", "Tapestry"]


@pytest.mark.parametrize(
    "hidden", ["hidden", "style='display:none'", "style='visibility: hidden'", "aria-hidden='true'"]
)
def test_what_a_page_hides_is_not_read(hidden):
    secret = f"<div {hidden}><p>We share data with Hotjar.</p></div>"
    assert "Hotjar" not in words(page(SITES[0], LEAD + LIST + secret))


@pytest.mark.parametrize("site", SITES, ids=lambda path: path.stem)
def test_the_title_is_kept_whatever_its_box_is_called(site):
    boxed = (LEAD + LIST).replace("<h1>", "<div class='header banner'><h1>").replace("</h1>", "</h1></div>")
    assert words(page(site, boxed)) == words((LEAD + LIST).encode())


def test_a_list_of_the_pages_own_parts_is_not_read():
    parts = "".join(
        f"<li><a href='#{name}'>{name}</a></li>" for name in ("Zoom", "Kahoot", "Hotjar", "Seesaw")
    )
    assert "Kahoot" not in words(page(SITES[0], f"<ul>{parts}</ul>" + LEAD + LIST))


def test_a_page_that_is_shut_off_by_a_window_over_it_is_read_all_the_same():
    shut = page(SITES[0], LEAD + LIST).replace(b'<div id="page"', b'<div aria-hidden="true" id="page"')
    assert entries(shut) == entries((LEAD + LIST).encode())


def test_a_document_in_a_frame_is_named_where_little_else_is_said():
    frame = "<h1>Privacy notice</h1><iframe src='https://docs.elm.example/notice'></iframe>"
    read = READERS[".html"](page(SITES[0], frame), "page.html")
    (warning,) = read.warnings
    assert warning == (
        "The page shows another document in a frame, which was not read: https://docs.elm.example/notice. "
        "Read it from its own address."
    )


LOGIN = (
    "<html><head><title>Elm School: sign in</title></head><body><h1>Staff portal</h1><form>"
    "<label>User name</label><input name='u'><label>Password</label><input type='password'>"
    "<button>Log in</button></form><p>Forgotten your password?</p></body></html>"
)
NOT_FOUND = "<h1>Page not found</h1><p>Sorry, this page may have moved. Try the search, or go home.</p>"
SHELL = (
    "<html><head><title>Elm School</title><script src='/app.js'></script></head><body><div id='root'></div>"
    "<noscript>You need to enable JavaScript to run this app.</noscript></body></html>"
)
ROBOT = (
    "<html><head><title>Just a moment...</title></head><body><h1>www.elm.example</h1>"
    "<p>Checking your browser before you go on.</p></body></html>"
)


def refusal(data, kind):
    with pytest.raises(kind) as refused:
        READERS[".html"](data, "page.html")
    return str(refused.value)


def test_a_log_in_page_is_refused():
    assert refusal(LOGIN.encode(), LoginPage) == (
        "page.html was not read: it is a log-in page, and the notice is behind it. "
        "Log in with a browser, save the page that is then shown, and read that file."
    )


@pytest.mark.parametrize("site", SITES, ids=lambda path: path.stem)
def test_a_page_that_was_not_found_is_refused_on_any_site(site):
    assert refusal(page(site, NOT_FOUND), MissingPage) == (
        "page.html was not read: it says that the page was not found. "
        "Find the notice on the website with a browser, and use the address it has there."
    )


def test_a_page_that_scripts_would_write_is_refused():
    assert refusal(SHELL.encode(), NeedsBrowser) == (
        "page.html was not read: its words only appear in a browser, which runs the page's scripts. "
        "Open it in a browser, print it to a PDF or copy its words, and read that."
    )


def test_a_page_that_asks_whether_a_person_is_there_is_refused():
    assert refusal(ROBOT.encode(), AsksWhoIsThere) == (
        "page.html was not read: instead of the page, its website asks whether a person is there. "
        "Open it in a browser, save the page, and read that file."
    )


def test_a_notice_with_a_log_in_at_its_edge_and_words_on_javascript_is_read():
    edge = "<form><input type='password'></form><p>Our learning platforms need JavaScript enabled.</p>"
    long = LEAD + "".join(f"<p>{LEAD[40:160]} Part {number}.</p>" for number in range(8)) + LIST
    assert len(entries(page(SITES[0], long + edge))) >= 3


def test_a_whole_page_is_read_shut_in():
    data = page(SITES[0], LEAD + TABLE)
    assert read_isolated(data, "page.html") == read_notice(data, "page.html")
