"""Asking a supplier for less: what to leave out, why, and the sentence to send."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schoolgate.compare.across import ENOUGH, Compared, Outlier
from schoolgate.domain.items import load_items
from schoolgate.domain.sentences import listed

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One letter's worth: a school, a service, and what the service may well do without.

    weight  the worse, the higher: special categories count most, then what the service can do without
    """

    school: str
    service: str
    items: tuple[Outlier, ...]
    sentence: str

    def weight(self) -> tuple[int, int, int]:
        return (
            sum(one.is_special for one in self.items),
            sum(one.is_beyond_least for one in self.items),
            len(self.items),
        )


def asks(compared: Iterable[Compared]) -> tuple[Ask, ...]:
    """Ranked, the worst first; of equals the service that comes first in the alphabet."""
    found = [
        Ask(school=school, service=one.service, items=items, sentence=_sentence(one, items))
        for one in compared
        for school, items in _by_school(one.outliers).items()
    ]
    return tuple(sorted(found, key=lambda one: (*(-part for part in one.weight()), one.service, one.school)))


def _by_school(outliers: Iterable[Outlier]) -> dict[str, tuple[Outlier, ...]]:
    found: dict[str, list[Outlier]] = {}
    for one in (outlier for outlier in outliers if not outlier.is_needed):
        found.setdefault(one.school, []).append(one)
    return {school: tuple(items) for school, items in found.items()}


def _sentence(compared: Compared, items: Sequence[Outlier]) -> str:
    labels = [_label(one.item) for one in items]
    which, them = ("whether you need it", "it") if len(labels) == 1 else ("which of these you need", "them")
    return (
        f"We give {compared.service} this about our pupils: {listed(labels)}. {_why(compared, items, labels)}"
        f"Please tell us {which} and what for, or how we can stop giving {them}; "
        "we must give no more than is necessary (UK GDPR Article 5(1)(c))."
    )


def _why(compared: Compared, items: Sequence[Outlier], labels: Sequence[str]) -> str:
    beyond = [_label(one.item) for one in items if one.is_beyond_least]
    can = f"As far as we know you can work without {_of(labels, beyond, 'them')}. " if beyond else ""
    rare = [_label(one.item) for one in items if one.declared_by == 1 and one.of >= ENOUGH]
    if not rare:
        return can
    others = items[0].of - 1
    who = "Neither of the two" if others == 2 else f"None of the {_number(others)}"
    return f"{can}{who} other schools whose notices we read gives you {_of(labels, rare, 'any of them')}. "


def _of(labels: Sequence[str], some: Sequence[str], several: str) -> str:
    """By name, where they are not all that was named just before."""
    if list(labels) != list(some):
        return listed(some)
    return several if len(labels) > 1 else "it"


def _number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def _label(item: str) -> str:
    known = load_items().get(item)
    label = known.label if known else item.replace("_", " ")
    return label[:1].lower() + label[1:] if label[1:2].islower() else label
