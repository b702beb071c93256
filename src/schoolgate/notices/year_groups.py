"""Which year groups a recipient is for, as printed: in a cell, in its words, in the heading above it."""

import re
from collections.abc import Iterator
from functools import cache

from schoolgate.domain.reading import Span
from schoolgate.notices.passage import Passage
from schoolgate.notices.rows import Label, Row
from schoolgate.notices.said import Said, passage, printed
from schoolgate.notices.wording import Wording, load, pattern

_YEARS = re.compile(
    r"\b(?:years?|yrs?|y)\s?(?:\d{1,2}|r)(?:\s*(?:-|–|to|and|&)\s*(?:years?|yrs?|y)?\s?\d{1,2})?\b"
    r"|\b[fps]\d\s*(?:-|–|to)\s*(?:years?\s|[psy])?\d{1,2}\b|\bf2 to year \d\b|\b(?:p[1-7]|s[1-6])\b"
)
_YEAR_UNIT = (
    r"(?:(?:years?|yrs?|y)\s?(?:\d{1,2}|r)|[fps]\d|reception|nursery|eyfs|early years(?: foundation stage)?"
    r"|foundation stage|ks\s?\d|key stages? (?:\d|one|two|three|four)|(?:sixth|6th) form"
    r"|post-?16|pre-?school)\b"
)
_YEAR_JOIN = r"\s*(?:,\s*(?:and|or|plus)\b|,|-|–|—|/|&|\+|\b(?:to|and|or|plus)\b)\s*"
# "Years 3–6 and Reception", "Years 7, 8 and 9", "KS1 and Year 3"
_YEAR_RUN = re.compile(
    rf"\b{_YEAR_UNIT}(?:{_YEAR_JOIN}(?:{_YEAR_UNIT}|1?\d\b(?!\s*(?:pupil|child|student|%|month|week|day|hour))))*"
    r"(?: (?:upwards?|onwards?|and (?:above|over|up(?:wards)?|below)))?"
)
_THOSE = re.compile(
    r"\b(?:for|by)\s+((?:children|pupils|students|learners)\s+(?:attending|in|within|taking|who|on|from|with)\b[^.,;()]*)"
)
_AGED = re.compile(
    r"\b(?:pupils|students|children|learners|young people|those) aged (?:between )?"
    r"\d{1,2}(?: ?\+|(?:(?: to |-|–| and )\d{1,2})|(?: (?:and|or) (?:over|above|older|under|upwards)))?"
    r"|\b(?:under|over)[- ](?:\d{1,2}s|fives|fours|threes)\b"
    r"|\ball (?:year groups|classes|boarders)\b"
)
# Behind a name, "(bursary students)", "(prep only)".
_ASIDE = re.compile(
    r"\s?\(((?:[\w'’-]+ ){1,4}(?:pupils|students|children|learners|boarders)|(?:[\w'’-]+ ){1,3}only)\)"
)
_HEADING = re.compile(
    rf"\W*(?:for |in |if (?:you|your child) (?:is|are) in |(?:pupils|students|children) in )?"
    rf"(?P<years>{_YEAR_RUN.pattern})(?:\s*(?:\([^()]*\)|(?:pupils|students|children)?\s*only))?\W*"
)
_LEAD = re.compile(rf"\W*(?P<years>{_YEAR_RUN.pattern})(?:\s*\([^()\n]*\))?\s*(?::|\s[–—-]\s)")


def year_groups_of(text: str, row: Row) -> Said[str] | None:
    """The nearest: the row's own words, then the line it stands in, then the heading over it."""
    cell = printed(text, row, Label.YEAR_GROUPS)
    if cell:
        told = cell.value.lower()
        users = _wording("users").search(told) and not _wording("pupils").search(told)
        return None if users or _note().search(told) else cell
    return _of_words(text, row) or _behind_name(text, row) or next(_above(text, row), None)


def _of_words(text: str, row: Row) -> Said[str] | None:
    words = passage(text, row, Label.PROSE, Label.DATA_AND_PURPOSE, Label.PURPOSE)
    years = _YEARS.search(words.folded) or _wording("phrases").search(words.folded)
    if years is None:
        return _of_pupils(words)
    start, end = _run_of(words.folded, years.span())
    return Said(words.words[start:end].strip(), words.spans(start, end), sure=False)


def _of_pupils(words: Passage) -> Said[str] | None:
    """ "Pupils aged 13 and over", "for children attending breakfast club"."""
    aged, those = _AGED.search(words.folded), _THOSE.search(words.folded)
    start, end = aged.span() if aged else those.span(1) if those else (0, 0)
    return Said(words.words[start:end].strip(), words.spans(start, end), sure=False) if end else None


def _run_of(folded: str, years: Span) -> Span:
    """The whole run of year groups that these stand in."""
    runs = (match.span() for match in _YEAR_RUN.finditer(folded))
    return next(((a, b) for a, b in runs if a <= years[0] and years[1] <= b), years)


def _behind_name(text: str, row: Row) -> Said[str] | None:
    aside = _ASIDE.match(text, row.name_spans[-1][1]) if row.name_spans else None
    if aside is None or not _is_of_pupils(aside[1].lower()):
        return None
    return Said(aside[1], (aside.span(1),), sure=False)


def _is_of_pupils(aside: str) -> bool:
    """ "(staff only)", "(photographs only)" are about no year groups."""
    return bool(_wording("pupils").search(aside) or _wording("phases").search(aside))


def _above(text: str, row: Row) -> Iterator[Said[str]]:
    """ "Year 5: swimming with …", or such a heading; the nearest heading that speaks of years alone."""
    start = row.name_spans[0][0] if row.name_spans else 0
    spans = [(text.rfind("\n", 0, start) + 1, start)]
    section = row.section
    while section:
        spans += section.heading_spans
        section = section.parent
    for at, span in enumerate(spans):
        words = Passage.of(text, (span,))
        match = _HEADING.fullmatch(words.folded) if at else _LEAD.match(words.folded)
        if match:
            low, high = match.span("years")
            yield Said(words.words[low:high], words.spans(low, high), sure=False)


@cache
def _wording(part: str) -> Wording:
    return pattern(load("fields.toml")["year_groups"][part])


@cache
def _note() -> Wording:
    return pattern(load("states.toml")["note"]["phrases"])
