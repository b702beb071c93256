"""LAW-001."""

from collections.abc import Iterator

from schoolgate.checks.knowledge import wording
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.silence import ask_of_each, with_data
from schoolgate.checks.subject import EntryFacts, Subject
from schoolgate.domain.finding import Finding, Severity

RULE = Rule(
    id="LAW-001",
    question="Is a lawful basis of Article 6 given for each purpose?",
    severity=Severity.HIGH,
    citation="UK GDPR Art 6(1), 13(1)(c); DfE, Data processing a school is permitted to do",
    fix="Give each purpose one basis: usually public task, 6(1)(e), or a legal obligation, 6(1)(c).",
    since=law_since("gdpr"),
    why="Without a basis the sharing has no footing, and no family can tell which rights it has.",
    laws=("basis", "told", "dfe-data-protection"),
)


def check(subject: Subject) -> Iterator[Finding]:
    if _is_said(subject, None):
        return
    lacking = [e for e in with_data(subject) if e.basis_missing and not _is_said(subject, e)]
    yield from ask_of_each(RULE, lacking, subject, "lawful basis")


def _is_said(subject: Subject, entry: EntryFacts | None) -> bool:
    return subject.says(("lawful_basis",), entry, wording("basis", "named"))
