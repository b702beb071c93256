"""MIN-004."""

from collections.abc import Iterator

from schoolgate.checks.knowledge import wording
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import EntryFacts, Quotes, Subject
from schoolgate.domain.finding import Finding, Severity

RULE = Rule(
    id="MIN-004",
    question="Can a recipient see more than it needs?",
    severity=Severity.HIGH,
    citation="UK GDPR Art 5(1)(c), (f), 25(2)",
    fix="Give it an account that shows only what it needs, and record which.",
    why="Whoever can open the whole school system can read every child's record in it.",
    laws=("minimisation", "confidentiality", "by-design"),
)


def check(subject: Subject) -> Iterator[Finding]:
    for entry in subject.entries:
        words = tuple(quote for quote in _said(entry) if wording("wide", "access").search(quote.value))
        if words:
            needless = tuple(q for q in _said(entry) if wording("wide", "needless").search(q.value))
            yield _finding(entry, words, needless)


def _said(entry: EntryFacts) -> Quotes:
    return entry.passages or entry.words("access", "purposes")


def _finding(entry: EntryFacts, words: Quotes, needless: Quotes) -> Finding:
    more = ", and is said not to need it" if needless else ": does it need all of that?"
    return RULE.finding(
        f"{entry.name} has access to whole systems{more}{'.' if needless else ''}",
        entry=entry.name,
        quotes=(*words, *(quote for quote in needless if quote not in words)),
        severity=RULE.severity if needless else Severity.QUESTION,
    )
