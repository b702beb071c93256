"""ROLE-004."""

from collections.abc import Iterator

from schoolgate.checks.claims import claim, says, whose
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import Quotes, Subject
from schoolgate.domain.finding import Finding, Severity

RULE = Rule(
    id="ROLE-004",
    question="Where a council, trust or government holds the contract, is it recorded who, and is there "
    "a copy?",
    severity=Severity.LOW,
    citation="UK GDPR Art 28; UK GDPR Art 5(2)",
    fix="Record who holds the contract, ask them for a copy, and say where the copy is.",
    why="The school answers for what the supplier does, whoever signed; without a copy it can't know "
    "what was agreed.",
    since=law_since("gdpr"),
    laws=("processor", "accountability"),
)


def check(subject: Subject) -> Iterator[Finding]:
    for name, quotes in _held_elsewhere(subject):
        if not any(says(quote, "contract", "copy") for quote in quotes):
            about = f"for {name}" if name else "here"
            yield RULE.finding(
                f"Somebody else holds the contract {about}, and no copy is named.", entry=name, quotes=quotes
            )


def _held_elsewhere(subject: Subject) -> Iterator[tuple[str | None, Quotes]]:
    for quote in subject.found(claim("contract", "held_elsewhere")):
        entry = whose(quote, subject)
        yield entry.name if entry else None, (quote,)
    for entry in subject.entries if subject.is_register() else ():
        said = tuple(q for q in entry.words("contract") if says(q, "contract", "held_elsewhere"))
        if said:
            yield entry.name, said
