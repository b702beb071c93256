"""LAW-006."""

from collections.abc import Iterator

from schoolgate.checks.knowledge import wording
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import Quotes, Subject
from schoolgate.domain.finding import Finding, FindingQuote, Severity

RULE = Rule(
    id="LAW-006",
    question="Where the law is said to require sharing, are the law and the collection named?",
    severity=Severity.MEDIUM,
    citation="UK GDPR Art 6(3), 13(2)(e); Education Act 1996 s.537A; Education (Information About Individual "
    "Pupils) (England) Regulations 2013",
    fix="Name the Act or regulations, and the collection, such as the school census.",
    why='"Required by law" can be checked only by somebody who is told which law.',
    laws=("legal-duty", "told-mandatory", "pupil-data", "pupil-collections"),
    since=law_since("gdpr"),
)
NEAR = 500  # characters either side within which the law would be named
BEFORE = 60  # characters before in which "unless" or "if" makes it no claim


def check(subject: Subject) -> Iterator[Finding]:
    words = _unnamed(subject)
    if words:
        yield RULE.finding(
            "Sharing is said to be required by law, and it is not said by which law.", quotes=words
        )


def _unnamed(subject: Subject) -> Quotes:
    """Claims in sentences; a basis in its own cell is asked about as a basis."""
    bases = {quote for entry in subject.entries for quote in entry.words("basis")}
    found = (quote for quote in subject.found(wording("statute", "claimed")) if quote not in bases)
    return tuple(quote for quote in found if _is_bare(quote, subject))


def _is_bare(quote: FindingQuote, subject: Subject) -> bool:
    start, end = quote.span or (0, 0)
    claim = wording("statute", "claimed").search(quote.value)
    at = start + (claim.start() if claim else 0)
    is_loose = wording("statute", "loose").search(subject.text[max(0, at - BEFORE) : at])
    is_national = wording("attendance", "with").search(quote.value)  # one law lets them all go to it
    near = subject.text if is_national else subject.text[max(0, start - NEAR) : end + NEAR]
    return not is_loose and not wording("statute", "named").search(near)
