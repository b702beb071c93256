"""The cases of flows are sound, and the reader stays as good at them as it was."""

from collections import Counter

import pytest

from schoolgate.domain.items import load_items
from schoolgate.domain.vocabulary import Flow
from tests.corpus.flows import CASES, cases, of_cases, shares

SETS = {name: path for name, path in CASES.items() if path.exists()}
# A little below what `make corpus` prints. The weights are learnt from these sets (tools/learn_flows.py):
# only the one that is kept back tells how well words are read that nobody has seen.
FLOORS = {
    "open": 0.94,
    "open, second": 0.94,
    "open, third": 0.95,
    "open, fourth": 0.85,
    "open, fifth": 0.86,
    "open, sixth": 0.88,
    "open, seventh": 0.80,
    "open, eighth": 0.80,
    "own": 0.87,
}


@pytest.mark.parametrize("name", SETS)
def test_a_case_names_its_service_and_keeps_to_the_vocabulary(name):
    for case in cases(SETS[name]):
        assert case["service"].lower() in case["words"].lower()
        for stated in case["items"]:
            item, flow = stated.split(":")
            assert item in load_items(), case["words"]
            assert Flow(flow), case["words"]


@pytest.mark.parametrize("name", SETS)
def test_there_are_enough_cases_of_every_flow(name):
    counts = Counter(item.split(":")[1] for case in cases(SETS[name]) for item in case["items"])
    assert min(counts[flow] for flow in Flow) >= 10
    assert counts.total() - counts["unknown"] >= 150


@pytest.mark.parametrize("name", FLOORS)
def test_flows_are_read_no_worse_than_they_were(name):
    right, total = shares(of_cases(SETS[name]))["decided"]
    assert right / total >= FLOORS[name]
