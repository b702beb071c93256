"""Printed year groups → whose rows. What the words do not decide stays unknown."""

import re
from functools import lru_cache

from schoolgate.domain.agreement import Scope
from schoolgate.domain.roll import STAGES, YEARS

_IN_ORDER = (*YEARS, *STAGES)
_RUNS = (YEARS, ("N1", "N2", *STAGES))
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
    "senior phase": ("S4", "S5", "S6"),
}
_EVERYONE = re.compile(
    r"(?:all|whole school|every(?:one| year)|all (?:years?|year groups|pupils|children|students|classes))"
)
_YEAR = r"(?:years?|yrs?|y)?\s*(\d{1,2}|r(?:eception)?|n(?:ursery)?)"
_RANGE = re.compile(rf"{_YEAR}\s*(?:-|–|—|to|through)\s*{_YEAR}")
_ONE = re.compile(r"(?:years?|yrs?|y)\s*(\d{1,2})|(\d{1,2})")
_STAGE = re.compile(r"(?:primary|secondary|[ps])\.?\s*\d")
_STAGE_RANGE = re.compile(r"(n(?:ursery)?|[ps]\d)\s*(?:-|–|—|to|through)\s*([ps]?\d)")
_SPLIT = re.compile(r"\s*(?:,|&|\band\b|/|;|\+)\s*")


@lru_cache(maxsize=2_000)  # words: the same are tried as years by each who reads names
def scope_of(printed: str | None) -> Scope:
    """The scope that these words fix, with the words kept.

    "All" is everyone; "Y2 - Y6", "EYFS/KS1", "Reception and Year 1", "P1-3" are year groups. Anything else
    ("Selected children", "where needed", a blank) is unknown, and a part that is not understood makes the
    whole unknown.
    """
    if printed is None or not printed.strip():
        return Scope()
    words = re.sub(r"\s+", " ", printed.lower()).strip(" .")
    if _EVERYONE.fullmatch(words):
        return Scope(stated=printed, everyone=True)
    found = [_years(part) for part in _told_apart([part for part in _SPLIT.split(_in_short(words)) if part])]
    if not found or any(not part for part in found):
        return Scope(stated=printed)
    chosen = {year for part in found for year in part}
    if not any(chosen <= set(run) for run in _RUNS):
        return Scope(stated=printed)  # two countries' counts in one breath
    return Scope(stated=printed, year_groups=tuple(year for year in _IN_ORDER if year in chosen))


def _in_short(words: str) -> str:
    """Scotland's stages as a roll writes them: Primary 1 → p1."""
    return _STAGE.sub(lambda told: told[0][0] + told[0][-1], words)


def _told_apart(parts: list[str]) -> list[str]:
    """A bare number after a stage is of the same school: P6/7, S1, 2 and 3."""
    told: list[str] = []
    for part in parts:
        stage = re.fullmatch(r"([ps]).*\d", told[-1]) if told else None
        told.append(f"{stage[1]}{part}" if stage and re.fullmatch(r"\d(?!\d)(?:\s*\D.*)?", part) else part)
    return told


def _years(part: str) -> tuple[str, ...]:
    if part in _STAGES:
        return _STAGES[part]
    if between := _RANGE.fullmatch(part):
        return _between(_code(between[1]), _code(between[2]))
    if stages := _STAGE_RANGE.fullmatch(part):
        first, last = stages[1].upper(), stages[2].upper()
        return _between(_code(stages[1]), last if last[0] in "PS" else first[0] + last)
    if part.upper() in STAGES:
        return (part.upper(),)
    if one := _ONE.fullmatch(part):
        return _between(one[1] or one[2], one[1] or one[2])
    return ()


def _code(word: str) -> str:
    return {"r": "R", "n": "N1"}.get(word[0], word.upper())


def _between(first: str, last: str) -> tuple[str, ...]:
    for run in _RUNS:
        if first in run and last in run:
            return run[run.index(first) : run.index(last) + 1]
    return ()
