"""IMG-002."""

from collections.abc import Iterator

from schoolgate.checks.claims import claim, says, whose
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import EntryFacts, Subject, distinct
from schoolgate.domain.finding import Finding, Severity
from schoolgate.domain.vocabulary import Kind

RULE = Rule(
    id="IMG-002",
    question="Are old pictures of pupils still online, with no day on which somebody looks at them again?",
    severity=Severity.MEDIUM,
    citation="UK GDPR Art 5(1)(e); UK GDPR Art 17",
    fix="Take them down, or say until when they stay, who looks at them again and how a family has one "
    "removed.",
    why="A yes was given for a school page, not for ever: the child has left, and the picture has not.",
    since=law_since("gdpr"),
    laws=("storage-limit", "erasure"),
)
PICTURES = frozenset({"photo", "video"})


def check(subject: Subject) -> Iterator[Finding]:
    for quote in subject.found(claim("images", "old")):
        entry = whose(quote, subject)
        if _is_online(entry) or says(quote, "images", "where"):
            if says(quote, "images", "ended"):
                continue
            yield RULE.finding(
                "Old pictures of pupils are still online, and nothing is said of when they go.",
                entry=entry.name if entry else None,
                quotes=(quote,),
            )
    yield from _left_behind(subject)


def _is_online(entry: EntryFacts | None) -> bool:
    return entry is not None and Kind.PUBLIC in (entry.kind, entry.service_kind())


def _left_behind(subject: Subject) -> Iterator[Finding]:
    """A register's: the agreement has ended, and what became of the pictures is not recorded."""
    for entry in subject.ended:
        pictures = [item for item in entry.involved() if item.item in PICTURES]
        if pictures and _is_online(entry) and not (entry.when_ended or entry.retention):
            yield RULE.finding(
                f"{entry.name} is no longer used, and what became of the pupils' pictures there is not "
                f"recorded.",
                entry=entry.name,
                quotes=distinct(quote for item in pictures for quote in item.quotes),
            )
