"""XREG-001."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from schoolgate.checks.knowledge import table
from schoolgate.checks.law import law_since
from schoolgate.checks.rule import Rule
from schoolgate.checks.subject import EntryFacts, ItemFacts, Subject, distinct
from schoolgate.domain.catalogue import KnownService
from schoolgate.domain.finding import Finding, Severity
from schoolgate.domain.items import is_part_of, load_items
from schoolgate.domain.sentences import listed
from schoolgate.domain.usual import usual
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
FEWEST_OTHERS = 2  # handed in beside this one: one alone is no yardstick
FEWEST_COUNTED = 5  # of the notices we counted, where nobody handed any in
RARE = 4  # one in so many of those that name any data
INSTEAD = frozenset({"first_name", "surname_initial", "username"})  # of a whole name: less, not more
TO_IT = frozenset({Flow.SENT, Flow.UNKNOWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Beyond:
    """Items that go beyond a yardstick, and whether it is one to be held to."""

    items: list[ItemFacts]
    than: str
    is_firm: bool


def check(subject: Subject) -> Iterator[Finding]:
    for entry in subject.entries:
        if entry.service is None or not entry.is_supplier():
            continue
        beyond = _beyond(entry, entry.service, subject)
        if beyond and beyond.items:
            yield _finding(entry, beyond)


def _beyond(entry: EntryFacts, service: KnownService, subject: Subject) -> Beyond | None:
    """By other schools' documents; without them by counts of notices, or by the service's own import."""
    others = [one for one in subject.peers if one.same_as() == entry.same_as() and one.involved()]
    if len(others) >= FEWEST_OTHERS:
        return _beyond_others(entry, others)
    # Of a register the MIN questions ask it item by item; and a count tells something of teaching apps alone.
    if subject.is_register() or not service.curriculum:
        return None
    return _beyond_counts(entry, service) or _beyond_import(entry, service)


def _beyond_others(entry: EntryFacts, others: list[EntryFacts]) -> Beyond:
    """What most of the others do not speak of."""
    told = Counter(key for one in others for key in {item.item for item in one.involved()})
    rare = [item for item in _unexplained(entry) if _told(item.item, told) * 2 <= len(others)]
    return Beyond(items=rare, than=f"in {len(others)} other schools' documents", is_firm=True)


def _beyond_counts(entry: EntryFacts, service: KnownService) -> Beyond | None:
    """What few of the notices that were counted speak of. Half of those were written to practise on: they
    ask, and accuse only together with the service's own import.
    """
    counts = usual(service.name)
    naming = max(counts.items.values(), default=0)
    if naming < FEWEST_COUNTED:
        return None
    rare = [item for item in _unexplained(entry) if _told(item.item, counts.items) * RARE <= naming]
    is_firm = any(service.takes and item.item not in service.takes for item in rare)
    return Beyond(items=rare, than=f"most of {counts.named} notices say", is_firm=is_firm)


def _told(key: str, counts: Mapping[str, int]) -> int:
    """How many say it, or more of the same: hardly a notice says "initial" and "full name" of one service."""
    return sum(count for item, count in counts.items() if key == item or is_part_of(key, item))


def _beyond_import(entry: EntryFacts, service: KnownService) -> Beyond | None:
    """What its own import has no place for, where a page of its own says what it takes."""
    if not service.takes:
        return None
    telling = table("claims")["telling"]["items"]
    sent = [item for item in _unexplained(entry) if item.flow in TO_IT and item.item in telling]
    more = [item for item in sent if item.item not in service.takes]
    return Beyond(items=more, than="its own import takes", is_firm=False)


def _unexplained(entry: EntryFacts) -> list[ItemFacts]:
    """Without a reason on record, as it is, of those that are data of their own. What the service can't be
    used without explains itself."""
    needed = entry.service.least if entry.service else ()
    whole = any(item.item == "full_name" for item in entry.involved())
    return [
        item
        for item in entry.own_items()
        if item.item in load_items() and not item.reason and item.transform is Transform.AS_IS
        if not any(item.item == one or is_part_of(item.item, one) for one in needed)
        if whole or item.item not in INSTEAD
    ]


def _finding(entry: EntryFacts, beyond: Beyond) -> Finding:
    what = listed(load_items()[item.item].label.lower() for item in beyond.items)
    is_sent = any(item.flow is Flow.SENT and item.certain for item in beyond.items)
    return RULE.finding(
        f"{entry.name} is told more here than {beyond.than}: {what}.",
        entry=entry.name,
        quotes=distinct(quote for item in beyond.items for quote in item.quotes),
        severity=RULE.severity if is_sent and beyond.is_firm else Severity.QUESTION,
    )
