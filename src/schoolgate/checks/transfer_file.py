"""OPS-004."""

from collections.abc import Iterator

from schoolgate.checks.rule import ENGLAND, Rule
from schoolgate.checks.subject import Subject
from schoolgate.domain.finding import Finding, Severity
from schoolgate.domain.sentences import listed
from schoolgate.domain.vocabulary import SchoolType

RULE = Rule(
    id="OPS-004",
    question="Did the file of each pupil who left go to the next school within 15 school days?",
    severity=Severity.QUESTION,  # most schools send it through the department's own site, which we don't see
    citation="Education (Pupil Information) (England) Regulations 2005 reg 9",
    fix="Look in your school system or on school-to-school (S2S) whether it was sent, and when. If it was "
    "not, send it today: to the new school, or to the lost pupil database where none is known.",
    why="A school that takes a child in without a file does not know what the child can do or needs.",
    laws=("school-transfer",),
    nations=ENGLAND,
    types=frozenset({SchoolType.MAINTAINED}),
)


def check(subject: Subject) -> Iterator[Finding]:
    late = [one for one in subject.records.left if one.file_due < (one.file_on or subject.on)]
    days = sorted({one.on for one in late})
    if late:
        pupils = "1 pupil" if len(late) == 1 else f"{len(late)} pupils"
        yield RULE.finding(
            f"Of {pupils} who left on {listed(str(day) for day in days)}, no common transfer file went from "
            "here within 15 school days. Was it sent another way?"
        )
