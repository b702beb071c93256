"""Whom a page calls "you": families, or at a college the students themselves."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, lru_cache

from schoolgate.domain.reading import ItemRead
from schoolgate.domain.vocabulary import Subject
from schoolgate.notices.items import ItemsFound
from schoolgate.notices.listing import plain, theirs
from schoolgate.notices.merging import merged
from schoolgate.notices.passage import fold
from schoolgate.notices.wording import Wording, load, pattern

YOUR = re.compile(r"\byour\b")
YOURS = re.compile(r"\b[Yy]our(?: own)?(?: (?:contact|bank|home|mobile|e-?mail|card|payment))?\s+$")
LONGEST_YOURS = 30  # letters: "your own contact"
JOINED = re.compile(r"\s*(?:,|,?\s*(?:and|or|&))\s*")


def as_addressed(text: str, found: ItemsFound) -> ItemsFound:
    """ "Your name" is a parent's on a page for families, and the student's own on a page for students."""
    if not found.items or not _says_your(text):
        return found
    if _is_for_students(text):
        return replace(found, items=merged(_of_student(text, item) for item in found.items))
    if _is_for_families(text):
        return replace(found, items=merged(_of_families(text, found.items)))
    return found


def _of_families(text: str, items: Iterable[ItemRead]) -> Iterator[ItemRead]:
    """ "Your own address and phone number" are a parent's, and so is what follows them."""
    turned = -1  # where the last item of a parent ended
    for item in items:
        start = item.evidence[0][0] if len(item.evidence) == 1 else -1
        follows = bool(load("items.toml").get(item.item, {}).get("follows"))
        beside = follows and turned >= 0 and JOINED.fullmatch(text[turned:start])
        yours = start >= 0 and YOURS.search(text[max(start - LONGEST_YOURS, 0) : start])
        of_pupils = item.subjects == (Subject.PUPIL,)
        if (of_pupils and beside) or (yours and (of_pupils or item.subjects == (Subject.PARENT,))):
            yield replace(item, item=theirs(item.item, Subject.PARENT), subjects=(Subject.PARENT,))
            turned = item.evidence[0][1]
        else:
            yield item


def _of_student(text: str, item: ItemRead) -> ItemRead:
    start, end = item.evidence[0] if item.evidence else (0, 0)
    sentence = fold(text[max(text.rfind(mark, 0, start) for mark in ".?!\n") + 1 : end])
    parents = _wording("people", "parent").search(sentence)
    if item.subjects != (Subject.PARENT,) or parents or not YOUR.search(sentence):
        return item
    return replace(item, item=plain(item.item), subjects=(Subject.PUPIL,))


@lru_cache(maxsize=8)
def _says_your(text: str) -> bool:
    return bool(YOUR.search(fold(text)))


@lru_cache(maxsize=8)
def _is_for_families(text: str) -> bool:
    return bool(_wording("addressed", "families").search(fold(text)))


@lru_cache(maxsize=8)
def _is_for_students(text: str) -> bool:
    return not _is_for_families(text) and bool(_wording("addressed", "students").search(fold(text)))


@cache
def _wording(part: str, key: str) -> Wording:
    return pattern(load("subjects.toml")[part][key])
