"""Printed year groups → whose rows. What the words do not decide stays unknown."""

import re

from schoolgate.domain.agreement import Scope

# England and Wales; Scotland's P1–P7 and S1–S6 and Northern Ireland's own count are not turned into these.
YEARS = ("N1", "N2", "R", *(str(number) for number in range(1, 14)))
_STAGES = {
    "eyfs": ("N1", "N2", "R"),
    "early years": ("N1", "N2", "R"),
    "nursery": ("N1", "N2"),
    "reception": ("R",),
    "infants": ("R", "1", "2"),
    "juniors": ("3", "4", "5", "6"),
    "ks1": ("1", "2"),
    "ks2": ("3", "4", "5", "6"),
    "ks3": ("7", "8", "9"),
    "ks4": ("10", "11"),
    "ks5": ("12", "13"),
    "sixth form": ("12", "13"),
}
_EVERYONE = re.compile(
    r"(?:all|whole school|every(?:one| year)|all (?:years?|year groups|pupils|children|students|classes))"
)
_YEAR = r"(?:years?|yrs?|y)?\s*(\d{1,2}|r(?:eception)?|n(?:ursery)?)"
_RANGE = re.compile(rf"{_YEAR}\s*(?:-|–|—|to|through)\s*{_YEAR}")
_ONE = re.compile(r"(?:years?|yrs?|y)\s*(\d{1,2})|(\d{1,2})")
_SPLIT = re.compile(r"\s*(?:,|&|\band\b|/|;|\+)\s*")


def scope_of(printed: str | None) -> Scope:
    """The scope that these words fix, with the words kept.

    "All" is everyone; "Y2 - Y6", "EYFS/KS1", "Reception and Year 1" are year groups. Anything else ("Selected
    children", "where needed", a blank) is unknown, and a part that is not understood makes the whole unknown.
    """
    if printed is None or not printed.strip():
        return Scope()
    words = re.sub(r"\s+", " ", printed.lower()).strip(" .")
    if _EVERYONE.fullmatch(words):
        return Scope(stated=printed, everyone=True)
    found = [_years(part) for part in _SPLIT.split(words) if part]
    if not found or any(not part for part in found):
        return Scope(stated=printed)
    chosen = {year for part in found for year in part}
    return Scope(stated=printed, year_groups=tuple(year for year in YEARS if year in chosen))


def _years(part: str) -> tuple[str, ...]:
    if part in _STAGES:
        return _STAGES[part]
    if between := _RANGE.fullmatch(part):
        return _between(_code(between[1]), _code(between[2]))
    if one := _ONE.fullmatch(part):
        return _between(one[1] or one[2], one[1] or one[2])
    return ()


def _code(word: str) -> str:
    return {"r": "R", "n": "N1"}.get(word[0], word)


def _between(first: str, last: str) -> tuple[str, ...]:
    if first not in YEARS or last not in YEARS:
        return ()
    return YEARS[YEARS.index(first) : YEARS.index(last) + 1]
