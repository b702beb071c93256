"""Where the rules leave open how an item comes to a recipient, the words around it are weighed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolgate.domain.reading import Confidence
from schoolgate.domain.vocabulary import Flow
from schoolgate.notices.read import read_notice
from schoolgate.notices.weighed_flows import NO_DATA
from schoolgate.notices.weights import BIAS, load_weights

PAGE = "Meadow View School\n\nPrivacy notice: who has information about our pupils\n\nOur suppliers\n\n{}\n"
MOST_WEIGHTS = 3_000


def entry(words):
    (found,) = read_notice(PAGE.format(words).encode(), "notice.txt").entries
    return found


def flows(words):
    return {item.item: item.flow for item in entry(words).items}


@pytest.mark.parametrize(
    ("said", "item", "flow"),
    [
        (
            "ProMonitor is used in college. Targets and tutor comments are written there.",
            "attainment",
            Flow.CREATED,
        ),
        ("Medr: learner names, ULNs and results are returned every term.", "upn", Flow.SENT),
        ("Boxall Profile: scores on each child are what its teacher answers", "attainment", Flow.CREATED),
    ],
)
def test_words_that_no_rule_knows_still_say_how_an_item_comes(said, item, flow):
    assert flows(said)[item] is flow


def test_what_was_weighed_is_marked_to_be_checked():
    said = "Boxall Profile: scores on each child are what its teacher answers"
    assert entry(said).confidence["items"] is Confidence.CHECK


def test_what_a_sentence_holds_back_is_not_added():
    assert flows("Bebras: we supply year group. We refuse to supply UPN.").get("upn") in (None, Flow.DENIED)


def test_a_cell_of_data_is_never_weighed():
    page = "Name: Boxall Profile\nPurpose: {0}\nData shared: name\n\nName: Arbor\nData shared: attendance\n"
    said = "scores on each child are what its teacher answers"
    found = read_notice(page.format(said).encode(), "notice.txt").entries[0]
    assert {item.item for item in found.items} == {"full_name"}


def test_the_weights_are_few_and_each_is_of_a_flow():
    weights = load_weights("flows")
    learnt = [of_word for words in weights.values() for of_word in words.values()]
    assert set(weights[BIAS][BIAS]) == {*Flow, NO_DATA}
    assert all(set(of_word) <= {*Flow, NO_DATA} for of_word in learnt)
    assert sum(map(len, learnt)) <= MOST_WEIGHTS


@given(
    st.text(alphabet="§ abcdn,.;()'", max_size=40), st.sampled_from(("names", "date of birth", "attendance"))
)
def test_any_words_around_an_item_can_be_weighed(words, item):
    read_notice(PAGE.format(f"Tapestry {words} {item} {words}").encode(), "notice.txt")
