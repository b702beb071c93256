"""MIN-007."""

from collections.abc import Iterator

from schoolgate.checks.knowledge import wording
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import ENGLAND, Rule
from schoolgate.checks.subject import EntryFacts, Quotes, Subject, distinct
from schoolgate.domain.finding import Finding, Remedy, Severity

RULE = Rule(
    id="MIN-007",
    question="Is nationality or country of birth still collected, which the department asks for no longer?",
    severity=Severity.MEDIUM,
    citation="UK GDPR Art 5(1)(c); DfE, school census 2018 to 2019",
    fix="Stop collecting it and delete what is held, or record the purpose that still needs it.",
    why="It was asked for once, to be passed to those who police borders. No census asks for it since 2018.",
    laws=("minimisation", "dfe-census-2018"),
    nations=ENGLAND,
    since=law_since("dfe-census-2018"),
)


def check(subject: Subject) -> Iterator[Finding]:
    if subject.is_register():
        for entry in subject.entries:
            yield from _recorded(entry)
        return
    found = subject.found(wording("no_longer", "collected"))
    quotes = tuple(one for one in found if not wording("no_longer", "denied").search(one.value))
    if quotes:
        yield RULE.finding("Nationality or country of birth is said to be collected.", quotes=quotes)


def _recorded(entry: EntryFacts) -> Iterator[Finding]:
    words: Quotes = distinct(q for i in entry.involved() if i.item == "nationality" for q in i.quotes)
    unexplained = [i for i in entry.involved() if i.item == "nationality" and i.reason is None]
    if unexplained:
        yield RULE.finding(
            f"{entry.name} is told nationality or country of birth, and no reason is recorded.",
            entry=entry.name,
            quotes=words,
            remedy=Remedy(says="Send nationality no longer.", sets=(("item.nationality.dropped", "yes"),)),
        )
