"""MIN-001."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from schoolgate.checks.knowledge import one_of, table
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import EntryFacts, Quotes, Subject, distinct
from schoolgate.domain.finding import Finding, Severity
from schoolgate.domain.sentences import listed

RULE = Rule(
    id="MIN-001",
    question="Does the purpose need data that the entry does not name?",
    severity=Severity.HIGH,
    citation="UK GDPR Art 5(1)(a), 13, 30(1)(c)",
    fix="Name what is really held there, also what is written into the service by staff or families.",
    why="A family that reads only names and classes will not know that concerns are kept there.",
    laws=("fair-and-open", "told", "record"),
    since=law_since("gdpr"),
)
WHOLE = frozenset({"all_pupil_data", "all_school_data", "characteristics"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Implied:
    words: re.Pattern[str]
    items: frozenset[str]
    what: str
    certain: bool


def check(subject: Subject) -> Iterator[Finding]:
    for entry in subject.entries:
        named = {item.item for item in entry.involved()}
        if entry.is_supplier() and entry.own_items() and not named & WHOLE:
            yield from _understated(entry, named)


def _understated(entry: EntryFacts, named: set[str]) -> Iterator[Finding]:
    said = entry.words("purposes")
    lacking = [one for one in _implied() if not one.items & named and _tells(said, one)]
    if lacking:
        quotes = (*(q for one in lacking for q in _tells(said, one)), *_listed(entry))
        yield RULE.finding(
            f"{entry.name} is for more than the data named for it can serve: "
            f"{listed(one.what for one in lacking)}.",
            entry=entry.name,
            quotes=distinct(quotes),
            severity=RULE.severity if any(one.certain for one in lacking) else Severity.QUESTION,
        )


def _tells(said: Quotes, implied: Implied) -> Quotes:
    return tuple(quote for quote in said if implied.words.search(quote.value))


def _listed(entry: EntryFacts) -> Quotes:
    return distinct(quote for item in entry.own_items() for quote in item.quotes)


@cache
def _implied() -> tuple[Implied, ...]:
    return tuple(
        Implied(
            words=one_of([row["words"]]),
            items=frozenset(row["items"]),
            what=row["what"],
            certain=row["certain"],
        )
        for row in table("implied")["purpose"]
    )
