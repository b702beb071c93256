"""LAW-009."""

from collections.abc import Iterator

from schoolgate.checks.knowledge import wording
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import STATE, Rule
from schoolgate.checks.subject import EntryFacts, Subject
from schoolgate.domain.finding import Finding, Severity

RULE = Rule(
    id="LAW-009",
    question="Does a state school rely on legitimate interests for its own tasks?",
    severity=Severity.HIGH,
    citation="UK GDPR Art 6(1), last sentence, 6(1)(f), 6(1)(ea)",
    fix="Use public task, 6(1)(e), or a legal obligation, 6(1)(c), for what a school is there to do.",
    why="The law keeps legitimate interests from public bodies: their powers come from statute.",
    laws=("legitimate-interests", "recognised-interest"),
    types=STATE,
    since=law_since("gdpr"),
)


def check(subject: Subject) -> Iterator[Finding]:
    entries = [entry for entry in subject.entries if entry.concerns_pupils() and _relies(entry)]
    quoted = {quote for entry in entries for quote in entry.words("basis")}
    for entry in entries:
        yield RULE.finding(
            f"Legitimate interests are given as the basis for {entry.name}, which is about pupils.",
            entry=entry.name,
            quotes=entry.words("basis"),
        )
    rows = {quote for entry in subject.entries for quote in entry.words("basis")}
    for quote in subject.found(wording("interests", "named")):
        if quote not in quoted | rows and not wording("interests", "apart").search(quote.value):
            yield RULE.finding(
                "Legitimate interests are named among the bases: for what outside the school's own tasks?",
                quotes=(quote,),
                severity=Severity.QUESTION,
            )


def _relies(entry: EntryFacts) -> bool:
    return any(wording("interests", "named").search(basis) for basis in entry.bases)
