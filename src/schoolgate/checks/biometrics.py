"""LAW-010."""

from collections.abc import Iterator

from schoolgate.checks.knowledge import wording
from schoolgate.checks.rule import Rule
from schoolgate.checks.silence import missing
from schoolgate.checks.subject import EntryFacts, Quotes, Subject, distinct
from schoolgate.domain.finding import Finding, FindingQuote, Severity
from schoolgate.domain.sentences import listed
from schoolgate.domain.vocabulary import ChoiceKind, Nation

RULE = Rule(
    id="LAW-010",
    question="Are biometrics taken only with written consent, nobody objecting, and another way?",
    severity=Severity.CRITICAL,
    citation="Protection of Freedoms Act 2012 ss.26 to 28",
    fix="Ask a parent in writing, tell every parent, stop where one or the child objects, offer another way.",
    why="A fingerprint cannot be changed. The child's own no is final, whatever a parent says.",
    laws=("biometrics",),
    nations=frozenset({Nation.ENGLAND, Nation.WALES}),
)
ANSWER = 20  # characters after a question in which it is answered no
ASKED = {
    "consent": "written consent of a parent",
    "objection": "word on what an objection does",
    "refusal": "word on the child's own refusal",
    "alternative": "other way for those who say no",
}


def check(subject: Subject) -> Iterator[Finding]:
    if subject.is_register():
        for entry in subject.entries:
            yield from _recorded(entry)
        return
    words = _named(subject)
    said = " ".join(quote.value for quote in words)
    lacking = [what for key, what in ASKED.items() if not wording("biometric", key).search(said)]
    if words and lacking:
        yield RULE.finding(
            f"Biometric data is spoken of, and {missing(subject, ', no '.join(lacking))}",
            quotes=words,
            severity=subject.weigh(RULE.severity),
        )


def _named(subject: Subject) -> Quotes:
    """Every sentence about it; none where it is said not to be used."""
    found = tuple(subject.found(wording("biometric", "named")))
    if all(_is_denied(quote, subject) for quote in found):
        return ()
    return distinct(found)


def _is_denied(quote: FindingQuote, subject: Subject) -> bool:
    """ "We do not use fingerprints", or a question whose answer begins with no."""
    after = subject.text[quote.span[1] :][:ANSWER] if quote.span else ""
    is_answered_no = quote.value.endswith("?") and bool(wording("biometric", "answer").match(after))
    return is_answered_no or bool(wording("biometric", "apart").search(quote.value))


def _recorded(entry: EntryFacts) -> Iterator[Finding]:
    taken = [item for item in entry.involved() if item.item == "biometric"]
    lacks = [] if entry.choice is ChoiceKind.BIOMETRIC else ["a biometric consent"]
    lacks += [] if entry.alternative else ["an alternative"]
    if taken and lacks:
        yield RULE.finding(
            f"{entry.name} takes biometric data, and the register does not hold {listed(lacks)} for it.",
            entry=entry.name,
            quotes=distinct(quote for item in taken for quote in item.quotes),
        )
