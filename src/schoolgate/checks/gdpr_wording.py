"""LAW-008."""

from collections.abc import Iterator

from schoolgate.checks.knowledge import wording
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import Subject
from schoolgate.domain.finding import Authority, Finding, FindingQuote, Severity

RULE = Rule(
    id="LAW-008",
    question='Is the law called by its name, "UK GDPR", with the Data Protection Act 2018?',
    severity=Severity.LOW,
    citation="European Union (Withdrawal) Act 2018, s.3; Data Protection Act 2018 s.3(10)",
    fix='Write "the UK GDPR and the Data Protection Act 2018".',
    since=law_since("uk-gdpr"),
    why="The European regulation no longer holds here; a reader who looks it up finds another law.",
    laws=("uk-gdpr",),
    authority=Authority.GUIDANCE,
)


def check(subject: Subject) -> Iterator[Finding]:
    quotes = _bare_names(subject)
    if quotes:
        yield RULE.finding(
            "The law is called the GDPR; since 2021 it is the UK GDPR that holds here.", quotes=quotes
        )


def _bare_names(subject: Subject) -> tuple[FindingQuote, ...]:
    """None where the notice names the UK GDPR in full: "GDPR" after that is short for it."""
    if wording("gdpr", "defined").search(subject.text):
        return ()
    apart = [match.span() for match in wording("gdpr", "apart").finditer(subject.text)]
    return tuple(
        quote
        for quote in subject.found(wording("gdpr", "bare"))
        if quote.span and not all(_is_within(start, apart) for start in _places(quote))
    )


def _places(quote: FindingQuote) -> list[int]:
    offset = quote.span[0] if quote.span else 0
    return [offset + match.start() for match in wording("gdpr", "bare").finditer(quote.value)]


def _is_within(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)
