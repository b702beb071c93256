"""RISK-001."""

from collections.abc import Iterator
from datetime import date

from schoolgate.checks.days import add_months
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import EntryFacts, Subject
from schoolgate.domain.finding import Authority, Finding, Severity

RULE = Rule(
    id="RISK-001",
    question="Was the risk of each service in use looked at within the school's own limit?",
    severity=Severity.MEDIUM,
    citation="DfE, Data protection in schools (review policies and records regularly); UK GDPR Art 35(11). "
    "No law sets a period: 12 and 24 months are the school's to change.",
    fix="Review the assessment, and record the day, by whom, and when it is due again.",
    why="Suppliers change what they do with data; an old look says nothing about today.",
    laws=("dfe-data-protection", "impact-assessment"),
    authority=Authority.GUIDANCE,
)


def check(subject: Subject) -> Iterator[Finding]:
    for entry in subject.entries:
        if entry.assessed and not entry.awaiting and entry.is_in_use():
            yield from _judge(entry, entry.assessed, subject)


def _judge(entry: EntryFacts, assessed: date, subject: Subject) -> Iterator[Finding]:
    words = entry.words("risk_assessed")
    if assessed.replace(day=1) > subject.on:
        yield RULE.finding(
            f"The assessment of {entry.name} is dated after {subject.on}: is that when it is next due?",
            entry=entry.name,
            quotes=words,
            severity=Severity.QUESTION,
            fix="Print the day on which it was last assessed.",
        )
    elif entry.review_due and entry.review_due < subject.on:
        yield RULE.finding(
            f"The assessment of {entry.name} was due for review on {entry.review_due}.",
            entry=entry.name,
            quotes=words,
        )
    elif add_months(assessed, subject.overdue_months) < subject.on:
        yield RULE.finding(
            f"The assessment of {entry.name} is overdue for review: it is more than "
            f"{subject.overdue_months} months old.",
            entry=entry.name,
            quotes=words,
        )
    elif add_months(assessed, subject.review_months) < subject.on:
        yield RULE.finding(
            f"The assessment of {entry.name} is more than {subject.review_months} months old.",
            entry=entry.name,
            quotes=words,
            severity=Severity.LOW,
        )
