"""Whom a page calls "you": families, or at a college the students themselves."""

import re
from dataclasses import replace
from functools import lru_cache

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
    parents = pattern(load("subjects.toml")["people"]["parent"]).search(sentence)
    if item.subjects != (Subject.PARENT,) or parents or not YOUR.search(sentence):
        return item
    return replace(item, item=plain(item.item), subjects=(Subject.PUPIL,))


@lru_cache(maxsize=8)
def _is_for_students(text: str) -> bool:
    words = load("subjects.toml")["addressed"]
    folded = fold(text)
    return bool(pattern(words["students"]).search(folded)) and not pattern(words["families"]).search(folded)
