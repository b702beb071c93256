"""MIN-002."""

from collections.abc import Iterator

from schoolgate.checks.learning_apps import sent_to_apps
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import Subject
from schoolgate.domain.finding import Finding, Remedy, Severity

RULE = Rule(
    id="MIN-002",
    question="Is a teaching app sent unique pupil numbers?",
    severity=Severity.HIGH,
    citation="UK GDPR Art 5(1)(c); DfE, Unique pupil numbers (for educational administration only); "
    'ICO, "Edtech examined", 2026',
    fix="Send a pseudonym made for this service instead, or record why nothing else will do.",
    why="The number follows a child for life. A game that holds it can be joined to everything else.",
    laws=("minimisation", "dfe-upn", "ico-edtech"),
)

DROPPED = Remedy(says="Send the unique pupil number no longer.", sets=(("item.upn.dropped", "yes"),))


def check(subject: Subject) -> Iterator[Finding]:
    for sent in sent_to_apps(subject, "upn"):
        name = sent.entry.name
        certain = f"{name}, a teaching app, is sent the UPN."
        asked = f"Is {name} a teaching app, and is it sent the UPN?"
        yield RULE.finding(
            certain if sent.is_certain else asked,
            entry=name,
            quotes=sent.item.quotes,
            severity=RULE.severity if sent.is_certain else Severity.QUESTION,
            remedy=DROPPED if sent.is_certain else None,
        )
