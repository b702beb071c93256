"""How data come to be with a service, in wordings kept apart from those that the rules were written by."""

import tomllib
from collections import Counter
from pathlib import Path
from zlib import crc32

import pytest

from schoolgate.domain.items import load_items
from schoolgate.domain.vocabulary import Flow
from tests.corpus.flows import flows_of, shares, verdicts

CASES = tomllib.loads((Path(__file__).parent / "flow_cases.toml").read_text())["case"]


def stated(told):
    groups = (group.split() for group in told.split(","))
    return {item: flow for flow, *items in groups for item in items}


def half(words):
    return "b" if crc32(words.encode()) & 1 else "a"


def judged(which):
    for heading, words, service, told in CASES:
        if half(words) in which:
            read = flows_of({"heading": heading, "words": words, "service": service})
            yield from verdicts(stated(told), read)


def test_the_cases_keep_to_the_vocabulary():
    for _, words, service, told in CASES:
        assert service in words
        for item, flow in stated(told).items():
            assert item in load_items(), words
            assert Flow(flow), words


def test_there_are_enough_cases_of_every_flow():
    counts = Counter(flow for *_, told in CASES for flow in stated(told).values())
    assert min(counts[flow] for flow in Flow) >= 15


# A little below what was measured. A row that is not found counts as wrong in the first figure.
@pytest.mark.parametrize(("which", "of_all", "of_those_read"), [("a", 0.75, 0.96), ("b", 0.62, 0.92)])
def test_flows_are_read_in_wordings_of_many_kinds(which, of_all, of_those_read):
    counts = shares(judged(which))
    assert counts["decided"][0] / counts["decided"][1] >= of_all
    assert counts["of those read"][0] / counts["of those read"][1] >= of_those_read


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("our office tells the company about allergies", "sent medical"),
        ("parents tell the company about allergies", "entered_by_families medical"),
        ("print logs are not seen by the company; names are sent", "sent full_name"),
        ("names are sent, and marks build up in it", "sent full_name, created attainment"),
        ("we send names, and attendance is reported back to us", "sent full_name, received attendance"),
        ("name and class. Addresses do not go to the company.", "sent full_name class"),
        ("photos only; full names are not used", "sent photo"),
        ("its engineers may look at attendance on a shared screen", "viewed attendance"),
        ("it reads names and classes out of our records", "sent full_name class"),
    ],
)
def test_who_acts_decides_how_the_data_come_to_be_there(words, told):
    read = flows_of({"heading": "Learning", "words": f"Tapestry: {words}", "service": "Tapestry"})
    assert {item: flow for item, flow in read.items() if flow != "denied"} == stated(told)
