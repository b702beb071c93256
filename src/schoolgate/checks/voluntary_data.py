"""PN-009."""

from collections.abc import Iterator

from schoolgate.checks.knowledge import wording
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import Subject
from schoolgate.domain.finding import Finding, Severity

RULE = Rule(
    id="PN-009",
    question="Where some data is voluntary, is it said which?",
    severity=Severity.LOW,
    citation="UK GDPR Art 13(2)(e)",
    fix="Say which: for example that ethnicity and first language need not be given.",
    why="A choice that is not pointed out is not a choice.",
    laws=("told-mandatory",),
    since=law_since("gdpr"),
)


def check(subject: Subject) -> Iterator[Finding]:
    words = tuple(subject.found(wording("voluntary", "said")))
    if words and not wording("voluntary", "which").search(subject.text):
        yield RULE.finding("Some of the data is said to be voluntary, but not which.", quotes=words)
