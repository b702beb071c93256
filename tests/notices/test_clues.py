"""One look at some words says which expressions can find nothing in them, and never more than that."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schoolgate.notices.clues import Sieve, ways_of
from schoolgate.notices.coined import _signs
from schoolgate.notices.members import knowledge, patterns
from schoolgate.notices.standing import _patterns, _rules
from schoolgate.notices.wording import Wording, any_of, compile_all, expression, load, pattern
from schoolgate.samples import notice_files

FLOWS, STATEMENTS = load("flows.toml"), load("statements.toml")["statement"]
PHRASES = [
    *(phrase for lead in FLOWS["lead"] for phrase in lead["phrases"] if "{" not in phrase),
    *(phrase for kind in STATEMENTS for phrase in kind.get("phrases", ())),
    *load("fields.toml")["blank"]["phrases"],
]
SENTENCES = [
    " ".join(sentence.split())
    for file in notice_files()
    if file.suffix in (".txt", ".md")
    for sentence in re.split(r"(?<=[.:])\s|\n", file.read_text("utf-8"))
]
LISTS = [key for key, value in knowledge().items() if isinstance(value, list) and "(?P<list>" in str(value)]
PLACES = [key for key, value in _rules().items() if isinstance(value, list) and "<NAMES>" in str(value)]
WORDINGS = [
    *(sign for sign, *_ in _signs().things),
    *(one for key in LISTS for one in patterns(key).things),
    *(one for key in PLACES for one in _patterns(key)),
    any_of(load("refusals.toml")["denies"]),
    *(any_of(entry["patterns"]) for entry in load("contexts.toml")["context"]),
]


def may_match(regular, words, *, begins=False):
    return bool(Sieve([(ways_of(regular, begins=begins), None)]).left(words))


@settings(max_examples=300)
@given(st.data(), st.sampled_from(PHRASES))
def test_words_that_a_phrase_matches_are_never_ruled_out(data, phrase):
    words = data.draw(st.from_regex(f"(?:{expression(phrase)})", fullmatch=True))
    assert may_match(expression(phrase), f"… {words}, too.", begins=True)


def test_nothing_that_an_expression_finds_in_a_notice_is_ruled_out():
    found = [
        (wording, words)
        for wording in WORDINGS
        for words in SENTENCES
        if re.search(wording.pattern, words, re.IGNORECASE | re.DOTALL)
    ]
    assert len(found) > 300
    assert [words for wording, words in found if not may_match(wording.pattern, words)] == []


@pytest.mark.parametrize(
    ("regular", "needed"),
    [
        (r"\b(?:sends?|gives?) to\b", [{" send", " give"}, {" to "}]),
        (r"sends?(?:'s)? to", [{"send"}, {" to"}]),
        (r"(?:(?:by|with) )?(?:the )?bus+", [{"bus"}]),
        (r"(?:tells?|e\.g\.) us\b", [{"tell", " g "}, {" us "}]),
        (r"£\d", [{" £ "}]),
        (r"(?:a|\d+) day", [{" day"}]),
        (r"not (?!only)(?<!do )(?=told)", [{"not "}, {"told"}]),
        (r"by[a-z]* (?P<names>[A-Z]\w+)", [{"by"}]),
    ],
)
def test_what_a_match_cannot_do_without_is_read_from_the_expression(regular, needed):
    assert [[set(clues) for clues in needs] for needs in ways_of(regular)] == [needed]


def test_of_several_ways_to_match_each_has_its_own_needs():
    assert ways_of("sent to|kept by") == (
        (frozenset({"sent "}), frozenset({" to"})),
        (frozenset({"kept "}), frozenset({" by"})),
    )


def test_an_expression_that_may_be_anything_is_tried_on_any_words():
    assert may_match(r"\w+|sent", "Ysgol")


def test_words_looked_at_before_are_looked_at_again_for_a_new_expression():
    assert not Wording(r"\bmangold\b").search("a wurzel")
    assert Wording(r"\bwurzel\b").search("a wurzel")


def test_an_expression_that_we_cannot_take_apart_is_tried_on_any_words():
    assert may_match(r"(?P<one>sent)(?P=one)", "given")


def test_of_several_things_those_are_left_that_may_match_in_their_order():
    sieve = Sieve((ways_of(one), one) for one in (r"to us\b", r"\w", r"sent (?:by|with)", r"by us"))
    assert sieve.left("It is sent by the office to us.") == [r"to us\b", r"\w", r"sent (?:by|with)", r"by us"]
    assert sieve.left("It is sent by post.") == [r"\w", r"sent (?:by|with)"]


def test_a_process_that_is_to_read_many_can_have_every_expression_ready():
    wording = pattern(["brindled wurzels", "wurzels"])
    compile_all()
    asked = re.compile
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(re, "compile", lambda *_: pytest.fail("compiled again"))
        assert wording.search("two wurzels")[0] == "wurzels"
    assert re.compile is asked
