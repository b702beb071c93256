"""What every check carries: its number, its question, how grave it is, whom it is asked of, since when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from schoolgate.checks.subject import Subject
from schoolgate.domain.finding import Finding, FindingQuote, Severity
from schoolgate.domain.vocabulary import Nation, SchoolType

ENGLAND = frozenset({Nation.ENGLAND})
# A nursery may be the council's or a company's, and a special school the state's or a charity's: its
# type alone does not say. Those two are asked of a person.
STATE = frozenset({SchoolType.MAINTAINED, SchoolType.ACADEMY})
EITHER = frozenset({SchoolType.NURSERY, SchoolType.SPECIAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One question put to a notice or a register."""

    id: str  # the number others cite: "RISK-001"
    question: str  # published in docs/checks.md
    severity: Severity  # the gravest it can be
    citation: str
    fix: str  # what to do, unless a finding says otherwise
    nations: frozenset[Nation] | None = None  # None: asked in all four
    types: frozenset[SchoolType] | None = None  # None: asked of every school
    since: date | None = None  # the first day the law or the name holds; None: always

    def is_asked(self, subject: Subject) -> bool:
        school = subject.school
        if self.since and subject.on < self.since:
            return False
        if school and school.nation and self.nations and school.nation not in self.nations:
            return False
        return not (school and school.type and self.types and school.type not in self.types | EITHER)

    def undecided(self, subject: Subject) -> tuple[str, ...]:
        """What we would have to know of the school before we could answer."""
        school = subject.school
        nation_unknown = self.nations is not None and not (school and school.nation)
        type_unknown = self.types is not None and not (school and school.type and school.type not in EITHER)
        return ("nation",) * nation_unknown + ("type",) * type_unknown

    def finding(
        self,
        message: str,
        *,
        entry: str | None = None,
        quotes: tuple[FindingQuote, ...] = (),
        entries: tuple[str, ...] = (),
        severity: Severity | None = None,
        fix: str | None = None,
        citation: str | None = None,
    ) -> Finding:
        """A finding of this rule. Without quotes it is one of absence: nothing is said."""
        return Finding(
            check=self.id,
            severity=severity or self.severity,
            entry=entry,
            quotes=quotes,
            absent=not quotes,
            message=message,
            citation=citation or self.citation,
            fix=fix or self.fix,
            entries=entries or ((entry,) if entry else ()),
        )


class Check(Protocol):
    """What each file of this room that asks a question holds."""

    @property
    def RULE(self) -> Rule: ...

    def check(self, subject: Subject) -> Iterator[Finding]: ...
