"""XFER-001."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from schoolgate.checks.knowledge import Place, is_adequate, mechanisms, places, table
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.silence import missing
from schoolgate.checks.subject import EntryFacts, Quotes, Subject, distinct
from schoolgate.domain.finding import Finding, Severity

RULE = Rule(
    id="XFER-001",
    question="Where a provider is made or keeps data abroad, is it said on what footing the data goes?",
    severity=Severity.HIGH,
    citation="UK GDPR Arts 44A to 46 (Data (Use and Access) Act 2025, s.85), Art 13(1)(f), 30(1)(e)",
    fix="Find out where it keeps the data, and record the footing: adequacy, UK-US data bridge "
    "certification, or an IDTA or Addendum with its data protection test.",
    since=law_since("gdpr"),
    why="Where the law here does not reach, a footing is all that protects the child.",
    laws=("transfers", "told", "record"),
)

MADE = "is established in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Abroad:
    """Where a recipient is or keeps data, and the words that tell."""

    how: str
    country: str
    quotes: Quotes


def check(subject: Subject) -> Iterator[Finding]:
    for entry in subject.entries:
        if not entry.is_supplier() or entry.nothing_shared:
            continue
        abroad = _kept(entry, subject) or _made(entry, subject)
        if abroad and not _has_footing(entry, subject):
            yield RULE.finding(
                f"{entry.name} {abroad.how} {abroad.country}, and {missing(subject, 'transfer footing')}",
                entry=entry.name,
                quotes=abroad.quotes,
                severity=subject.weigh(RULE.severity),
            )


def _kept(entry: EntryFacts, subject: Subject) -> Abroad | None:
    """By the words about where its data is, unless they deny the place they name."""
    denied = re.compile(table("transfers")["denied"], re.IGNORECASE)
    for quote in (*entry.words("storage"), *_said_of_keeping(entry, subject)):
        for place in places("place"):
            named = place.words.search(quote.value) and not denied.search(quote.value)
            if named and not is_adequate(place.code, subject.on):
                return Abroad(how="keeps data in", country=place.country, quotes=(quote,))
    return None


def _said_of_keeping(entry: EntryFacts, subject: Subject) -> Quotes:
    """Sentences about storage in its own part of the document, or elsewhere by its name."""
    keeping = re.compile(table("transfers")["keeping"], re.IGNORECASE)
    elsewhere = (
        subject.quote(span)
        for said in subject.statements
        if said.kind in ("transfer", "storage_region")
        for span in said.evidence
        if entry.name in subject.text[slice(*span)]
    )
    return distinct(quote for quote in (*entry.passages, *elsewhere) if keeping.search(quote.value))


def _made(entry: EntryFacts, subject: Subject) -> Abroad | None:
    """By the legal form of the company printed, or by what the catalogue knows of the service."""
    for place in places("form"):
        if entry.organisation and place.words.search(entry.organisation):
            return Abroad(how=MADE, country=place.country, quotes=entry.words("organisation"))
        if place.words.search(entry.name):
            return Abroad(how=MADE, country=place.country, quotes=entry.words("name"))
    code = entry.service.country if entry.service else None
    if code is None or is_adequate(code, subject.on):
        return None
    return Abroad(how=MADE, country=_country(code), quotes=entry.words("name"))


def _country(code: str) -> str:
    known: list[Place] = [*places("form"), *places("place")]
    return next((place.country for place in known if place.code == code), code)


def _has_footing(entry: EntryFacts, subject: Subject) -> bool:
    """Given for it, or for all in a statement about transfers, and still good on the day."""
    said = [subject.printed(s) for s in subject.statements if s.kind in ("transfer", "storage_region")]
    words = " ".join([entry.transfer or "", entry.storage or "", *said])
    return any(mechanism.words.search(words) and mechanism.holds(subject.on) for mechanism in mechanisms())
