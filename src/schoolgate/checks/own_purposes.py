"""ROLE-007."""

from collections.abc import Iterator

from schoolgate.checks.claims import claim, says, whose
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import EntryFacts, Subject, distinct
from schoolgate.domain.finding import Finding, FindingQuote, Severity

RULE = Rule(
    id="ROLE-007",
    question="May a supplier use pupils' data to build, to analyse or to train for itself?",
    severity=Severity.HIGH,
    citation='UK GDPR Art 28; UK GDPR Art 6(1); UK GDPR Art 5(1)(b); ICO, "Edtech examined" (June 2026)',
    fix="Have it taken out of the terms or switched off; else the supplier is a controller for it, and "
    "needs a "
    "basis of its own that families are told of.",
    why="What a child writes and does becomes the raw material of somebody's product, for good.",
    since=law_since("gdpr"),
    laws=("processor", "basis", "purpose", "ico-edtech"),
)
FIELDS = ("contract", "controls", "access", "notes", "purposes")


def check(subject: Subject) -> Iterator[Finding]:
    for quote in subject.found(claim("contract", "own_ends")):
        if says(quote, "contract", "supplier") and not says(quote, "contract", "not_so"):
            yield _finding(quote, whose(quote, subject))
    for entry in subject.entries if subject.is_register() else ():
        for quote in distinct(entry.words(*FIELDS)):
            if says(quote, "contract", "own_ends") and not says(quote, "contract", "not_so"):
                yield _finding(quote, entry)


def _finding(quote: FindingQuote, entry: EntryFacts | None) -> Finding:
    who = entry.name if entry else "A supplier"
    return RULE.finding(
        f"{who} may use the data for ends of its own, by these words.",
        entry=entry.name if entry else None,
        quotes=(quote,),
    )
