"""SEC-001."""

from collections.abc import Iterator

from schoolgate.checks.claims import claim, says, whose
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import Subject
from schoolgate.domain.finding import Finding, Severity

RULE = Rule(
    id="SEC-001",
    question='Does a promise such as "always encrypted" say by what it can be checked?',
    severity=Severity.MEDIUM,
    citation="UK GDPR Art 32; UK GDPR Art 30(1)",
    fix="Say what is done and where it can be checked (a certificate, a policy, a day), or promise less.",
    why="Nobody can keep a promise of always; after the first lost laptop it is one more thing that was "
    "untrue.",
    since=law_since("gdpr"),
    laws=("security", "record"),
)


def check(subject: Subject) -> Iterator[Finding]:
    for quote in subject.found(claim("security", "absolute")):
        about_data = says(quote, "security", "about_data")
        if about_data and not says(quote, "security", "evidenced", "hoped"):
            entry = whose(quote, subject)
            yield RULE.finding(
                "This promises safety without exception, and names nothing by which it can be checked.",
                entry=entry.name if entry else None,
                quotes=(quote,),
            )
