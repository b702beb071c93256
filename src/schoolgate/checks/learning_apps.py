"""Which recipients are teaching apps, and what they are sent without a reason recorded."""

from collections.abc import Iterator
from dataclasses import dataclass

from schoolgate.checks.knowledge import wording
from schoolgate.checks.subject import EntryFacts, ItemFacts, Subject
from schoolgate.domain.vocabulary import Flow, Kind, Transform


@dataclass(frozen=True, slots=True, kw_only=True)
class SentToApp:
    """An item that a teaching app is sent. Uncertain: the service is not known, or the flow is not."""

    entry: EntryFacts
    item: ItemFacts
    is_certain: bool


def sent_to_apps(subject: Subject, key: str) -> Iterator[SentToApp]:
    """This item, in full, for each app that is sent it with no reason recorded."""
    for entry in subject.entries:
        known = _is_a_known_app(entry)
        if not (known or _seems_a_learning_app(entry)):
            continue
        for item in entry.items:
            if item.item == key and item.flow in (Flow.SENT, Flow.UNKNOWN) and not _is_settled(item):
                yield SentToApp(
                    entry=entry, item=item, is_certain=known and item.flow is Flow.SENT and item.certain
                )


def _is_a_known_app(entry: EntryFacts) -> bool:
    """By the catalogue, unless it is a body's own platform, or its words are of another use: some names
    are those of a school system, or of an examination board, as well as of an app."""
    if entry.service is None or not entry.service.curriculum or entry.service_kind() is not Kind.SUPPLIER:
        return False
    said = (*entry.purposes, *(quote.value for quote in entry.passages))
    return not any(wording("learning", "other_use").search(words) for words in said)


def _seems_a_learning_app(entry: EntryFacts) -> bool:
    """By its purpose, where the catalogue does not know it."""
    if entry.service is not None or not entry.is_supplier():
        return False
    return any(wording("learning", "purpose").search(purpose) for purpose in entry.purposes)


def _is_settled(item: ItemFacts) -> bool:
    return item.reason is not None or item.transform is not Transform.AS_IS
