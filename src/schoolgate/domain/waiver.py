""" "Not a problem because …": a named person's word on one finding, for as long as its words stand."""

from dataclasses import dataclass
from datetime import date, datetime

from schoolgate.domain.finding import Finding

REGISTER = "register"  # what was checked, where it was no document


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """One word on one finding. A later one on the same finding stands over it.

    finding    Finding.id as it was that day
    source     "register", or the name of the document that was checked
    about      Finding.about: the agreement's slug, the recipient, or '' for the whole page
    words      Finding.words: a digest of what was said; other words need another word
    lapses_on  the last day it holds
    """

    check: str
    finding: str
    source: str
    about: str
    words: str
    why: str
    by: str
    made_at: datetime
    lapses_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A finding, with what a person has said to it.

    lapsed   why that word no longer holds, as a sentence; None: it does, or nobody said anything
    """

    finding: Finding
    waiver: Waiver | None = None
    lapsed: str | None = None

    def is_waived(self) -> bool:
        return self.waiver is not None and self.lapsed is None
