"""ROLE-003."""

from collections.abc import Iterator

from schoolgate.checks.claims import says
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import EntryFacts, Subject, distinct
from schoolgate.domain.finding import Finding, Severity
from schoolgate.domain.sentences import listed
from schoolgate.domain.vocabulary import ServiceType

RULE = Rule(
    id="ROLE-003",
    question="Of a service that costs nothing: are its terms kept, and do they let it use the data for "
    "itself?",
    severity=Severity.MEDIUM,
    citation="UK GDPR Art 28",
    fix="Keep a copy of its terms with the day, and look in them for use of the data for its own ends; "
    "then record where they are.",
    why="Nobody signed anything for a free service: its terms of use are the whole contract, and it may "
    "change them.",
    since=law_since("gdpr"),
    laws=("processor",),
)


def check(subject: Subject) -> Iterator[Finding]:
    free = [entry for entry in subject.entries if _is_free(entry)]
    if subject.is_register():
        for entry in free:
            yield _finding([entry])
    elif free:
        yield _finding(free)


def _is_free(entry: EntryFacts) -> bool:
    told = entry.contract or any(says(quote, "contract", "terms") for quote in entry.passages)
    return entry.service_type is ServiceType.FREE and not told and not entry.nothing_shared


def _finding(entries: list[EntryFacts]) -> Finding:
    names = listed(entry.name for entry in entries)
    return RULE.finding(
        f"Free of charge, and no contract or terms are named for: {names}.",
        entry=entries[0].name if len(entries) == 1 else None,
        entries=tuple(dict.fromkeys(entry.name for entry in entries)),
        quotes=distinct(quote for entry in entries for quote in entry.words("service_type")),
    )
