"""LAW-011."""

from collections.abc import Iterator

from schoolgate.checks.knowledge import wording
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import EntryFacts, Quotes, Subject
from schoolgate.domain.finding import Finding, Severity
from schoolgate.domain.vocabulary import ChoiceKind

RULE = Rule(
    id="LAW-011",
    question="Where a child signs up alone on consent, does a parent agree for those under 13?",
    severity=Severity.HIGH,
    citation="UK GDPR Art 8; Data Protection Act 2018 s.9; Children's Wellbeing and Schools Act 2026 s.72",
    fix="Have a parent agree for those under 13, or have the school make the accounts on its public task.",
    why="Below 13 a child's own click is not a consent in law.",
    laws=("child-consent", "child-age", "child-age-power"),
    since=law_since("gdpr"),
)


def check(subject: Subject) -> Iterator[Finding]:
    for entry in subject.entries:
        words = _alone(entry)
        if words and _is_on_consent(entry) and not _parent_agrees(entry):
            yield RULE.finding(
                f"Children sign up to {entry.name} on consent, and no parent's agreement is named.",
                entry=entry.name,
                quotes=words,
                severity=subject.weigh(RULE.severity),
            )


def _said(entry: EntryFacts) -> Quotes:
    return entry.passages or entry.words("purposes", "access", "choice")


def _alone(entry: EntryFacts) -> Quotes:
    return tuple(quote for quote in _said(entry) if wording("direct", "offered").search(quote.value))


def _is_on_consent(entry: EntryFacts) -> bool:
    words = (*entry.bases, *(quote.value for quote in _said(entry)))
    return entry.choice is ChoiceKind.CONSENT or any(
        wording("direct", "consent").search(one) for one in words
    )


def _parent_agrees(entry: EntryFacts) -> bool:
    return any(wording("direct", "parental").search(quote.value) for quote in _said(entry))
