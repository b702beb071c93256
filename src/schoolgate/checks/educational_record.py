"""PN-004."""

from collections.abc import Iterator

from schoolgate.checks.knowledge import wording
from schoolgate.checks.rule import ENGLAND, Rule
from schoolgate.checks.subject import Subject
from schoolgate.domain.finding import Finding, Severity
from schoolgate.domain.vocabulary import SchoolType

RULE = Rule(
    id="PN-004",
    question="Is the educational record offered by those who must, with the limit of 15 school days?",
    severity=Severity.LOW,
    citation="Education (Pupil Information) (England) Regulations 2005 reg 5",
    fix="A maintained school: say it is given within 15 school days. An academy or independent school has no "
    "such duty: offer access under data protection law.",
    why="A parent who is not told the limit cannot hold the school to it.",
    laws=("educational-record",),
    nations=ENGLAND,
)
WITHOUT = frozenset({SchoolType.ACADEMY, SchoolType.INDEPENDENT})


def check(subject: Subject) -> Iterator[Finding]:
    words = tuple(subject.found(wording("record_of_education", "offered")))
    is_bound = not (subject.school and subject.school.type in WITHOUT)
    if words and not is_bound:
        yield RULE.finding(
            "The educational record is offered, which is a right at maintained schools only.", quotes=words
        )
    elif words and not wording("record_of_education", "limit").search(subject.text):
        yield RULE.finding(
            "The educational record is offered without the limit of 15 school days.", quotes=words
        )
