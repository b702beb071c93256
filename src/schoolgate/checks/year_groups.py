"""ENTRY-007."""

from collections.abc import Iterator

from schoolgate.checks.knowledge import wording
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import EntryFacts, Subject
from schoolgate.domain.finding import Authority, Finding, Severity

RULE = Rule(
    id="ENTRY-007",
    question="Do the year groups say exactly whose data it is?",
    severity=Severity.LOW,
    citation="DfE, Common basic data set: national curriculum year codes; UK GDPR Art 30(1)(c)",
    fix="Write year codes, such as R to Y6, or name the group and who decides who is in it.",
    why='A feed can carry "Y2 to Y6". It cannot carry "selected students".',
    laws=("cbds", "record"),
    authority=Authority.GUIDANCE,
)


def check(subject: Subject) -> Iterator[Finding]:
    for entry in subject.entries:
        is_of_pupils = entry.is_supplier() and entry.concerns_pupils() and _is_printed_apart(entry)
        if entry.year_groups and is_of_pupils and not _is_coded(entry):
            yield RULE.finding(
                f"Which pupils {entry.name} is for cannot be worked out from these words.",
                entry=entry.name,
                quotes=entry.words("year_groups") or entry.words("name"),
            )


def _is_printed_apart(entry: EntryFacts) -> bool:
    """In a place of its own: a sentence that says what a service is for need not count years."""
    return not set(entry.words("year_groups")) & set(entry.words("purposes"))


def _is_coded(entry: EntryFacts) -> bool:
    said = entry.year_groups or ""
    return entry.years_known or bool(
        wording("years", "coded").search(said) or wording("years", "nobody").match(said)
    )
