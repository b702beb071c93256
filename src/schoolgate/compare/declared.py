"""Which data rows of papers declare, and what one declaration leaves out of another."""

from collections.abc import Iterable
from dataclasses import dataclass

from schoolgate.domain.agreement import Agreement
from schoolgate.domain.items import is_part_of
from schoolgate.domain.vocabulary import Flow

BROAD = frozenset({"all_pupil_data", "all_school_data"})  # says everything, and nothing exactly


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """Keys of items, in the order printed, and the words they were declared in."""

    items: tuple[str, ...]
    words: tuple[str, ...] = ()

    def lacking(self, items: Iterable[str]) -> tuple[str, ...]:
        """Those of `items` that are not declared, whole or as part of a wider one."""
        return tuple(dict.fromkeys(one for one in items if not self._covers(one)))

    def _covers(self, key: str) -> bool:
        if key in self.items or BROAD.intersection(self.items):
            return True
        return any(is_part_of(key, wider) for wider in self.items)


def declared_in(rows: Iterable[Agreement]) -> Declared:
    """All that these rows say is involved, however it gets there; what they deny is not."""
    terms = [term for row in rows for term in row.terms() if term.flow is not Flow.DENIED]
    words = (" ".join(quote.text.split()) for term in terms for quote in term.quotes)
    return Declared(
        items=tuple(dict.fromkeys(term.item for term in terms)), words=tuple(dict.fromkeys(words))
    )
