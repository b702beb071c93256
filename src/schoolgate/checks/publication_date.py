"""PN-010."""

from collections.abc import Iterator

from schoolgate.checks.knowledge import wording
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.silence import said
from schoolgate.checks.subject import Subject
from schoolgate.domain.finding import Authority, Finding, Severity

RULE = Rule(
    id="PN-010",
    question="Does the document say when it was made, which version it is, or when it is next looked at?",
    severity=Severity.MEDIUM,
    citation="UK GDPR Art 5(2); ICO, The right to be informed (review regularly)",
    fix="Print the day, the version and the next review.",
    why="Nobody can tell whether a page without a date still holds.",
    laws=("accountability", "ico-informed"),
    authority=Authority.GUIDANCE,
    since=law_since("gdpr"),
)


def check(subject: Subject) -> Iterator[Finding]:
    if subject.is_register():  # every version of it has its day
        return
    if not wording("dated", "words").search(subject.text):
        yield RULE.finding(
            said(subject, "day, version or next review"), severity=subject.weigh(RULE.severity)
        )
