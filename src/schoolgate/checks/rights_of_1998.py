"""LAW-007."""

from collections.abc import Iterator

from schoolgate.checks.knowledge import wording
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import Subject
from schoolgate.domain.finding import Finding, Severity

RULE = Rule(
    id="LAW-007",
    question="Are the rights those of today's law, and not of the Data Protection Act 1998?",
    severity=Severity.MEDIUM,
    citation="UK GDPR Arts 15 to 22; Data Protection Act 1998 ss.10, 14 (repealed on 25 May 2018)",
    fix="Describe the rights as they are: access, rectification, erasure, restriction, objection.",
    why="The old words promise less than the law gives: nobody need show damage or distress to object.",
    laws=("rights",),
    since=law_since("gdpr"),
)


def check(subject: Subject) -> Iterator[Finding]:
    words = tuple(subject.found(wording("old_law", "rights")))
    if words:
        yield RULE.finding("Rights are described in the words of the 1998 Act.", quotes=words)
    repealed = tuple(subject.found(wording("act_of_1998", "named")))
    if repealed and not any(wording("act_of_1998", "past").search(quote.value) for quote in repealed):
        yield RULE.finding(
            "The Data Protection Act 1998 is named as the law; it was repealed on 25 May 2018.",
            quotes=repealed,
            fix="Name the UK GDPR and the Data Protection Act 2018, and the rights they give.",
        )
