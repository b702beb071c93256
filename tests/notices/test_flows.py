"""How data come to be with a service, in wordings kept apart from those that the rules were written by."""

import tomllib
from collections import Counter
from pathlib import Path
from zlib import crc32

from schoolgate.domain.items import load_items
from schoolgate.domain.vocabulary import Flow
from tests.corpus.flows import flows_of, verdicts

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
