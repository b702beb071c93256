"""Whose data a page is about, where its title says that they are grown people ("Staff privacy notice")."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache

from schoolgate.domain.vocabulary import Subject
from schoolgate.notices.labels import meaning
from schoolgate.notices.listing import people
from schoolgate.notices.passage import fold
from schoolgate.notices.rows import Label
from schoolgate.notices.wording import Wording, load, pattern

FIRST_LINES = 6
MOST_WORDS = 18  # of a title
CHILDREN = frozenset((Subject.PUPIL, Subject.PARENT))
RARE = 0.5  # of what the page says of people may be of children


@lru_cache(maxsize=8)  # asked for each row of the page
def people_of_page(text: str) -> Subject | None:
    """Staff before others, where a title names several; None on a page about children."""
    named = next((found for line in _titles(text) if (found := _named_in(line))), frozenset[Subject]())
    if not named or named & CHILDREN or _speaks_of_children(text):
        return None
    return Subject.STAFF if Subject.STAFF in named else next(iter(named)) if len(named) == 1 else None


def _titles(text: str) -> Iterator[str]:
    lines = [line for line in text[:3000].split("\n") if line.strip()]
    for line in lines[:FIRST_LINES]:
        folded = fold(line)
        if len(line.split()) <= MOST_WORDS and _wording("titles").search(folded) and not _is_value(line):
            yield re.sub(_wording("readers").pattern, " ", folded)


def _is_value(line: str) -> bool:
    """ "What we share: Staff records" is one row's, and no title."""
    label, colon, value = line.partition(": ")
    return bool(colon and value) and meaning(label) not in (None, Label.PRIVACY_NOTICE)


def _named_in(title: str) -> frozenset[Subject]:
    return frozenset(Subject(hit.meanings[0]) for hit in people().find(title))


def _speaks_of_children(text: str) -> bool:
    spoken = Counter(Subject(hit.meanings[0]) for hit in people().find(fold(text)))
    return spoken[Subject.PUPIL] > RARE * sum(spoken.values())


@cache
def _wording(key: str) -> Wording:
    return pattern(load("subjects.toml")["pages"][key])
