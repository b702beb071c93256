"""How an item comes to be with a recipient, weighed: where the rules leave it open, or say what is unlikely.

The weights were learnt from our own answered notices (tools/learn_flows.py). They speak of running words only
and never of a cell of data, so what they decide is always marked to be checked.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from schoolgate.domain.reading import ItemRead, Spans
from schoolgate.domain.vocabulary import Flow
from schoolgate.notices.conditions import conditions_of, masked
from schoolgate.notices.flow_signs import SaidOf, Signs
from schoolgate.notices.holdings import running_words
from schoolgate.notices.items import ItemsFound
from schoolgate.notices.listing import Listed, listed, theirs
from schoolgate.notices.merging import merged
from schoolgate.notices.passage import Passage, fold
from schoolgate.notices.rows import Label, Row
from schoolgate.notices.weights import BIAS, chance_of, load_weights

LIKELY = 0.7  # a flow, before it is taken
UNLIKELY = 0.05  # what a rule took, before it gives way
NO_DATA = "none"
AS_NO_DATA = 0.1  # at most, before an item is added that no rule took
WAYS = frozenset(Flow) - {Flow.UNKNOWN, Flow.DENIED}
OF_DATA = tuple(label for label in Label if "data" in label.value)


class _Weighing:
    """The items of a row, those its own words speak of, and what they make likely."""

    def __init__(self, found: Sequence[ItemRead]) -> None:
        self.found = found
        self.known = {item.item for item in found}
        self.told: dict[ItemRead, list[Mapping[str, float]]] = {}
        self.added: list[ItemRead] = []
        self.kept = {item for item in found if item.flow is Flow.DENIED}

    def hear(self, sentence: Passage, said: SaidOf) -> None:
        plain = not said.holds_back()
        likely = partial(_chances, said, _summed(load_weights("flows")[BIAS][BIAS], said.signs()))
        for one in said.found:
            spans = sentence.spans(one.start, one.end)
            read = [item for item in self.found if _overlap(item.evidence, spans)]
            if read and not (plain and said.has_verb):
                self.kept.update(read)
            elif any(item not in self.kept for item in read):
                self._turn(read, likely(one))
            elif not read and plain and not one.denied and not said.names_others():
                self._add(one, spans, likely)

    def _turn(self, read: Iterable[ItemRead], chances: Mapping[str, float]) -> None:
        for item in read:
            self.told.setdefault(item, []).append(chances)
            if chances[item.flow.value] > UNLIKELY:
                self.kept.add(item)

    def _add(self, one: Listed, spans: Spans, likely: Callable[[Listed], Mapping[str, float]]) -> None:
        key = theirs(one.key, one.subject)
        chances = likely(one) if key not in self.known else {}
        flow = max(chances, key=chances.__getitem__, default=NO_DATA)
        if flow in WAYS and chances[flow] >= LIKELY and chances[NO_DATA] <= AS_NO_DATA:
            self.added.append(ItemRead(item=key, flow=Flow(flow), subjects=(one.subject,), evidence=spans))

    def items(self) -> Iterator[ItemRead]:
        for item in self.found:
            yield item if item in self.kept or item not in self.told else self._turned(item)
        yield from self.added

    def _turned(self, item: ItemRead) -> ItemRead:
        chance, flow = max((chance, flow) for told in self.told[item] for flow, chance in told.items())
        return replace(item, flow=Flow(flow)) if chance >= LIKELY and flow in WAYS else item


def weigh_flows(text: str, row: Row, found: ItemsFound) -> ItemsFound:
    """What was found, with the flows that the row's own words make far likelier, and what else they name."""
    if found.nothing or any(cell.label in OF_DATA for cell in row.cells):
        return found
    weighing = _Weighing(found.items)
    for sentence, said in said_of(text, row):
        weighing.hear(sentence, said)
    items = tuple(weighing.items())
    return found if items == found.items else replace(found, items=merged(items))


def said_of(text: str, row: Row) -> Iterator[tuple[Passage, SaidOf]]:
    """The sentences of the row's running words that name data, conditions left out of them."""
    heading = fold(row.section.heading) if row.section else ""
    for words in running_words(text, row):
        sentences = words.sentences()
        for place, sentence in enumerate(sentences):
            told = masked(sentence, conditions_of(sentence))
            if found := listed(told):
                yield told, SaidOf(told.folded, found, heading, place, len(sentences))


def _overlap(some: Spans, others: Spans) -> bool:
    for start, end in some:
        for first, last in others:
            if start < last and first < end:
                return True
    return False


def _chances(said: SaidOf, at_large: Mapping[str, float], one: Listed) -> dict[str, float]:
    sums = _summed(at_large, said.signs_of(one))
    return {flow: chance_of(total) for flow, total in sums.items()}


def _summed(so_far: Mapping[str, float], signs: Signs) -> dict[str, float]:
    weights, sums = load_weights("flows"), dict(so_far)
    for where, words in signs:
        learnt = weights.get(where, _NONE)
        for word in words:
            if word in learnt:
                for flow, weight in learnt[word].items():
                    sums[flow] += weight
    return sums


_NONE: Mapping[str, Mapping[str, float]] = {}
