"""PN-002."""

from collections.abc import Iterator

from schoolgate.checks.knowledge import wording
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.silence import on_file, said
from schoolgate.checks.subject import Subject
from schoolgate.domain.finding import Finding, FindingQuote, Severity
from schoolgate.domain.sentences import listed

RULE = Rule(
    id="PN-002",
    question="Is it said how to complain about data protection to the school, and to the regulator?",
    severity=Severity.HIGH,
    citation="UK GDPR Art 13(2)(d); Data Protection Act 2018 s.164A (in force 19 June 2026)",
    fix="Give a form or another easy way to complain to the school, say it is acknowledged within 30 days, "
    "and name the Information Commissioner.",
    since=law_since("gdpr"),
    why="A family that cannot find the way to complain does not complain.",
    laws=("told", "complaints"),
)
BEFORE = "UK GDPR Art 13(2)(d)"


def check(subject: Subject) -> Iterator[Finding]:
    is_duty = subject.on >= law_since("complaints")
    told = on_file(
        subject, lambda text: (one.span() for one in wording("complaint", "school").finditer(text))
    )
    if is_duty and subject.is_register() and not subject.complaint_route and told:
        yield _to_write_down(told)
        return
    missing = []
    if is_duty and not _tells_of_school(subject):
        missing.append("way to complain to the school")
    if not subject.is_register() and not wording("complaint", "regulator").search(subject.text):
        missing.append("way to complain to the regulator")
    if missing:
        what = listed(missing)
        register = f"The register holds no {what}."
        yield RULE.finding(
            register if subject.is_register() else said(subject, what.replace(" and ", " and no ")),
            severity=subject.weigh(RULE.severity),
            citation=RULE.citation if is_duty else BEFORE,
        )


def _to_write_down(told: tuple[FindingQuote, ...]) -> Finding:
    return RULE.finding(
        "The register holds no way to complain to the school. Is it the one in your notice?",
        quotes=told,
        severity=Severity.QUESTION,
        fix="Write it down: schoolgate school set complaint_route TEXT.",
    )


def _tells_of_school(subject: Subject) -> bool:
    if subject.is_register():
        return bool(subject.complaint_route)
    return bool(wording("complaint", "school").search(subject.text))
