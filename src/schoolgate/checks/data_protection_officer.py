"""PN-001."""

from collections.abc import Iterator

from schoolgate.checks.knowledge import wording
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import STATE, Rule
from schoolgate.checks.silence import on_file, said
from schoolgate.checks.subject import Subject
from schoolgate.domain.finding import Finding, Severity
from schoolgate.domain.reading import Span

RULE = Rule(
    id="PN-001",
    question="Can a family reach the data protection officer, under that title?",
    severity=Severity.HIGH,
    citation="UK GDPR Art 13(1)(b), 37(1)(a), 37(7)",
    fix='Print "Data protection officer" and an e-mail address, telephone number or postal address.',
    types=STATE,
    since=law_since("gdpr"),
    why="The officer is the one person a family may turn to who does not work to the school's wishes.",
    laws=("told", "officer"),
)
NEAR = 400  # characters either side of the title within which a way to reach the officer stands


def check(subject: Subject) -> Iterator[Finding]:
    if subject.is_register():
        if not subject.officer:
            yield _lacking(subject)
        return
    titles = _titles(subject.text)
    if not any(_is_reachable(subject.text, *span) for span in titles):
        yield _finding(subject, bool(titles))


def _lacking(subject: Subject) -> Finding:
    """Of a register. Where the notice on file tells families, it only has to be written down."""
    told = on_file(subject, lambda text: (span for span in _titles(text) if _is_reachable(text, *span)))
    if not told:
        return RULE.finding("The register holds no contact for the data protection officer.")
    return RULE.finding(
        "The register holds no contact for the data protection officer. Is it the one in your notice?",
        quotes=told,
        severity=Severity.QUESTION,
        fix="Write it down: schoolgate school set dpo_contact TEXT, and dpo_name NAME.",
    )


def _titles(text: str) -> list[Span]:
    return [match.span() for match in wording("officer", "title").finditer(text)]


def _finding(subject: Subject, is_titled: bool) -> Finding:
    wrong = tuple(subject.found(wording("officer", "wrong")))
    if is_titled:
        return RULE.finding(
            "A data protection officer is named, with no way to reach them.",
            quotes=tuple(subject.found(wording("officer", "title"))),
            severity=subject.weigh(RULE.severity),
        )
    if wrong:
        return RULE.finding("The data protection officer seems meant, under another title.", quotes=wrong)
    return RULE.finding(
        said(subject, "contact for the data protection officer"), severity=subject.weigh(RULE.severity)
    )


def _is_reachable(text: str, start: int, end: int) -> bool:
    return bool(wording("officer", "contact").search(text[max(0, start - NEAR) : end + NEAR]))
