"""RISK-004."""

from collections.abc import Iterator

from schoolgate.checks.knowledge import wording
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import Subject
from schoolgate.domain.finding import Finding, Severity
from schoolgate.domain.sentences import listed

RULE = Rule(
    id="RISK-004",
    question='Does "all our providers have been checked" say who checked which, and when?',
    severity=Severity.MEDIUM,
    citation='UK GDPR Art 5(2) (accountability), Art 28(1) ("sufficient guarantees")',
    fix="Give each provider the day of its assessment, or say where the assessments can be seen.",
    since=law_since("gdpr"),
    why="Nobody can be held to a check that has no day, no name and no paper.",
    laws=("accountability", "processor"),
)


def check(subject: Subject) -> Iterator[Finding]:
    undated = [e.name for e in subject.entries if e.is_supplier() and not (e.assessed or e.awaiting)]
    if subject.entries and not undated:
        return
    for quote in subject.found(wording("assurance", "blanket")):
        if not wording("assurance", "evidenced").search(quote.value):
            yield RULE.finding(
                "All providers are said to have been checked, with no day, name or document for: "
                f"{listed(undated) or 'any of them'}.",
                quotes=(quote,),
                entries=tuple(dict.fromkeys(undated)),
            )
