"""Whose data a row's items are where they do not say: by a column, a heading, or what stands beside them."""

import re
from dataclasses import replace

from schoolgate.domain.reading import ItemRead
from schoolgate.domain.vocabulary import Subject
from schoolgate.notices.items import ItemsFound
from schoolgate.notices.listing import people, theirs
from schoolgate.notices.merging import merged
from schoolgate.notices.passage import Passage
from schoolgate.notices.rows import Label, Row
from schoolgate.notices.said import passage
from schoolgate.notices.wording import load

TELLING = tuple(label for label in Label if label is not Label.SUBJECTS)
ONLY = re.compile(
    r"\b(?:staff|employees|governors?|trustees?|visitors?|volunteers?|parents?)"
    r"(?: (?:data|information|details|records|use))? only\b"
    r"|\bonly (?:for |about |of |on |holds )?(?:our )?(?:staff|employees|governors|trustees|visitors)\b"
)
MOST_WORDS = 3  # of a heading that is about its people: "Staff training" may be, "How staff help" is not
GROWN = frozenset((Subject.STAFF, Subject.VISITOR, Subject.GOVERNOR))


def as_headed(text: str, row: Row, found: ItemsFound) -> ItemsFound:
    """ "Staff: name, salary" is a teacher's name, unless the row speaks of pupils too."""
    spoken_of = _named(passage(text, row, *TELLING))
    unsaid = [item for item in found.items if item.subjects == (Subject.PUPIL,)]
    if not unsaid or Subject.PUPIL in spoken_of:
        return found
    said = _by_column(text, row) or _by_words(text, row) or _by_heading(text, row)
    who = said or (None if spoken_of else _by_company(found))
    return replace(found, items=merged(_of(who, item) for item in found.items)) if who else found


def _of(who: Subject, item: ItemRead) -> ItemRead:
    if item.subjects != (Subject.PUPIL,):
        return item
    return replace(item, item=theirs(item.item, who), subjects=(who,))


def _by_column(text: str, row: Row) -> Subject | None:
    named = _named(passage(text, row, Label.SUBJECTS))
    return next(iter(named)) if len(named) == 1 and named != {Subject.PUPIL} else None


def _by_words(text: str, row: Row) -> Subject | None:
    """ "Staff only", "governors only": of nobody else."""
    match = ONLY.search(passage(text, row, *TELLING).folded)
    named = _named(Passage.of(match[0], ((0, len(match[0])),))) if match else set()
    return next(iter(named)) if len(named) == 1 else None


def _by_heading(text: str, row: Row) -> Subject | None:
    """The nearest heading of people, "Part D. Visitors", if it names one kind of grown people."""
    section = row.section
    while section:
        heading = Passage.of(text, section.heading_spans)
        if named := _named(heading):
            alone = len(named) == 1 and named <= GROWN and len(heading.words.split()) <= MOST_WORDS
            return next(iter(named)) if alone else None
        section = section.parent
    return None


def _by_company(found: ItemsFound) -> Subject | None:
    """ "Name, salary, NI number": one that only staff have says whose the others are."""
    rows = [load("items.toml").get(item.item, {}) for item in found.items]
    only = {Subject(row["only_of"]) for row in rows if "only_of" in row}
    pupils = any(row.get("of_pupils") for row in rows)
    return next(iter(only)) if len(only) == 1 and not pupils else None


def _named(words: Passage) -> set[Subject]:
    return {Subject(hit.meanings[0]) for hit in people().find(words.folded)}
