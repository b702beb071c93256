"""ENTRY-009."""

from collections.abc import Iterator

from schoolgate.checks.knowledge import wording
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import EntryFacts, Quotes, Subject
from schoolgate.domain.catalogue import fold
from schoolgate.domain.finding import Finding, Severity

RULE = Rule(
    id="ENTRY-009",
    question="Is each service behind a data integrator its own entry, with what it is given?",
    severity=Severity.HIGH,
    citation="UK GDPR Art 28(2), (4), 30(1)(d)",
    fix="Ask the integrator which services are on and which fields each reads; enter each by itself.",
    why="An integrator can read the whole school system. What it passes on is what matters, and to whom.",
    laws=("processor", "record"),
    since=law_since("gdpr"),
)
CATEGORY = "integrator"


def check(subject: Subject) -> Iterator[Finding]:
    for entry in subject.entries:
        if _is_integrator(entry):
            yield from _ask(entry, subject)


def _ask(entry: EntryFacts, subject: Subject) -> Iterator[Finding]:
    open_ended = tuple(q for q in _said_of_it(entry) if wording("integrator", "open").search(q.value))
    if open_ended:
        yield RULE.finding(
            f"{entry.name} passes data on to services that are not all named here.",
            entry=entry.name,
            quotes=open_ended,
        )
    elif not any(_comes_through(one, entry) for one in subject.entries):
        yield RULE.finding(
            f"Which services does {entry.name} pass data on to? None is said to come through it.",
            entry=entry.name,
            quotes=entry.words("name"),
            severity=Severity.QUESTION,
        )


def _is_integrator(entry: EntryFacts) -> bool:
    by_name = entry.service is not None and entry.service.category == CATEGORY
    return by_name or any(wording("integrator", "is").search(quote.value) for quote in _said_of_it(entry))


def _said_of_it(entry: EntryFacts) -> Quotes:
    return entry.passages or entry.words("purposes", "items")


def _comes_through(one: EntryFacts, integrator: EntryFacts) -> bool:
    return one.via is not None and fold(one.via) in (fold(integrator.name), integrator.same_as())
