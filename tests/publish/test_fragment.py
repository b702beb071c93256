import re

import lxml.html
import pytest

from schoolgate.publish.layouts import Layout
from schoolgate.publish.page import render_fragment
from tests.publish.cast import TABLES, WHOLE, page

HOST = """<!doctype html><html lang="en"><head><title>Hill School</title></head>
<body><main><h1>Privacy</h1>%s</main></body></html>"""


@pytest.fixture(params=Layout)
def fragment(request):
    return render_fragment(page(*WHOLE, not_used=("Zoom",)), layout=request.param)


def test_a_fragment_is_one_element(fragment):
    assert lxml.html.fragment_fromstring(fragment).get("class").startswith("schoolgate ")


def test_it_runs_nothing_and_fetches_nothing(fragment):
    element = lxml.html.fragment_fromstring(fragment)
    assert list(element.iter("script", "link", "img", "iframe", "form", "input", "object", "meta")) == []
    assert not re.search(r"@import|url\(|javascript:|\bon\w+=", fragment)


def test_no_name_of_it_can_clash_with_the_page_around_it(fragment):
    element = lxml.html.fragment_fromstring(fragment)
    names = [
        name for one in element.iter() for name in [one.get("id"), *one.get("class", "").split()] if name
    ]
    assert {name for name in names if not name.startswith("schoolgate")} == set()
    ids = element.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_its_style_reaches_nothing_outside_it(fragment):
    rules = re.findall(r"([^{}]+)\{[^{}]*\}", re.search(r"<style>(.*?)</style>", fragment, re.DOTALL)[1])
    selectors = [one.strip() for rule in rules for one in rule.split(",")]
    assert selectors
    assert all(one.startswith(".schoolgate") for one in selectors)


def test_it_says_what_the_page_says(fragment):
    words = lxml.html.fragment_fromstring(HOST % fragment).text_content()
    assert "5 others get or hold data about our pupils." in words
    assert TABLES.storage in words.replace("Servers", "servers")
