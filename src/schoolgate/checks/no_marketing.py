"""PN-011."""

from collections.abc import Iterator

from schoolgate.checks.knowledge import wording
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import Subject
from schoolgate.domain.finding import Finding, Severity

RULE = Rule(
    id="PN-011",
    question="Does a contract stand behind the promise that nothing is used for marketing?",
    severity=Severity.QUESTION,
    citation="UK GDPR Art 5(2), 21(2), (3); Privacy and Electronic Communications Regulations 2003 reg 22",
    fix="Check that each supplier's contract forbids it, and say so.",
    why="The school can promise it only for those that it has bound.",
    laws=("accountability", "marketing", "e-marketing"),
    since=law_since("gdpr"),
)


def check(subject: Subject) -> Iterator[Finding]:
    for quote in subject.found(wording("marketing", "denied")):
        if not wording("marketing", "backed").search(quote.value):
            yield RULE.finding("It is promised that nothing is used for marketing.", quotes=(quote,))
