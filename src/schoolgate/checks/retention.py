"""RET-001."""

from collections.abc import Iterator

from schoolgate.checks.knowledge import wording
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.silence import ask_of_each, with_data
from schoolgate.checks.subject import EntryFacts, Subject
from schoolgate.domain.finding import Finding, Severity
from schoolgate.domain.vocabulary import Kind

RULE = Rule(
    id="RET-001",
    question="Is it said how long the data is kept, or what ends it?",
    severity=Severity.HIGH,
    citation="UK GDPR Art 5(1)(e), 13(2)(a), 30(1)(f)",
    fix="Give a period or an event for each, or say where the retention schedule can be read.",
    since=law_since("gdpr"),
    why="Data that nobody is bound to delete is still there when it leaks.",
    laws=("storage-limit", "told-kept", "record"),
)


def check(subject: Subject) -> Iterator[Finding]:
    if _is_said(subject, None):
        return
    owed = [e for e in with_data(subject) if not e.retention and not _is_anothers(subject, e)]
    lacking = [e for e in owed if not _is_said(subject, e)]
    yield from ask_of_each(RULE, lacking, subject, "retention period or deletion rule")


def _is_anothers(subject: Subject, entry: EntryFacts) -> bool:
    """A body that the law makes a school tell decides for itself how long, and its own notice says it."""
    return entry.kind is Kind.STATUTORY and not subject.is_register()


def _is_said(subject: Subject, entry: EntryFacts | None) -> bool:
    return subject.says(("retention",), entry, wording("retention", "said"))
