"""NAME-002."""

from collections.abc import Iterator

from schoolgate.checks.companies import FormerOwner, former_owners
from schoolgate.checks.law import law_since
from schoolgate.checks.outdated_names import any_of, is_said_to_be_old
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import EntryFacts, Quotes, Subject
from schoolgate.domain.finding import Finding, FindingQuote, Severity

RULE = Rule(
    id="NAME-002",
    question="Is each provider the company that owns the product today, and the contract with it?",
    severity=Severity.MEDIUM,
    citation="UK GDPR Art 28(3); the catalogue of services, each change of owner with its source",
    fix="Look at the contract: who is it with now? Name that company.",
    since=law_since("gdpr"),
    why="If the company has changed, the contract may bind somebody who no longer holds the data.",
    laws=("processor", "catalogue"),
)


def check(subject: Subject) -> Iterator[Finding]:
    for entry in subject.entries:
        if entry.service:
            for former in former_owners(entry.service, subject.on, subject.school):
                yield from _named(entry, former)


def _named(entry: EntryFacts, former: FormerOwner) -> Iterator[Finding]:
    quotes = _naming(entry, former)
    if quotes:
        now = f" The owner today is {former.now}." if former.now else ""
        yield RULE.finding(
            f"{entry.name} is put down to {former.owner}, who no longer owns it.{now}",
            entry=entry.name,
            quotes=quotes,
        )


def _naming(entry: EntryFacts, former: FormerOwner) -> Quotes:
    """The name and company as printed, where they hold the former owner's name as such."""
    pattern = any_of([former.owner])
    words: tuple[FindingQuote, ...] = entry.words("name", "organisation")
    return tuple(
        quote
        for quote in words
        if (match := pattern.search(quote.value)) and not is_said_to_be_old(quote.value, *match.span())
    )
