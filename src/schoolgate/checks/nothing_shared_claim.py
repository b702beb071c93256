"""MIN-006."""

from collections.abc import Iterator

from schoolgate.checks.knowledge import wording
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import EntryFacts, Quotes, Subject
from schoolgate.domain.finding import Finding, Severity

RULE = Rule(
    id="MIN-006",
    question='Is "no personal data is shared" true of the service it is said of?',
    severity=Severity.HIGH,
    citation="UK GDPR Art 4(1)",
    fix="Pictures, voices, user names and back-ups are personal data: name them, or show that none is there.",
    why="A film of a lesson shows children, whether or not their names are in it.",
    laws=("personal-data",),
)


def check(subject: Subject) -> Iterator[Finding]:
    for entry in subject.entries:
        claims = tuple(quote for quote in _said(entry) if wording("nothing", "claimed").search(quote.value))
        against = tuple(q for q in _said(entry) if wording("nothing", "contrary").search(_apart(q.value)))
        if claims and against:
            yield RULE.finding(
                f"No personal data is said to be shared with {entry.name}, whose own words speak of more.",
                entry=entry.name,
                quotes=(*claims, *(quote for quote in against if quote not in claims)),
            )


def _said(entry: EntryFacts) -> Quotes:
    return entry.passages or entry.words("items", "purposes", "status_note")


def _apart(words: str) -> str:
    """Without the claim itself, which may name what is not shared."""
    return wording("nothing", "claimed").sub(" ", words)
