"""ENTRY-012."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import EntryFacts, Subject
from schoolgate.domain.catalogue import KnownService, fold
from schoolgate.domain.finding import Authority, Finding, Remedy, Severity
from schoolgate.domain.vocabulary import Kind

RULE = Rule(
    id="ENTRY-012",
    question="Is each provider called by its name, so that a family can look it up?",
    severity=Severity.LOW,
    citation="UK GDPR Art 13(1)(e)",
    fix="Print the name the provider itself uses.",
    since=law_since("gdpr"),
    why="Who cannot look a provider up cannot find its privacy notice either.",
    laws=("told-recipients",),
    authority=Authority.GUIDANCE,
)

LIKE_ENOUGH = 0.85  # of 1: "Accelerated Reeder" is a slip, "Sumdog" for "Sundial" is not


def check(subject: Subject) -> Iterator[Finding]:
    for entry in subject.entries:
        service = entry.service
        if service and service.kind in (Kind.SUPPLIER, Kind.PUBLIC) and _is_misspelt(entry, service):
            yield RULE.finding(
                f'"{entry.name}" is a nickname or misspelling: {service.name} seems to be meant.',
                entry=entry.name,
                quotes=entry.words("name"),
                remedy=Remedy(says=f"Call it {service.name}.", sets=(("service", service.name),)),
            )


def _is_misspelt(entry: EntryFacts, service: KnownService) -> bool:
    """A nickname we know, or a slip of a letter or two. A name with words about it is no slip."""
    printed = _letters(entry.name)
    right = [_letters(name) for name in service.every_name() if name not in service.nicknames]
    if any(name in printed for name in right):
        return False
    if printed in [_letters(name) for name in service.nicknames]:
        return True
    return any(_is_a_slip(printed, name) and printed not in name for name in right)


def _is_a_slip(printed: str, name: str) -> bool:
    return SequenceMatcher(None, printed, name, autojunk=False).ratio() >= LIKE_ENOUGH


def _letters(name: str) -> str:
    return fold(name).replace(" ", "")
