"""ENTRY-010."""

import re
from collections.abc import Iterator

from schoolgate.checks.knowledge import wording
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import EntryFacts, Quotes, Subject, distinct
from schoolgate.domain.finding import Authority, Finding, Severity
from schoolgate.domain.vocabulary import Kind

RULE = Rule(
    id="ENTRY-010",
    question="Is the page whole: no raw mark-up, and each recipient under its own heading?",
    severity=Severity.LOW,
    citation="UK GDPR Art 12(1) (intelligible form); Public Sector Bodies (Websites and Mobile Applications) "
    "Accessibility Regulations 2018",
    fix="Mend the page: take the mark-up out, and put each recipient under the heading it belongs to.",
    why="A screen reader reads the mark-up aloud, and auditors listed as a learning app mislead everybody.",
    laws=("plain-words", "accessibility"),
    authority=Authority.GUIDANCE,
)
_RUN = re.compile(r"^[^\S\n]*[^\s•*-][^\n]*\n(?:[^\S\n]*[-•*][^\n]*(?:\n|$))+", re.MULTILINE)
BODIES = frozenset({Kind.STATUTORY, Kind.AUTHORITY, Kind.PROFESSIONAL, Kind.OTHER})


def check(subject: Subject) -> Iterator[Finding]:
    raw = tuple(subject.found(wording("markup", "raw")))
    if raw:
        yield RULE.finding("The page shows raw mark-up.", quotes=raw[:1])
    for run in _RUN.finditer(subject.text):
        heading = run[0].split("\n", 1)[0]
        if wording("markup", "services").search(heading.strip()):
            yield from _misplaced(subject, run.span(), heading)


def _misplaced(subject: Subject, span: tuple[int, int], heading: str) -> Iterator[Finding]:
    """Bodies of another kind, after the services that a heading announces."""
    listed = [entry for entry in subject.entries if _stands_in(entry, span)]
    suppliers = [entry for entry in listed if entry.is_supplier()]
    bodies = [entry for entry in listed if entry.kind in BODIES]
    if suppliers and bodies:
        start = subject.text.index(heading.strip(), span[0])
        title = subject.quote((start, start + len(heading.strip())))
        yield RULE.finding(
            f"{bodies[0].name} is listed under a heading for services: where does that list end?",
            entry=bodies[0].name,
            quotes=distinct((title, *_names(bodies))),
        )


def _names(entries: list[EntryFacts]) -> Quotes:
    return distinct(quote for entry in entries for quote in entry.words("name"))


def _stands_in(entry: EntryFacts, span: tuple[int, int]) -> bool:
    return any(one.span and span[0] <= one.span[0] < span[1] for one in entry.words("name"))
