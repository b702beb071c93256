"""Five schools' own notices: every fault that a data protection officer found in them is found or asked."""

import json
import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from schoolgate.checks import CHECKS, run, subject_of_reading
from schoolgate.domain.finding import Severity
from schoolgate.notices.read import read_notice

SHARED = Path(__file__).parents[3] / "shared"
NOTICES = SHARED / "notices" / "real"
FOUND_BY_HAND = SHARED / "facts" / "data" / "compliance_checks.json"
NAMES = ("bocking", "hunwick", "minet", "telford", "west-town-lane")
ON = date(2026, 11, 22)
FULL = "minet"  # the only whole privacy notice of the five; the others are lists and an extract

pytestmark = pytest.mark.skipif(not FOUND_BY_HAND.exists(), reason="../shared is not beside this checkout")


def known_faults():
    if not FOUND_BY_HAND.exists():
        return []
    asked = {check.RULE.id for check in CHECKS}
    rows = json.loads(FOUND_BY_HAND.read_text("utf-8"))["checks"]
    return [(row["id"], fault) for row in rows if row["id"] in asked for fault in row["violations"]]


@cache
def read(name):
    return read_notice((NOTICES / f"{name}.txt").read_bytes(), f"{name}.txt")


@cache
def findings(name):
    others = [read(other) for other in NAMES if other != name]  # the yardstick of XREG-001
    return run(subject_of_reading(read(name), None, ON, others))


def letters(text):
    """As compared: white space and punctuation apart, and mark-up, which a reader leaves out."""
    return re.sub(r"[^a-z0-9]+", "", re.sub(r"</?[a-z]+>", " ", text.lower()))


def overlaps(text, quote, words):
    """Do the quote and the words share a letter of the text?"""
    start = len(letters(text[: quote.span[0]]))
    end = start + len(letters(quote.value))
    part = letters(words)
    at = letters(text).find(part)
    return -1 < at < end and start < at + len(part)


@pytest.mark.parametrize(("check", "fault"), known_faults(), ids=lambda value: str(value)[:80])
def test_a_fault_found_by_hand_is_found_or_asked(check, fault):
    name = fault["notice"]
    mine = [one for one in findings(name) if one.check == check]
    if fault["quote"] is None:
        assert [one.absent for one in mine] == [True]
        assert (mine[0].severity is Severity.QUESTION) is (fault.get("as") == "question")
    else:
        assert any(overlaps(read(name).text, quote, fault["quote"]) for one in mine for quote in one.quotes)


@pytest.mark.parametrize("name", NAMES)
def test_every_quote_stands_where_it_says(name):
    text = read(name).text
    for finding in findings(name):
        assert finding.absent is not bool(finding.quotes)
        for quote in finding.quotes:
            assert text[slice(*quote.span)] == quote.value != ""


@pytest.mark.parametrize("name", [name for name in NAMES if name != FULL])
def test_a_silence_of_a_list_or_extract_is_asked_once_and_never_charged(name):
    silences = [one for one in findings(name) if one.absent]
    assert {one.severity for one in silences} == {Severity.QUESTION}
    whole = [one.check for one in silences if one.check in ("LAW-001", "RET-001", "PN-001", "PN-002")]
    assert whole == ["LAW-001", "RET-001", "PN-001", "PN-002"]


def test_the_whole_notice_is_not_charged_with_what_it_says():
    said = {"LAW-001", "RET-001", "PN-002"}
    assert said.isdisjoint(one.check for one in findings(FULL))


ARGUED_AS = {
    "bocking": "provider list",
    "west-town-lane": "table",
    "hunwick": "cloud list",
    "minet": "privacy notice",
    "telford": "extract",
}
ROW = re.compile(r"^\| ([\w ]+) \| ([A-Z]+-\d{3}) \| (\d+) \| .+ \|$", re.MULTILINE)


def is_listed(name, finding):
    """Is it one of the faults found by hand, or the same words again in another row?"""
    listed = [
        fault["quote"] for check, fault in known_faults() if (check, name) == (finding.check, fault["notice"])
    ]
    same = {letters(words) for words in listed if words}
    return (finding.absent and None in listed) or any(
        letters(quote.value) in same or overlaps(read(name).text, quote, words)
        for quote in finding.quotes
        for words in listed
        if words
    )


@pytest.mark.parametrize("name", NAMES)
def test_what_is_raised_beyond_the_list_is_argued(name):
    rows = ROW.findall((Path(__file__).parents[2] / "docs" / "extra-findings.md").read_text("utf-8"))
    argued = {check: int(most) for kind, check, most in rows if kind == ARGUED_AS[name]}
    beyond = Counter(one.check for one in findings(name) if not is_listed(name, one))
    assert {check: count for check, count in beyond.items() if count > argued.get(check, 0)} == {}
    assert set(argued) - set(beyond) == set()
