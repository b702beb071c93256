"""Sentences of running prose, their clauses, and those that speak of all that was named before them."""

import re
from collections.abc import Iterator
from functools import lru_cache

from schoolgate.domain.reading import Span
from schoolgate.notices.lines import trimmed
from schoolgate.notices.members import one_pattern, search
from schoolgate.notices.names import mentions
from schoolgate.notices.passage import REMEMBERED

STOP = re.compile(r"(?<=[.!?])[”\"')\]]?\s+(?=[A-Z0-9“\"'‘(])|\n")
STOP_SIGN = re.compile(r"[.!?\n]")  # soon looked for, and seldom in a cell
ABBREVIATION = re.compile(
    r"\b(?:Ltd|Inc|Dr|Mr|Mrs|Ms|St|No|Nos|e\.?g|i\.?e|etc|Art|Sch|Co|vs|approx|incl)\.$|\b[A-Z]\.$"
)
JOINT = re.compile(r";\s+|,\s+(?:and|but|while|whereas)\s+|\s+(?:but|while|whereas)\s+")

STILL_TO = re.compile(r"(?:to|with)\s+", re.IGNORECASE)
RELATIVE = re.compile(r"\b(?:that|which|who)\s+[a-z]+\b", re.IGNORECASE)


def sentences(text: str, span: Span) -> Iterator[Span]:
    """The sentences of a stretch of prose, in order."""
    return iter(_sentences(text, span))


@lru_cache(maxsize=REMEMBERED)  # each who reads a paragraph asks for its sentences
def _sentences(text: str, span: Span) -> tuple[Span, ...]:
    return tuple(_each_sentence(text, span))


def _each_sentence(text: str, span: Span) -> Iterator[Span]:
    at = span[0]
    for stop in STOP.finditer(text, *span) if STOP_SIGN.search(text, *span) else ():
        if not ABBREVIATION.search(text, at, stop.start()) or stop[0].startswith("\n"):
            yield trimmed(text, (at, stop.start()))
            at = stop.end()
    if at < span[1]:
        yield trimmed(text, (at, span[1]))


def clauses(text: str, sentence: Span) -> Iterator[Span]:
    """The parts of a sentence that each name somebody and say something of their own; else it whole.

    "Marks are kept in Arbor, while letters go through Weduc" is two; "Arbor and Weduc are used" is one.
    """
    at = sentence[0]
    for joint in JOINT.finditer(text, *sentence):
        if _says_of_its_own(text[at : joint.start()]) and _says_of_its_own(text[joint.end() : sentence[1]]):
            yield trimmed(text, (at, joint.start()))
            at = joint.end()
    yield trimmed(text, (at, sentence[1]))


def _says_of_its_own(words: str) -> bool:
    """Is somebody named, with a verb in the same breath, outside brackets?"""
    first = JOINT.split(words)[0]
    balanced = words.count("(") == words.count(")")
    if STILL_TO.match(first):  # "…, and to agencies that are named in law, such as the STA"
        first = RELATIVE.sub(" ", first)
    return balanced and any(mentions(first)) and search("says", first)


def is_of_all_before(words: str) -> bool:
    """ "All of these receive …", "Both hold …": it speaks of everybody its paragraph has named."""
    return bool(one_pattern("of_all").match(words))
