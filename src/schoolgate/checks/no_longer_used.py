"""ENTRY-011."""

import re
from collections.abc import Iterator

from schoolgate.checks.knowledge import wording
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import EntryFacts, Quotes, Subject
from schoolgate.domain.finding import Finding, Severity
from schoolgate.domain.vocabulary import EntryState, Kind

RULE = Rule(
    id="ENTRY-011",
    question="Where a service is no longer used, is it on record what became of the data?",
    severity=Severity.MEDIUM,
    citation="UK GDPR Art 5(1)(e), 28(3)(g)",
    fix="Have the data deleted or returned, record the day, and end the agreement.",
    why="Accounts that nobody uses are the ones nobody watches.",
    laws=("storage-limit", "processor"),
    since=law_since("gdpr"),
)
_CLAUSE = re.compile(r"[;,.:]\s")
_NAME = re.compile(r"(?<=\W)[A-Z]\w+")  # a word with a capital that does not begin the clause


def check(subject: Subject) -> Iterator[Finding]:
    for entry in subject.entries:
        words = _said_to_be_over(entry)
        if words and not any(wording("live", "deleted").search(quote.value) for quote in entry.passages):
            yield RULE.finding(
                f"{entry.name} is said to be no longer used. What became of the data it holds?",
                entry=entry.name,
                quotes=words,
            )
    for entry in subject.ended:
        if entry.when_ended is None and not entry.nothing_shared:
            yield RULE.finding(
                f"The agreement with {entry.name} has ended, and nothing is recorded of the data it held.",
                entry=entry.name,
            )


def _said_to_be_over(entry: EntryFacts) -> Quotes:
    if not (entry.is_supplier() or entry.kind is Kind.PUBLIC):
        return ()
    said = tuple(quote for quote in entry.passages if _is_of(entry, quote.value))
    if said or entry.state is not EntryState.PAST:
        return said
    printed = entry.words("state", "status_note")
    told = tuple(q for q in printed if _is_of(entry, q.value) or not wording("live", "ended").search(q.value))
    return told if printed else entry.words("name")


def _is_of(entry: EntryFacts, words: str) -> bool:
    """Said of this one: "SIMS Pay is no longer used" in another's row is not."""
    parts = (part for part in _CLAUSE.split(words) if wording("live", "ended").search(part))
    return any(not (named := set(_NAME.findall(part))) or bool(named & _names(entry)) for part in parts)


def _names(entry: EntryFacts) -> set[str]:
    return set(_NAME.findall(f"- {entry.name} {entry.service.name if entry.service else ''}"))
