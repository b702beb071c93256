"""PN-005."""

from collections.abc import Iterator

from schoolgate.checks.knowledge import wording
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import Subject
from schoolgate.domain.finding import Authority, Finding, Severity

RULE = Rule(
    id="PN-005",
    question="Are recipients named where their names are known?",
    severity=Severity.LOW,
    citation="UK GDPR Art 13(1)(e) (categories are allowed; names are good practice); "
    "Harrison v Cameron [2024] EWHC 1377 (KB)",
    fix="Name them. On a request for access you would have to.",
    why='Nobody can ask "third-party organisations" what they hold.',
    laws=("told-recipients", "names-matter"),
    authority=Authority.GUIDANCE,
    since=law_since("gdpr"),
)


def check(subject: Subject) -> Iterator[Finding]:
    words = tuple(subject.found(wording("generic", "recipients")))
    if words:
        yield RULE.finding("Some recipients are named only by their sort.", quotes=words)
