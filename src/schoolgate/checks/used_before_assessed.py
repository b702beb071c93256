"""RISK-003."""

from collections.abc import Iterator

from schoolgate.checks.knowledge import wording
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import EntryFacts, Subject
from schoolgate.domain.finding import Finding, Severity
from schoolgate.domain.vocabulary import Flow

RULE = Rule(
    id="RISK-003",
    question="Is a service that awaits its assessment already used?",
    severity=Severity.HIGH,
    citation='UK GDPR Art 35(1) ("prior to the processing"); the school\'s own rule',
    fix="Stop sharing until it is assessed and approved. No data is sent to it by this system until then.",
    since=law_since("gdpr"),
    why="Once the data has gone, an assessment can only say what should have been done.",
    laws=("impact-assessment",),
)


def check(subject: Subject) -> Iterator[Finding]:
    for entry in subject.entries:
        if entry.awaiting and entry.is_in_use():
            yield _finding(entry)


def _finding(entry: EntryFacts) -> Finding:
    seems_used = bool(entry.year_groups) or any(item.flow is Flow.SENT for item in entry.items)
    yet = ", yet pupils or data are named for it" if seems_used else ""
    sent = [quote for item in entry.items if item.flow is Flow.SENT for quote in item.quotes]
    status = entry.words("risk_assessed", "status_note", "state")
    held_back = any(wording("assurance", "held_back").search(quote.value) for quote in status)
    quotes = (*status, *entry.words("year_groups"), *sent)
    return RULE.finding(
        f"{entry.name} is not approved for use{yet}: is anyone enrolled, is data shared?",
        entry=entry.name,
        quotes=tuple(dict.fromkeys(quotes)) or entry.words("name"),
        severity=RULE.severity if seems_used and not held_back else Severity.QUESTION,
    )
