"""XREG-001."""

from collections import Counter
from collections.abc import Iterator

from schoolgate.checks.knowledge import table
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.sentences import listed
from schoolgate.checks.subject import EntryFacts, ItemFacts, Subject, distinct
from schoolgate.domain.finding import Finding, Severity
from schoolgate.domain.items import load_items
from schoolgate.domain.vocabulary import Flow, Transform

RULE = Rule(
    id="XREG-001",
    question="Is a service told more than other schools tell it, or than its own import asks for?",
    severity=Severity.MEDIUM,
    citation="UK GDPR Art 5(1)(c)",
    fix="Ask the supplier what breaks without it. If nothing does, stop sending it; else record the reason.",
    why="Where others use the same service with less, the rest of the data is a risk that buys nothing.",
    since=law_since("gdpr"),
    laws=("minimisation",),
)
FEWEST = 2  # others that say what they tell it: one alone is no yardstick
TO_IT = frozenset({Flow.SENT, Flow.UNKNOWN})


def check(subject: Subject) -> Iterator[Finding]:
    for entry in subject.entries:
        if entry.service is None or not entry.is_supplier():
            continue
        others = [one for one in subject.peers if one.same_as() == entry.same_as() and one.involved()]
        if len(others) >= FEWEST:
            beyond = _beyond_others(entry, others)
        else:  # of a register the MIN questions ask it item by item
            beyond = [] if subject.is_register() else _beyond_import(entry)
        if beyond:
            yield _finding(entry, beyond, others)


def _beyond_others(entry: EntryFacts, others: list[EntryFacts]) -> list[ItemFacts]:
    """What most of the others do not speak of."""
    told = Counter(key for one in others for key in {item.item for item in one.involved()})
    return [item for item in _unexplained(entry) if told[item.item] * 2 <= len(others)]


def _beyond_import(entry: EntryFacts) -> list[ItemFacts]:
    """What a teaching app's own import has no place for, where a page of its own says what it takes."""
    if entry.service is None or not entry.service.curriculum or not entry.service.takes:
        return []
    telling = table("claims")["telling"]["items"]
    sent = [item for item in _unexplained(entry) if item.flow in TO_IT and item.item in telling]
    return [item for item in sent if item.item not in entry.service.takes]


def _unexplained(entry: EntryFacts) -> list[ItemFacts]:
    """Without a reason on record, as it is, of those that are data of their own."""
    return [
        item
        for item in entry.own_items()
        if item.item in load_items() and not item.reason and item.transform is Transform.AS_IS
    ]


def _finding(entry: EntryFacts, beyond: list[ItemFacts], others: list[EntryFacts]) -> Finding:
    what = listed(load_items()[item.item].label.lower() for item in beyond)
    than = f"{len(others)} other schools' documents" if len(others) >= FEWEST else "its own import"
    sent = len(others) >= FEWEST and any(item.flow is Flow.SENT and item.certain for item in beyond)
    return RULE.finding(
        f"{entry.name} is told more here than in {than}: {what}.",
        entry=entry.name,
        quotes=distinct(quote for item in beyond for quote in item.quotes),
        severity=RULE.severity if sent else Severity.QUESTION,
    )
