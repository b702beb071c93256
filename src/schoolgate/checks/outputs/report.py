"""What is written out: findings of one day, in the groups a reader looks for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from schoolgate.domain.finding import SEVERITIES, Authority, Severity
from schoolgate.domain.waiver import Judged

MUST, GOOD, ASKED, ANSWERED = "The law says must", "Good practice", "Questions", "Not a problem, because"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Findings as they are shown. `source`: the document's file name, or "register"."""

    source: str
    on: date
    judged: tuple[Judged, ...]

    def groups(self) -> Iterator[tuple[str, list[Judged]]]:
        """Each group that holds anything, worst first in each, then in the order of the checks."""
        for title in (MUST, GOOD, ASKED, ANSWERED):
            held = [one for one in self.judged if group_of(one) == title]
            if held:
                yield title, sorted(held, key=lambda one: SEVERITIES.index(one.finding.severity))


def group_of(one: Judged) -> str:
    if one.is_waived():
        return ANSWERED
    if one.finding.severity is Severity.QUESTION:
        return ASKED
    return MUST if one.finding.authority is Authority.LAW else GOOD


def said_to(one: Judged) -> str | None:
    """What a person said to it, and whether that still holds, as a sentence."""
    if one.is_waived() and one.waiver:
        return f'{one.waiver.by} until {one.waiver.lapses_on}: "{one.waiver.why}"'
    return one.lapsed
