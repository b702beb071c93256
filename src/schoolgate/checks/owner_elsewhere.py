"""NAME-004."""

from collections.abc import Iterator

from schoolgate.checks.companies import bare
from schoolgate.checks.knowledge import wording
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import EntryFacts, Quotes, Subject
from schoolgate.domain.finding import Authority, Finding, Severity

RULE = Rule(
    id="NAME-004",
    question="Do all documents and schools name the same owner of a product?",
    severity=Severity.LOW,
    citation="UK GDPR Art 13(1)(e); Schoolgate's catalogue of services",
    fix="Look at the contract: who is it with? Name that company in every document.",
    why="Two owners for one product mean that one register points families at the wrong company.",
    laws=("told-recipients", "catalogue"),
    authority=Authority.GUIDANCE,
)


def check(subject: Subject) -> Iterator[Finding]:
    for entry in subject.entries:
        own = _owner(entry)
        if own is None or entry.service is None:
            continue
        others = (_owner(one) for one in subject.peers if one.same_as() == entry.same_as())
        differing = next((one for one in others if one and not _same(one[0], own[0])), None)
        if differing:
            yield RULE.finding(
                f"{entry.name} is put down to {own[0]} here, and to {differing[0]} elsewhere.",
                entry=entry.name,
                quotes=own[1],
            )


def _owner(entry: EntryFacts) -> tuple[str, Quotes] | None:
    """As printed for it: "managed by X" in its own words, else the company beside it."""
    for quote in entry.passages:
        if (match := wording("owned", "by").search(quote.value)) and match["by"][0].isupper():
            return match["by"], (quote,)
    is_itself = entry.organisation is None or bare(entry.organisation) in (bare(entry.name), entry.same_as())
    return None if is_itself else (str(entry.organisation), entry.words("organisation"))


def _same(one: str, other: str) -> bool:
    return bare(one) in bare(other) or bare(other) in bare(one)
