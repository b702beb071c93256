"""Whom a page calls "you": families, or at a college the students themselves."""

import re
from dataclasses import replace
from functools import cache, lru_cache

from schoolgate.domain.reading import ItemRead
from schoolgate.domain.vocabulary import Subject
from schoolgate.notices.items import ItemsFound, merged
from schoolgate.notices.listing import plain
from schoolgate.notices.passage import fold
from schoolgate.notices.wording import load, pattern

YOUR = re.compile(r"\byour\b")


def as_addressed(text: str, found: ItemsFound) -> ItemsFound:
    """ "Your name" is a parent's on a page for families, and the student's own on a page for students."""
    if not any(item.subjects == (Subject.PARENT,) for item in found.items) or not _is_for_students(text):
        return found
    return replace(found, items=merged(_of_student(text, item) for item in found.items))


def _of_student(text: str, item: ItemRead) -> ItemRead:
    start, end = item.evidence[0] if item.evidence else (0, 0)
    sentence = fold(text[max(text.rfind(mark, 0, start) for mark in ".?!\n") + 1 : end])
    parents = _wording("people", "parent").search(sentence)
    if item.subjects != (Subject.PARENT,) or parents or not YOUR.search(sentence):
        return item
    return replace(item, item=plain(item.item), subjects=(Subject.PUPIL,))


@lru_cache(maxsize=8)
def _is_for_students(text: str) -> bool:
    folded = fold(text)
    to_students = _wording("addressed", "students").search(folded)
    return bool(to_students) and not _wording("addressed", "families").search(folded)


@cache
def _wording(part: str, key: str) -> re.Pattern[str]:
    return pattern(load("subjects.toml")[part][key])
