"""A notice as written, its words marked where something was read from them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from schoolgate.domain.reading import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of the notice. `start` is where it begins; `entries` are those that read something here."""

    start: int
    words: str
    entries: tuple[int, ...]


def passages(text: str, spans: Mapping[int, Iterable[Span]]) -> tuple[Passage, ...]:
    """The whole text in order, cut wherever a span begins or ends.

    spans  entry number → where its evidence stands
    Gives  passages whose words, joined, are `text`; a passage with no entries is not marked. Every span that
           holds a character begins at the start of a passage.
    """
    begin: dict[int, list[int]] = {}
    end: dict[int, list[int]] = {}
    for entry, many in spans.items():
        for first, last in many:
            if first < last:
                begin.setdefault(first, []).append(entry)
                end.setdefault(last, []).append(entry)
    return tuple(_cut(text, begin, end))


def _cut(text: str, begin: Mapping[int, list[int]], end: Mapping[int, list[int]]) -> Iterable[Passage]:
    cuts = sorted({0, len(text), *begin, *end})
    open_now: list[int] = []  # an entry stands in it once for each of its spans that is open
    for start, stop in pairwise(cuts):
        for entry in end.get(start, ()):
            open_now.remove(entry)
        open_now.extend(begin.get(start, ()))
        yield Passage(start=start, words=text[start:stop], entries=tuple(sorted(set(open_now))))
