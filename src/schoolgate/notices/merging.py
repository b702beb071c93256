"""What several places say of the same data, as one."""

from collections.abc import Iterable
from dataclasses import replace

from schoolgate.domain.reading import ItemRead
from schoolgate.domain.vocabulary import Flow


def merged(items: Iterable[ItemRead]) -> tuple[ItemRead, ...]:
    """One reading for each item and flow, in order, with everybody it is of and all its evidence."""
    kept: dict[tuple[str, Flow], ItemRead] = {}
    for item in items:
        first = kept.setdefault((item.item, item.flow), item)
        if first is not item:
            kept[item.item, item.flow] = replace(
                first,
                certain=first.certain or item.certain,
                subjects=tuple(dict.fromkeys((*first.subjects, *item.subjects))),
                conditions=tuple(dict.fromkeys((*first.conditions, *item.conditions))),
                evidence=tuple(dict.fromkeys((*first.evidence, *item.evidence))),
            )
    return tuple(_without_parts(kept)) if kept else ()


def _without_parts(kept: dict[tuple[str, Flow], ItemRead]) -> Iterable[ItemRead]:
    """ "first name, surname" is the full name; and what is said to be sent is not also unknown."""
    known = {key for key, flow in kept if flow not in (Flow.UNKNOWN, Flow.DENIED)}
    kept = {
        (key, flow): item
        for (key, flow), item in kept.items()
        if flow is not Flow.UNKNOWN or key not in known
    }
    for flow in {flow for key, flow in kept if key == "full_name"}:
        whole, part = kept["full_name", flow], kept.get(("first_name", flow))
        if part and whole.subjects == part.subjects:
            together = tuple(sorted({*part.evidence, *whole.evidence}))
            kept = kept | {("full_name", flow): replace(whole, evidence=together)}
            del kept["first_name", flow]
    return kept.values()
