"""MIN-003."""

from collections.abc import Iterator

from schoolgate.checks.knowledge import wording
from schoolgate.checks.learning_apps import sent_to_apps
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import Subject
from schoolgate.domain.finding import Authority, Finding, Remedy, Severity

RULE = Rule(
    id="MIN-003",
    question="Is a teaching app sent the whole date of birth?",
    severity=Severity.MEDIUM,
    citation='UK GDPR Art 5(1)(c); ICO, "Edtech examined", 2026 (month and year rather than the full date)',
    fix="Send no date, or the month and year; record why where a test's norms need the day.",
    why="A full date of birth with a name is what identity fraud starts from.",
    laws=("minimisation", "ico-edtech"),
    authority=Authority.GUIDANCE,
)

MONTH_AND_YEAR = Remedy(
    says="Send the month and year of birth instead of the day.",
    sets=(("item.date_of_birth.transform", "month_and_year"),),
)


def check(subject: Subject) -> Iterator[Finding]:
    for sent in sent_to_apps(subject, "date_of_birth"):
        if any(wording("learning", "coarse_birth").search(quote.value) for quote in sent.item.quotes):
            continue
        name = sent.entry.name
        certain = f"{name}, a teaching app, is sent the full date of birth."
        asked = f"Is {name} a teaching app, and is it sent the full date of birth?"
        yield RULE.finding(
            certain if sent.is_certain else asked,
            entry=name,
            quotes=sent.item.quotes,
            severity=RULE.severity if sent.is_certain else Severity.QUESTION,
            remedy=MONTH_AND_YEAR if sent.is_certain else None,
        )
