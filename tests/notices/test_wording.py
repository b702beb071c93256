"""Expressions joined say what each of them says alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolgate.notices.wording import any_of, load

CONTEXTS = [one for entry in load("contexts.toml")["context"] for one in entry["patterns"]]
EXPRESSIONS = [*CONTEXTS, *load("refusals.toml")["denies"], *load("refusals.toml")["unused"]]
WORDS = sorted(set(re.findall(r"[a-z']{2,}", " ".join(EXPRESSIONS).replace(r"\b", " "))))
SENTENCES = st.lists(st.sampled_from([*WORDS, "-", ":", ".", "2021"]), max_size=8).map(" ".join)


@given(SENTENCES, st.lists(st.sampled_from(EXPRESSIONS), max_size=6))
def test_expressions_joined_find_what_one_of_them_finds(sentence, expressions):
    alone = any(re.search(one, sentence) for one in expressions)
    assert bool(any_of(expressions).search(sentence)) is alone


@pytest.mark.parametrize("sentence", ["the lawful basis", "on legal grounds", "quasilegal grounds"])
def test_a_choice_outside_brackets_keeps_its_own_beginning(sentence):
    assert any_of([r"\blawful basis|legal grounds\b", r"\bwe share\b"]).search(sentence)


def test_no_expression_finds_nothing():
    assert any_of([]).search("anything at all") is None
