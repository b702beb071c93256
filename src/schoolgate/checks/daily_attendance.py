"""PN-007."""

from collections.abc import Iterator

from schoolgate.checks.knowledge import wording
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import ENGLAND, Rule
from schoolgate.checks.silence import said
from schoolgate.checks.subject import EntryFacts, Subject
from schoolgate.domain.finding import Finding, Severity
from schoolgate.domain.vocabulary import Kind, SchoolType

RULE = Rule(
    id="PN-007",
    question="Is it said that attendance goes to the Department for Education every day?",
    severity=Severity.MEDIUM,
    citation="Education (Information About Individual Pupils) (England) Regulations 2013 as amended in 2024; "
    "DfE, Share your daily school attendance data",
    fix="Enter it: attendance, every pupil, each school day, a legal obligation. No consent is asked.",
    why="It leaves for every child every day, and most notices never mention it.",
    laws=("attendance", "dfe-attendance"),
    nations=ENGLAND,
    since=law_since("attendance"),
)
BEGINNING = 200  # characters in which a document names its school
OUTSIDE = frozenset({SchoolType.NURSERY, SchoolType.INDEPENDENT})


def check(subject: Subject) -> Iterator[Finding]:
    if _is_outside(subject):
        return
    if subject.is_register():
        if subject.entries and not any(_takes_attendance(entry) for entry in subject.entries):
            yield RULE.finding("The register does not hold that attendance goes to the department each day.")
    elif not _is_said(subject):
        yield RULE.finding(
            said(subject, "word on attendance going to the Department for Education every day"),
            severity=subject.weigh(RULE.severity),
        )


def _is_outside(subject: Subject) -> bool:
    """By its type; where nobody recorded that, by what its own name says."""
    if subject.school and subject.school.type:
        return subject.school.type in OUTSIDE
    name = subject.printed_school or subject.text[:BEGINNING]
    named = wording("attendance", "outside").search(name), wording("attendance", "inside").search(name)
    return bool(named[0]) and not named[1]


def _is_said(subject: Subject) -> bool:
    found = subject.found(wording("attendance", "shared"))
    return any(True for _ in found) and bool(wording("attendance", "with").search(subject.text))


def _takes_attendance(entry: EntryFacts) -> bool:
    return entry.kind is Kind.STATUTORY and any(item.item == "attendance" for item in entry.involved())
