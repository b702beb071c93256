"""What every check carries: its number, its question, how grave it is, whom it is asked of, since when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from schoolgate.checks.law import Law, in_force, laws
from schoolgate.checks.subject import Subject
from schoolgate.domain.finding import Authority, Finding, FindingQuote, Remedy, Severity
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
    citation: str  # as it reads while every one of `laws` holds in its newest wording
    fix: str  # what to do, unless a finding says otherwise
    laws: tuple[str, ...] = ()  # ids in law.toml; the first is the one a reader is sent to
    authority: Authority = Authority.LAW
    why: str = ""  # one or two sentences for docs/checks: what goes wrong for a child without it
    nations: frozenset[Nation] | None = None  # None: asked in all four
    types: frozenset[SchoolType] | None = None  # None: asked of every school
    since: date | None = None  # the first day the law or the name holds; None: always
    until: date | None = None  # the last day it holds; None: still

    def is_asked(self, subject: Subject) -> bool:
        """Does the rule hold on the day, in the school's nation, of its type?"""
        school = subject.school
        if not self.holds(subject.on, subject.nation()):
            return False
        if self.nations and subject.nation() not in self.nations | {None}:
            return False
        return not (school and school.type and self.types and school.type not in self.types | EITHER)

    def holds(self, on: date, nation: Nation | None = None) -> bool:
        within = (self.since is None or self.since <= on) and (self.until is None or on <= self.until)
        return within and (not self.laws or bool(in_force(self.laws, on, nation)))

    def cited(self, on: date, nation: Nation | None = None) -> str:
        """The citation as the law of that nation stood on a day."""
        newest = tuple(laws()[name] for name in self.laws)
        then = in_force(self.laws, on, nation)
        return self.citation if then == newest else "; ".join(law.title for law in then)

    def law(self, on: date, nation: Nation | None = None) -> Law | None:
        """What a reader is sent to: the first of its laws that holds on the day, there."""
        return next(iter(in_force(self.laws, on, nation)), None)

    def undecided(self, subject: Subject) -> tuple[str, ...]:
        """What we would have to know of the school before we could answer."""
        school = subject.school
        nation_unknown = self.nations is not None and subject.nation() is None
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
        remedy: Remedy | None = None,
    ) -> Finding:
        """A finding of this rule. Without quotes it is one of absence: nothing is said.

        `run` adds the law of the day, its link, and the agreement.
        """
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
            authority=self.authority,
            remedy=remedy,
        )


class Check(Protocol):
    """What each file of this room that asks a question holds."""

    @property
    def RULE(self) -> Rule: ...

    def check(self, subject: Subject) -> Iterator[Finding]: ...
