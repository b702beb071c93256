"""LAW-004."""

from collections.abc import Iterator

from schoolgate.checks.knowledge import wording
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.silence import missing
from schoolgate.checks.subject import EntryFacts, Subject
from schoolgate.domain.finding import Finding, Severity
from schoolgate.domain.sentences import listed

RULE = Rule(
    id="LAW-004",
    question="Where consent is relied on, is it said how it is recorded and how it is taken back?",
    severity=Severity.HIGH,
    citation="UK GDPR Art 7(1), (3), 13(2)(c)",
    fix="Keep who said yes, when, to which words; say how to take it back, and when you will ask again.",
    why="A consent that nobody can show, or take back, protects neither the child nor the school.",
    laws=("consent", "told-rights"),
    since=law_since("gdpr"),
)


def check(subject: Subject) -> Iterator[Finding]:
    for entry in subject.entries:
        yield from _recorded(entry) if subject.is_register() else _printed(entry, subject)


def _recorded(entry: EntryFacts) -> Iterator[Finding]:
    if entry.consent_lacks:
        yield RULE.finding(
            f"{entry.name} stands on consent, and the register does not hold {listed(entry.consent_lacks)}.",
            entry=entry.name,
            quotes=entry.words("basis"),
        )


def _printed(entry: EntryFacts, subject: Subject) -> Iterator[Finding]:
    words = tuple(q for q in entry.passages if wording("permission", "taken").search(q.value))
    can_withdraw = wording("permission", "withdraw").search(subject.text)
    if words and not can_withdraw:
        yield RULE.finding(
            f"Consent is said to be taken for {entry.name}, and "
            f"{missing(subject, 'record of it or way to take it back')}",
            entry=entry.name,
            quotes=words,
            severity=subject.weigh(RULE.severity),
        )
