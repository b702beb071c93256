"""Whose data a recipient gets: the people of its items, else those its words are about."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from schoolgate.domain.reading import ItemRead
from schoolgate.domain.vocabulary import Flow, Subject
from schoolgate.notices.listing import people
from schoolgate.notices.passage import Passage, fold
from schoolgate.notices.rows import Label, Row
from schoolgate.notices.said import passage
from schoolgate.notices.wording import Wording, load, pattern

_FROM = re.compile(r"(?:payments?|money|details|information|data|fees) from ([^.;]*)")


def subjects_of(text: str, row: Row, items: Iterable[ItemRead]) -> tuple[Subject, ...]:
    """In order of mention. Pupils, on a page about pupils, where the words name nobody else."""
    named = _named(passage(text, row, Label.SUBJECTS).folded)
    if named:
        return named
    words = _without(passage(text, row, Label.PURPOSE, Label.PROSE, Label.DATA_AND_PURPOSE), row.name)
    of_items = dict.fromkeys(one for item in items if item.flow is not Flow.DENIED for one in item.subjects)
    if of_items:
        payers = _FROM.search(words.folded)
        return (_named(payers[1]) if payers else ()) or tuple(of_items)
    return _of_words(words, items)


def _without(words: Passage, name: str) -> Passage:
    """The words without the recipient's own name: "Parent Teacher Association" is about neither."""
    return replace(words, folded=words.folded.replace(fold(name), " " * len(name)))


def _of_words(words: Passage, items: Iterable[ItemRead]) -> tuple[Subject, ...]:
    about_staff = _about_staff().search(words.folded)
    if about_staff and Subject.STAFF not in _denied(items):
        return (Subject.STAFF,)
    named = _named(words.folded)
    return named if Subject.STAFF in named or named == (Subject.GOVERNOR,) else (Subject.PUPIL,)


def _denied(items: Iterable[ItemRead]) -> set[Subject]:
    return {one for item in items if item.flow is Flow.DENIED for one in item.subjects}


@cache
def _about_staff() -> Wording:
    return pattern(load("fields.toml")["about_staff"]["phrases"])


@cache
def _named(folded: str) -> tuple[Subject, ...]:
    return tuple(dict.fromkeys(Subject(hit.meanings[0]) for hit in people().find(folded)))
