"""PN-003."""

from collections.abc import Iterator

from schoolgate.checks.knowledge import wording
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.silence import said
from schoolgate.checks.subject import Subject
from schoolgate.domain.finding import Finding, Severity
from schoolgate.domain.sentences import listed

RULE = Rule(
    id="PN-003",
    question="Are the rights of families all named?",
    severity=Severity.MEDIUM,
    citation="UK GDPR Art 13(2)(b), (c)",
    fix="Name access, rectification, restriction, objection, automated decisions and complaint; where "
    "consent is used, taking it back; erasure and portability where the basis gives them.",
    why="A right that nobody is told of is not used.",
    laws=("told-rights",),
    since=law_since("gdpr"),
)
RIGHTS = {
    "access": "access",
    "rectification": "rectification",
    "restriction": "restriction",
    "objection": "objection",
    "automated": "automated decisions",
    "complaint": "complaint",
}


def check(subject: Subject) -> Iterator[Finding]:
    if subject.is_register():
        return
    about = tuple(subject.found(wording("rights", "any")))
    lacking = [what for key, what in RIGHTS.items() if not wording("rights", key).search(subject.text)]
    if not about:
        severity = subject.weigh(RULE.severity)
        yield RULE.finding(said(subject, "word on the rights of families"), severity=severity)
    elif lacking:
        yield RULE.finding(
            f"Rights are named, but not {listed(lacking)}.",
            quotes=about[:1],
            severity=subject.weigh(RULE.severity),
        )
