"""PN-008."""

from collections.abc import Iterator

from schoolgate.checks.knowledge import one_of, table
from schoolgate.checks.rule import ENGLAND, STATE, Rule
from schoolgate.checks.subject import Subject
from schoolgate.domain.finding import Authority, Finding, Severity

RULE = Rule(
    id="PN-008",
    question="Does every collection that is cited reach this sort of school?",
    severity=Severity.LOW,
    citation="DfE, Complete the school census",
    fix="Leave it out, and name the collections that the school does answer.",
    why="A notice copied from another sort of school says what is not so.",
    laws=("dfe-census",),
    authority=Authority.GUIDANCE,
    nations=ENGLAND,
    types=STATE,
)


def check(subject: Subject) -> Iterator[Finding]:
    kind = subject.school.type if subject.school else None
    for row in table("collections")["collection"]:
        if kind is not None and str(kind) not in row["types"]:
            continue
        words = tuple(subject.found(one_of([row["words"]])))
        if words:
            yield RULE.finding(f"{row['name']} is cited. {row['why']}", quotes=words)
