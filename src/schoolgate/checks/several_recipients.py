"""ENTRY-006."""

import re
from collections.abc import Iterator

from schoolgate.checks.companies import company_of
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import EntryFacts, Quotes, Subject
from schoolgate.domain.catalogue import fold, known
from schoolgate.domain.finding import Finding, Severity
from schoolgate.domain.sentences import listed
from schoolgate.domain.vocabulary import Kind

RULE = Rule(
    id="ENTRY-006",
    question="Is each entry about one recipient, and never about the school itself?",
    severity=Severity.MEDIUM,
    citation="UK GDPR Art 30(1)(d), 13(1)(e)",
    fix="Give each recipient its own entry, with its own data and purpose. The school is no recipient.",
    why="Where several stand in one entry, nobody can say which of them is given what.",
    laws=("record", "told-recipients"),
    since=law_since("gdpr"),
)
_APART = re.compile(r"\s*(?:,|;|/|\||\+|&| and )\s*")


def check(subject: Subject) -> Iterator[Finding]:
    for entry in subject.entries:
        if entry.kind not in (None, Kind.SUPPLIER, Kind.PUBLIC):
            continue  # "police, courts" are bodies that may be given as a sort
        named = _APART.split(entry.organisation or "")
        itself = [one for one in named if _is_the_school(one, subject)]
        others = _companies([one for one in named if one not in itself])
        if itself or len(others) > 1:
            yield RULE.finding(
                f"{entry.name} names {_said(others, itself)}.",
                entry=entry.name,
                quotes=_words(entry),
            )


def _companies(named: list[str]) -> list[str]:
    """Those that are not of one house: a company and its product are one recipient."""
    houses: dict[str, str] = {}
    for one in named:
        service = known(one)
        if service:
            houses.setdefault(company_of(service) or service.name, one)
    return list(houses.values())


def _said(others: list[str], itself: list[str]) -> str:
    several = f"several recipients ({listed(others)})" if len(others) > 1 else ""
    school = "the school itself as a provider" if itself else ""
    return " and ".join(part for part in (several, school) if part)


def _is_the_school(name: str, subject: Subject) -> bool:
    schools = [subject.printed_school, subject.school.name if subject.school else None]
    return bool(fold(name)) and fold(name) in [fold(one) for one in schools if one]


def _words(entry: EntryFacts) -> Quotes:
    return entry.words("organisation") or entry.words("name")
