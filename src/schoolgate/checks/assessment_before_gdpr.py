"""RISK-002."""

from collections.abc import Iterator

from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import Subject
from schoolgate.domain.finding import Finding, Severity

RULE = Rule(
    id="RISK-002",
    question="Has each service been assessed since the GDPR applied, on 25 May 2018?",
    severity=Severity.MEDIUM,
    citation="UK GDPR Art 35; Data Protection Act 2018",
    fix="Assess it again. The old one may still count where nothing that matters has changed: record that.",
    since=law_since("gdpr"),
    why="What was asked before the GDPR left out most of what has to be asked now.",
    laws=("impact-assessment",),
)


def check(subject: Subject) -> Iterator[Finding]:
    for entry in subject.entries:
        if entry.assessed and entry.assessed < law_since("gdpr") and entry.is_in_use():
            yield RULE.finding(
                f"{entry.name} was last assessed before the GDPR applied (25 May 2018), "
                "and no later review is recorded.",
                entry=entry.name,
                quotes=entry.words("risk_assessed"),
            )
