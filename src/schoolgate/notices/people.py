"""Whose data a recipient gets: the people of its items, else those its words are about."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from schoolgate.domain.reading import ItemRead
from schoolgate.domain.vocabulary import Flow, Subject
from schoolgate.notices.listing import people
from schoolgate.notices.passage import Passage, fold
from schoolgate.notices.phrases import Hit
from schoolgate.notices.rows import Label, Row
from schoolgate.notices.said import passage
from schoolgate.notices.whose import headed
from schoolgate.notices.wording import Wording, load, pattern

PARENT_ENTERED = "parent_entered"  # something that families type in, not said what
_NONE = re.compile(r"\b(?:no|not|none|never|nothing|nobody|without)\b(?: \w+){0,3} $")
_THEMSELVES = re.compile(
    r"\b(?:students?|pupils?|learners?|children|candidates?)\b"
    r"[^.;]{0,60}\b(?:themselves|their own|apply|join)\b"
)
_VISITORS = re.compile(r"\s*(?:all |our )?(?:visitors?|contractors?)\b")
_ASIDE = re.compile(r"^ \([^()]*\)")
_FROM = re.compile(r"(?:payments?|money|details|information|data|fees) from ([^.;]*)")


def subjects_of(text: str, row: Row, items: Iterable[ItemRead]) -> tuple[Subject, ...]:
    """In order of mention. Pupils, on a page about pupils, where the words name nobody else."""
    named = _named(passage(text, row, Label.SUBJECTS).folded)
    if named:
        return named
    words = _without(passage(text, row, Label.PURPOSE, Label.PROSE, Label.DATA_AND_PURPOSE), row.name)
    of_items = _of_items(items, by_pupils=_THEMSELVES.search(words.folded) is not None)
    if of_items:
        payers = _FROM.search(words.folded)
        return (_named(payers[1]) if payers else ()) or of_items
    return _of_name(row.name) or _of_words(words, items) or (headed(text, row) or Subject.PUPIL,)


def _of_items(items: Iterable[ItemRead], *, by_pupils: bool) -> tuple[Subject, ...]:
    """Of each item; of what is entered, not said what, the parents too, unless pupils enter it."""
    kept = [item for item in items if item.flow is not Flow.DENIED]
    named = dict.fromkeys(one for item in kept for one in item.subjects if item.item != PARENT_ENTERED)
    entered = dict.fromkeys(one for item in kept for one in item.subjects if item.item == PARENT_ENTERED)
    return (Subject.PUPIL,) if by_pupils and entered and not named else tuple(named | entered)


def _of_name(name: str) -> tuple[Subject, ...]:
    """ "Teachers' Pensions", "Smart Clinic Occupational Health"."""
    return (Subject.STAFF,) if _wording("about_staff", "names").search(fold(name)) else ()


def _without(words: Passage, name: str) -> Passage:
    """The words without the recipient's own name: "Parent Teacher Association" is about neither."""
    return replace(words, folded=words.folded.replace(fold(name), " " * len(name)))


def _of_words(words: Passage, items: Iterable[ItemRead]) -> tuple[Subject, ...]:
    """Nobody where they name none, or families alone, who are told of their children."""
    about_staff = _wording("about_staff", "phrases").search(words.folded)
    if about_staff and Subject.STAFF not in _denied(items):
        return (Subject.STAFF,)
    named = _meant(words.folded)
    visiting = named == (Subject.VISITOR,) and _VISITORS.match(words.folded) is not None
    if Subject.STAFF in named or named == (Subject.GOVERNOR,) or visiting:
        return named
    return (Subject.PUPIL,) if named else ()


def _meant(folded: str) -> tuple[Subject, ...]:
    """The people whose data it is: not who types it in, and not those of whom there is none."""
    hits = [hit for hit in people().find(folded) if not _NONE.search(folded[: hit.start])]
    named = [hit for hit in hits if hit.meanings[0] != Subject.STAFF or not _acts(folded, hit)]
    return tuple(dict.fromkeys(Subject(hit.meanings[0]) for hit in named))


def _acts(folded: str, hit: Hit) -> bool:
    told = load("subjects.toml")["acting"]
    before = folded[: hit.start].split()[-2:]
    behind = _ASIDE.sub("", folded[hit.end :], count=1).split()[:1]
    return bool({*before} & {*told["before"]}) or bool({*behind} & {*told["behind"]})


def _denied(items: Iterable[ItemRead]) -> set[Subject]:
    return {one for item in items if item.flow is Flow.DENIED for one in item.subjects}


@cache
def _wording(name: str, part: str) -> Wording:
    return pattern(load("fields.toml")[name][part])


@cache
def _named(folded: str) -> tuple[Subject, ...]:
    return tuple(dict.fromkeys(Subject(hit.meanings[0]) for hit in people().find(folded)))
