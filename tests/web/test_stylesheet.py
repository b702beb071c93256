"""One small stylesheet that reads as well from right to left."""

import gzip
import re
from pathlib import Path

WEB = Path(__file__).parents[2] / "src" / "schoolgate" / "web"
STYLES = (WEB / "static" / "schoolgate.css").read_text("utf-8")
TEMPLATES = sorted((WEB / "templates").glob("*.html"))
PHYSICAL = re.compile(
    r"[{;\s](?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)[\w-]*"
    r"|left|right|top|bottom|(?:min-|max-)?(?:width|height))\s*:"
)


def test_the_stylesheet_is_at_most_12_kilobytes_packed():
    assert len(gzip.compress(STYLES.encode())) <= 12_000


def test_no_rule_knows_left_from_right():
    rules = re.sub(r"@media[^{]*", "", STYLES)

    assert re.findall(r"(?:float|clear|text-align)\s*:\s*(?:left|right)", rules) == []
    assert PHYSICAL.findall(rules) == []


def test_the_stylesheet_asks_nobody_for_anything():
    assert "url(" not in STYLES
    assert "@import" not in STYLES


def test_no_page_carries_a_script_or_a_style_of_its_own():
    for template in TEMPLATES:
        words = template.read_text("utf-8")
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=|javascript:", words), template.name


def test_every_page_that_changes_something_sends_its_token():
    for template in TEMPLATES:
        words = template.read_text("utf-8")
        assert words.count('method="post"') == words.count("{% csrf_token %}"), template.name
