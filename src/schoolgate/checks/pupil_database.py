"""PN-006."""

from collections.abc import Iterator

from schoolgate.checks.knowledge import wording
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import ENGLAND, Rule
from schoolgate.checks.subject import Subject
from schoolgate.domain.finding import Authority, Finding, Severity

RULE = Rule(
    id="PN-006",
    question="Is the part about the National Pupil Database the department's wording of today?",
    severity=Severity.LOW,
    citation="DfE, model privacy notices (October 2025)",
    fix='Take the department\'s wording of today, under "How Government uses your data", with its links.',
    why="The old pages are gone or moved: a family that follows the link learns nothing.",
    laws=("dfe-privacy-notices",),
    authority=Authority.GUIDANCE,
    nations=ENGLAND,
    since=law_since("dfe-privacy-notices"),
)


def check(subject: Subject) -> Iterator[Finding]:
    words = tuple(subject.found(wording("npd", "old")))
    if words:
        yield RULE.finding("What is said of the National Pupil Database has been replaced.", quotes=words)
