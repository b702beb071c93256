"""XREG-002."""

from collections.abc import Iterator

from schoolgate.checks.claims import claim
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import EntryFacts, Quotes, Subject, distinct
from schoolgate.domain.catalogue import fold, known
from schoolgate.domain.finding import Finding, Severity
from schoolgate.domain.reading import DocumentKind
from schoolgate.domain.sentences import listed

RULE = Rule(
    id="XREG-002",
    question="Are the same providers named wherever the school says who is given pupils' data?",
    severity=Severity.LOW,
    citation='UK GDPR Art 5(2); ICO, "Edtech examined" (June 2026)',
    fix="Name each provider in every place that lists them, or have one list and point to it.",
    why="A family that reads one of the lists believes it is the whole.",
    since=law_since("gdpr"),
    laws=("accountability", "ico-edtech"),
)
SAID_OF_A_GROUP = ("minimisation", "accounts")


def check(subject: Subject) -> Iterator[Finding]:
    if subject.is_register():
        yield from _register_and_notice(subject)
    elif subject.document is DocumentKind.PRIVACY_NOTICE:
        yield from _within(subject)


def _within(subject: Subject) -> Iterator[Finding]:
    """A page that says who is given data, and elsewhere names others that are used with it."""
    told = {said.section for said in subject.statements if said.kind == "sharing" and said.section}
    listing = [e for e in subject.entries if e.section in told or _is_of_sharing(e.section)]
    there = {entry.same_as() for entry in listing}
    apart = [e for e in subject.entries if e not in listing and e.is_supplier() and e.same_as() not in there]
    if listing and apart:
        names = tuple(dict.fromkeys(entry.name for entry in apart))
        yield RULE.finding(
            f"Named as used, and not where the page says who is given data: {listed(names)}.",
            entries=names,
            quotes=_said_of(apart, subject) or distinct(q for entry in apart for q in entry.words("name")),
        )


def _is_of_sharing(heading: str | None) -> bool:
    return bool(heading and claim("sections", "sharing").search(heading))


def _said_of(entries: list[EntryFacts], subject: Subject) -> Quotes:
    """What the page says of the groups they stand in."""
    sections = {entry.section for entry in entries}
    return distinct(
        subject.quote(span)
        for said in subject.statements
        if said.kind in SAID_OF_A_GROUP and said.applies_to == "section" and said.section in sections
        for span in said.evidence
    )


def _register_and_notice(subject: Subject) -> Iterator[Finding]:
    declared = subject.records.declared
    if declared is None:
        return
    on_file = {_same(name): name for name in declared}
    held = {entry.same_as(): entry for entry in (*subject.entries, *subject.ended)}
    for entry in subject.entries:
        if entry.is_supplier() and entry.is_in_use() and entry.same_as() not in on_file:
            yield RULE.finding(
                f"{entry.name} is in the register, and the notice on file does not name it.",
                entry=entry.name,
                quotes=entry.words("name"),
            )
    if missing := [name for same, name in on_file.items() if same not in held]:
        yield RULE.finding(
            f"The notice on file names these, and the register holds no agreement: {listed(missing)}.",
            entries=tuple(missing),
        )


def _same(name: str) -> str:
    service = known(name)
    return fold(service.name if service else name)
