"""XFER-002."""

from collections.abc import Iterator

from schoolgate.checks.claims import names_one, says
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import Quotes, Subject, distinct
from schoolgate.domain.finding import Finding, FindingQuote, Severity
from schoolgate.domain.sentences import listed

RULE = Rule(
    id="XFER-002",
    question='Does "our data is stored in Europe" say of each provider where, and how the school knows?',
    severity=Severity.MEDIUM,
    citation="UK GDPR Art 5(1)(a); UK GDPR Art 13",
    fix="Give the place for each provider, with the day and the paper it was read in; or take the "
    "sentence out.",
    why="One sentence about everybody is nobody's answer: it stays on the page when a provider moves abroad.",
    since=law_since("gdpr"),
    laws=("fair-and-open", "told"),
)


def check(subject: Subject) -> Iterator[Finding]:
    without = [e.name for e in subject.entries if e.is_supplier() and not e.storage and not e.nothing_shared]
    if subject.entries and not without:
        return
    for quote in _claims(subject):
        if not says(quote, "storage", "evidenced") and not names_one(quote, subject.entries):
            yield RULE.finding(
                "Where data is kept is claimed for many at once; no place of its own is given for: "
                f"{listed(without) or 'any provider'}.",
                quotes=(quote,),
                entries=tuple(dict.fromkeys(without)),
            )


def _claims(subject: Subject) -> Quotes:
    """What is said of the page or a group, in words that name a place and speak of keeping."""
    spans = (
        span
        for said in subject.statements
        if said.kind == "storage_region" and said.applies_to != "entry"
        for span in said.evidence
    )
    quotes = distinct(map(subject.quote, spans))
    return tuple(quote for quote in quotes if _is_claim(quote))


def _is_claim(quote: FindingQuote) -> bool:
    if quote.value.rstrip().endswith("?"):
        return False
    return all(says(quote, "storage", key) for key in ("place", "kept", "of_all"))
