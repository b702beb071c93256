"""RET-002."""

from collections.abc import Iterator

from schoolgate.checks.claims import claim, says, whose
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import Subject
from schoolgate.domain.finding import Finding, FindingQuote, Severity

RULE = Rule(
    id="RET-002",
    question="Can a family work out from what is said on which day the data goes?",
    severity=Severity.MEDIUM,
    citation="UK GDPR Art 5(1)(e); UK GDPR Art 13(2)(a)",
    fix="Give a length of time or an event (so many years after leaving), or name the schedule and where "
    "it is.",
    why='"As long as necessary" has no last day, so nothing is ever deleted by it.',
    since=law_since("gdpr"),
    laws=("storage-limit", "told-kept"),
)


def check(subject: Subject) -> Iterator[Finding]:
    if subject.is_register():
        yield from _recorded(subject)
        return
    if claim("retention", "schedule").search(subject.text):
        return
    promised = claim("retention", "while_here").search(subject.text) is not None
    for quote in subject.found(claim("retention", "open")):
        if not says(quote, "retention", "exact", "principle"):
            entry = whose(quote, subject)
            yield RULE.finding(
                _message(quote, promised), entry=entry.name if entry else None, quotes=(quote,)
            )


def _message(quote: FindingQuote, promised: bool) -> str:
    if promised and not says(quote, "retention", "while_here"):
        return "This takes back what the page says of keeping data while a child is there, with no end to it."
    return "It is said that data is kept, in words from which nobody can tell until when."


def _recorded(subject: Subject) -> Iterator[Finding]:
    for entry in subject.entries:
        for quote in entry.words("retention"):
            if says(quote, "retention", "open") and not says(quote, "retention", "exact"):
                yield RULE.finding(_message(quote, False), entry=entry.name, quotes=(quote,))
