"""When a service was last assessed, out of words such as "March 2018" or "05/2018, reviewed 05/2022"."""

import re
from calendar import month_abbr, month_name
from collections.abc import Iterator
from functools import cache

from schoolgate.notices.passage import Passage
from schoolgate.notices.said import Said
from schoolgate.notices.wording import Wording, load, pattern

_MONTHS = {name.lower()[:3]: number for number, name in enumerate(month_abbr) if name}
_NAMED = "|".join(sorted({*(n.lower() for n in month_name if n), *_MONTHS, "sept"}, key=len, reverse=True))
_DATES = (
    re.compile(rf"\b(?P<name>{_NAMED})\.?,?\s+(?P<year>20\d\d|\d\d)\b(?!\s*[/.-]\s*\d)"),
    re.compile(rf"\b(?P<name>{_NAMED})\.?\s*[-/']\s*(?P<year>20\d\d|\d\d)\b"),
    re.compile(r"\b\d{1,2}\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>20\d\d|\d\d)\b"),
    re.compile(r"\b(?P<year>20\d\d)\s*[/-]\s*(?P<month>\d{1,2})\b"),
    re.compile(r"(?<![\d/.-])(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>20\d\d|\d\d)\b(?!\s*[/.-]\s*\d)"),
)
AWAITING = "awaiting"


def risk_assessed(cell: Passage) -> Said[str] | None:
    """YYYY-MM of the latest assessment or review that has been; "awaiting" where it is to come; or None.

    UK order, day before month. A year alone fixes no month and is no date here.
    """
    been = [(month, span) for month, span in _months(cell.folded) if not _still_to_come(cell.folded, span[0])]
    if been:
        month, span = max(been)
        return Said(month, cell.spans(*span))
    waiting = None if _cues("none").search(cell.folded) else _cues("awaiting").search(cell.folded)
    return Said(AWAITING, cell.spans(*waiting.span())) if waiting else None


def _months(folded: str) -> Iterator[tuple[str, tuple[int, int]]]:
    taken: list[tuple[int, int]] = []
    for form in _DATES:
        for match in form.finditer(folded):
            month = _month(match)
            if month and not any(start < match.end() and match.start() < end for start, end in taken):
                taken.append(match.span())
                yield month, match.span()


def _month(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    month = _MONTHS[parts["name"][:3]] if parts.get("name") else int(parts["month"])
    year = int(parts["year"]) if len(parts["year"]) == 4 else 2000 + int(parts["year"])
    return f"{year}-{month:02}" if 1 <= month <= 12 else None


def _still_to_come(folded: str, start: int) -> bool:
    """ "next review 09/2027": a date to come says nothing of an assessment that has been."""
    clause = max(folded.rfind(mark, 0, start) for mark in ",;.(") + 1
    return bool(_cues("coming").search(folded, clause, start))


@cache
def _cues(name: str) -> Wording:
    return pattern(load("fields.toml")["risk"][name])
