"""Whose data a row's items are where they do not say: by a column, a heading, or what stands beside them."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from schoolgate.domain.reading import ItemRead, Span
from schoolgate.domain.vocabulary import Subject
from schoolgate.notices.items import ItemsFound
from schoolgate.notices.listing import people, theirs
from schoolgate.notices.merging import merged
from schoolgate.notices.passage import Passage, fold
from schoolgate.notices.phrases import Hit
from schoolgate.notices.rows import Label, Row
from schoolgate.notices.said import passage
from schoolgate.notices.whose_page import people_of_page
from schoolgate.notices.wording import Wording, load, pattern

TELLING = tuple(label for label in Label if label is not Label.SUBJECTS)
ONLY = re.compile(
    r"\b(?:staff|employees|governors?|trustees?|visitors?|volunteers?|parents?)"
    r"(?: (?:data|information|details|records|use))? only\b"
    r"|\bonly (?:for |about |of |on |holds )?(?:our )?(?:staff|employees|governors|trustees|visitors)\b"
)
MOST_WORDS = 3  # of a heading that is about its people: "Staff training" may be, "How staff help" is not
GROWN = frozenset((Subject.STAFF, Subject.VISITOR, Subject.GOVERNOR))
LONGEST_CLAUSE = 200  # letters before an item in which its giver is looked for
WORDS = re.compile(r"[a-zà-ÿ']+")
DOER = re.compile(
    r"\b(?P<who>governors?|trustees?|visitors?|contractors?|volunteers?)(?: (?:can|may|will|must|also|then))?"
    r" (?:enter|type|give|fill in|sign in|provide|add|put|register|join|leave|write|key)s?\b[^.;]*$"
    r"|\b(?P<own>staff|teachers|employees|governors|trustees|visitors)\b[^.;]{0,40}\btheir own\b[^.;]*$"
)

THEIRS = re.compile(
    r"\s*(?:the |our |all )?(?P<who>governors|trustees|visitors|volunteers|contractors)\b"
    r"(?:(?!\b(?:pupil|child|student|parent|famil|staff)).)*\btheir\b"
    r"(?:(?!\b(?:pupil|child|student|parent|famil|staff)).)*$"
)


def as_headed(text: str, row: Row, found: ItemsFound) -> ItemsFound:
    """ "Staff: name, salary" is a teacher's name, unless the row speaks of pupils too."""
    if not any(item.subjects == (Subject.PUPIL,) for item in found.items):
        return found
    spoken_of = _named(passage(text, row, *TELLING))
    if Subject.PUPIL in spoken_of:
        return found
    said = _by_column(text, row) or _by_words(text, row) or by_heading(text, row)
    who = said or (None if spoken_of else _by_company(found))
    who = who or (None if spoken_of - GROWN else people_of_page(text))
    if who is None and not spoken_of & GROWN:
        return found
    items = (_of(who or _doer(text, item), item) for item in found.items)
    return replace(found, items=merged(items))


def headed(text: str, row: Row) -> Subject | None:
    """Whom the headings above the row, or the page's title, are about; None where that is pupils."""
    return by_heading(text, row) or people_of_page(text)


def _doer(text: str, item: ItemRead) -> Subject | None:
    """ "Visitors enter name and company": who gives his own."""
    start = item.evidence[0][0] if item.evidence else 0
    low = max(start - LONGEST_CLAUSE, 0)
    low = max(low, *(text.rfind(mark, low, start) + 1 for mark in ".;\n"))
    match = DOER.search(fold(text[low:start]))
    words = (match["who"] or match["own"]) if match else _whose_own(text, start)
    if words is None:
        return None
    return next(iter(_named(Passage.of(words, ((0, len(words)),)))), None)


def _whose_own(text: str, start: int) -> str | None:
    """ "Governors use Governor Suite; it has their names": nobody else is in the sentence."""
    low = max(text.rfind(". ", 0, start), text.rfind("\n", 0, start)) + 1
    theirs = THEIRS.match(fold(text[max(low, start - LONGEST_CLAUSE) : start]))
    return theirs["who"] if theirs else None


def _of(who: Subject | None, item: ItemRead) -> ItemRead:
    if who is None or item.subjects != (Subject.PUPIL,):
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


def by_heading(text: str, row: Row) -> Subject | None:
    """The nearest heading of people, "Part D. Visitors", if it names one kind of grown people."""
    section = row.section
    while section:
        heading = Passage.of(text, section.heading_spans)
        if employed := next((one for one, wording in _audiences() if wording.search(heading.folded)), None):
            return employed
        if named := _named(heading):
            alone = len(named) == 1 and named <= GROWN and _is_of_people(heading)
            return next(iter(named)) if alone else None
        section = section.parent
    return None


def _is_of_people(heading: Passage) -> bool:
    """ "If you are a trustee or governor", and not "How the staff help us"."""
    short = len(heading.words.split()) <= MOST_WORDS
    hits = [*people().find(heading.folded)]
    others = WORDS.sub(lambda word: "" if _is_within(word.span(), hits) else word[0], heading.folded)
    small = load("subjects.toml")["heading"]["words"]
    return short or all(word in small for word in WORDS.findall(others))


def _is_within(span: Span, hits: Iterable[Hit]) -> bool:
    return any(hit.start <= span[0] and span[1] <= hit.end for hit in hits)


@cache
def _audiences() -> tuple[tuple[Subject, Wording], ...]:
    told = load("subjects.toml")["audience"]
    return tuple((Subject(who), pattern(phrases)) for who, phrases in told.items())


def _by_company(found: ItemsFound) -> Subject | None:
    """ "Name, salary, NI number": one that only staff have says whose the others are."""
    rows = [load("items.toml").get(item.item, {}) for item in found.items]
    only = {Subject(row["only_of"]) for row in rows if "only_of" in row}
    pupils = any(row.get("of_pupils") for row in rows)
    return next(iter(only)) if len(only) == 1 and not pupils else None


def _named(words: Passage) -> set[Subject]:
    return {Subject(hit.meanings[0]) for hit in people().find(words.folded)}
