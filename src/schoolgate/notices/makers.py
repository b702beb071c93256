"""Companies that the prose names only because a product of theirs is: they are no recipients themselves."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from schoolgate.domain.catalogue import KnownService, fold
from schoolgate.domain.reading import Span
from schoolgate.notices.draft import Draft, Group, identity
from schoolgate.notices.members import search
from schoolgate.notices.names import bare, mentions, recognise
from schoolgate.notices.naming import Named


@dataclass(slots=True)
class Found:
    """One recipient with the sentences that speak of it."""

    named: Named
    group: Group | None
    sentences: list[Span] = field(default_factory=list)


def providers_only(draft: Draft, found: Mapping[str, Found]) -> list[str]:
    """Companies named only because a product of theirs is, by the page's words or the catalogue's."""
    bought = {identity(name) for said in draft.prose for name in _makers(draft.words(said.span))}
    names = [*(row.name for row in draft.rows), *(one.named.name for one in found.values())]
    owned: defaultdict[str, set[str]] = defaultdict(set)  # owner → the services that it owns
    for service in filter(None, map(recognise, names)):
        for owner in filter(None, (service.owner, *service.former_owners)):
            owned[bare(fold(owner))].add(service.name)
    return [
        key
        for key, one in found.items()
        if key in bought
        or ((own := recognise(one.named.name)) and _only_provides(own, owned) and not _is_used(draft, one))
    ]


def _is_used(draft: Draft, one: Found) -> bool:
    """ "Lunches are paid for through ParentPay": used itself, whatever else the company sells."""
    used = re.compile(rf"\b(?:through|using|via|onto|into) {re.escape(one.named.name)}\b")
    return any(used.search(draft.words(sentence)) for sentence in one.sentences)


def _makers(words: str) -> Iterator[str]:
    """Names of which the words say that something was bought from them."""
    for mention in mentions(words):
        if search("bought", words[: mention.start]):
            yield words[mention.start : mention.end]


def _only_provides(service: KnownService, owned: Mapping[str, set[str]]) -> bool:
    if service.kind == "statutory":
        return False  # the Welsh Government owns Hwb, and is told things itself
    names = (bare(fold(name)) for name in service.names())
    return any(owned.get(name, set()) - {service.name} for name in names)
