"""RISK-005."""

from collections.abc import Iterator

from schoolgate.checks.knowledge import one_of, table, wording
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import EntryFacts, Quotes, Subject, distinct
from schoolgate.domain.finding import Finding, Severity
from schoolgate.domain.sentences import listed

RULE = Rule(
    id="RISK-005",
    question="Where children and sensitive data meet, was it asked whether an impact assessment is needed?",
    severity=Severity.QUESTION,
    citation="UK GDPR Art 35; ICO, Data protection impact assessments: when they are needed",
    fix="Go through the screening questions for each; do the assessment, or record why none is needed.",
    why="Two signs of high risk at once (children, and health or the like) usually call for an assessment.",
    laws=("impact-assessment", "ico-dpia"),
    since=law_since("gdpr"),
)
HIGH_RISK = frozenset({"biometric", "video", "cctv", "safeguarding", "medical"})


def check(subject: Subject) -> Iterator[Finding]:
    if wording("impact", "assessed").search(subject.text):
        return
    risky = [(entry, words) for entry in subject.entries if (words := _high_risk(entry, subject))]
    if subject.is_register():
        for entry, words in risky:
            yield _ask([entry], words)
    elif risky:
        yield _ask([entry for entry, _ in risky], distinct(quote for _, words in risky for quote in words))


def _ask(entries: list[EntryFacts], quotes: Quotes) -> Finding:
    names = [entry.name for entry in entries]
    return RULE.finding(
        f"Was it asked whether an impact assessment is needed for {listed(names)}?",
        entry=names[0] if len(names) == 1 else None,
        entries=tuple(dict.fromkeys(names)),
        quotes=quotes,
    )


def _high_risk(entry: EntryFacts, subject: Subject) -> Quotes:
    """The words that tell of it, for a supplier of a service about pupils that nobody has looked at since."""
    assessed = subject.is_register() and entry.assessed is not None
    if (
        entry.nothing_shared
        or assessed
        or not entry.is_supplier()
        or not entry.concerns_pupils()
        or not entry.is_in_use()
    ):
        return ()
    reveals = one_of([row["words"] for row in table("special")["purpose"]])
    purposes = tuple(quote for quote in entry.words("purposes") if reveals.search(quote.value))
    return purposes or tuple(q for item in entry.own_items() if item.item in HIGH_RISK for q in item.quotes)
