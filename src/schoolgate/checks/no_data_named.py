"""ENTRY-003."""

from collections.abc import Iterator

from schoolgate.checks.knowledge import wording
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import EntryFacts, Subject
from schoolgate.domain.finding import Finding, Severity
from schoolgate.domain.sentences import listed

RULE = Rule(
    id="ENTRY-003",
    question="Is it said of each provider which kinds of data it is given?",
    severity=Severity.MEDIUM,
    citation="UK GDPR Art 13(1)(c), (e); Art 30(1)(b) to (d)",
    fix="Say for each what data it is given and what for.",
    since=law_since("gdpr"),
    why="A name alone tells a family that something is shared, and nothing of what.",
    laws=("told", "record"),
)

GROUPS = frozenset({"suppliers"})  # the catalogue's category for "service providers" and the like


def check(subject: Subject) -> Iterator[Finding]:
    bare = [entry for entry in subject.entries if _names_no_data(entry)]
    if subject.is_register():
        for entry in bare:
            yield RULE.finding(f"The register names no data for {entry.name}.", entry=entry.name)
    elif bare:
        yield RULE.finding(
            f"Named without the data they are given: {listed(entry.name for entry in bare)}.",
            quotes=tuple(dict.fromkeys(quote for entry in bare for quote in entry.words("name"))),
            entries=tuple(dict.fromkeys(entry.name for entry in bare)),
        )


def _names_no_data(entry: EntryFacts) -> bool:
    """Of named suppliers: bodies and groups may be given as categories (Art 13(1)(e)). Words about
    data that name no item are asked about as open-ended instead."""
    is_group = entry.service is not None and entry.service.category in GROUPS
    says_something = entry.nothing_shared or entry.items or entry.words("items") or _is_open_ended(entry)
    return entry.is_supplier() and not is_group and not says_something


def _is_open_ended(entry: EntryFacts) -> bool:
    return any(
        wording("open_ended", key).search(quote.value) for key in ("bare", "data") for quote in entry.passages
    )
