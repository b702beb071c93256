"""On 10,000 stories the query and a plain reading of the agreement release the same cells."""

from collections import Counter

import pytest

from schoolgate.domain.vocabulary import Flow, Transform
from tests.feeds import oracle
from tests.feeds.agreeing import NAMES, disagreement
from tests.feeds.canary_school import canary_school
from tests.feeds.cases import ON
from tests.feeds.proofs.at_random import story
from tests.feeds.proofs.in_processes import spread

STORIES = 10_000


def judged(numbers):
    """(number of the story, what is said differently, cells that may leave)"""
    return [(number, *verdict(*story(number))) for number in numbers]


def verdict(agreed, decisions, seed):
    expected = oracle.cells(agreed, canary_school(seed), decisions, ON, NAMES)
    rows = [row for of_table in expected.values() for row in of_table.values()]
    cells = sum(text is not None for row in rows for text in row.values())
    return disagreement(agreed, decisions, seed, expected), cells


@pytest.fixture(scope="module")
def verdicts():
    return spread(judged, range(STORIES))


def test_a_feed_releases_the_cells_of_a_plain_reading_in_each_of_ten_thousand_stories(verdicts):
    assert len(verdicts) == STORIES
    assert [(number, said) for number, said, _ in verdicts if said is not None] == []


def test_most_of_the_stories_release_something_and_some_nothing(verdicts):
    releasing = sum(cells > 0 for _, _, cells in verdicts)
    assert 0.6 * STORIES < releasing < 0.95 * STORIES


def test_the_stories_know_every_transform_every_flow_and_every_kind_of_scope():
    clauses = [clause for number in range(500) for clause in story(number)[0].clauses]
    terms = [term for clause in clauses for term in clause.terms]
    assert {term.transform for term in terms} == set(Transform)
    assert {term.flow for term in terms} == set(Flow)
    scopes = Counter(bool(clause.scope.everyone) for clause in clauses)
    assert min(scopes.values()) > 100
