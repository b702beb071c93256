"""Old names in a text: what is still called by one, where the text does not itself say that it is old."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from schoolgate.checks.days import last_day
from schoolgate.checks.knowledge import wording
from schoolgate.checks.subject import EntryFacts, Subject
from schoolgate.domain.catalogue import KnownService, fold, load_catalogue
from schoolgate.domain.finding import FindingQuote, Remedy
from schoolgate.domain.reading import Span

CLOSE = 60  # characters before and after a name in which "formerly" or "now" would stand


@dataclass(frozen=True, slots=True, kw_only=True)
class OldName:
    """One service that is called by an old name, and where."""

    service: KnownService
    printed: tuple[str, ...]
    quotes: tuple[FindingQuote, ...]


def old_names(subject: Subject, kinds: frozenset[str]) -> Iterator[OldName]:
    """Each service of these kinds that is called by a retired name, in the catalogue's order."""
    told: list[Span] = []
    for service, pattern in _retired(subject.on):
        if service.kind not in kinds:
            continue
        met = [one for one in _met(subject, pattern, service) if not _is_told(one[1], told)]
        if met:
            printed, quotes = zip(*dict.fromkeys(met), strict=True)
            told.extend(quote.span for quote in quotes if quote.span)
            yield OldName(service=service, printed=tuple(dict.fromkeys(printed)), quotes=quotes)


def any_of(names: Iterable[str]) -> re.Pattern[str]:
    """One of these names as a whole, its words however they are spaced; the longest that fits."""
    longest_first = sorted(set(names), key=lambda name: (-len(name), name))
    either = "|".join(_loosely(name) for name in longest_first)
    return re.compile(rf"(?<![\w&@./-])(?:{either})(?!\w|\.\w|@)", re.IGNORECASE)


def renaming(entry: EntryFacts, old: OldName) -> Remedy | None:
    """Where the whole name is the old one: of a name with more in it, what should stay is for a person."""
    name = old.service.name
    if fold(entry.name) not in {fold(printed) for printed in old.printed}:
        return None
    return Remedy(says=f"Call it {name}.", sets=(("service", name),))


def is_said_to_be_old(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - CLOSE) : start], text[end : end + CLOSE]
    return bool(wording("former", "before").search(before) or wording("former", "after").search(after))


def _loosely(name: str) -> str:
    return r"\s+".join(re.escape(word).replace("'", "['’]") for word in name.split())


def _met(
    subject: Subject, pattern: re.Pattern[str], service: KnownService
) -> Iterator[tuple[str, FindingQuote]]:
    """The old name as printed, with its quote. A register has no text: its names and companies are read."""
    current = {name.lower() for name in (service.name, *service.aliases)}
    for text, is_document in _texts(subject):
        for match in pattern.finditer(text):
            printed = " ".join(match[0].split())
            if printed.lower() in current or not match[0][0].isupper():
                continue
            if not is_said_to_be_old(text, *match.span()):
                quote = subject.quote(match.span()) if is_document else FindingQuote(value=text, span=None)
                yield printed, quote


def _texts(subject: Subject) -> Iterator[tuple[str, bool]]:
    if not subject.is_register():
        yield subject.text, True
        return
    for entry in subject.entries:
        yield from ((value, False) for value in (entry.name, entry.organisation) if value)


def _is_told(quote: FindingQuote, told: list[Span]) -> bool:
    """Words in which an old name was found already: "Secure Access S2S" holds two."""
    return quote.span is not None and any(
        quote.span[0] < end and start < quote.span[1] for start, end in told
    )


@cache
def _retired(on: date) -> tuple[tuple[KnownService, re.Pattern[str]], ...]:
    """Services that had another name before this day. Current names that hold an old one are met first."""
    found = []
    for service in load_catalogue():
        old = [name.name for name in service.retired if _is_past(name.since, on)]
        if old:
            holding = [
                n for n in (service.name, *service.aliases) if any(o.lower() in n.lower() for o in old)
            ]
            found.append((service, any_of([*old, *holding])))
    return tuple(found)


def _is_past(since: str | None, on: date) -> bool:
    """Of a year alone the last day counts. A name without a date is old already."""
    day = last_day(since)
    return day is None or day < on
