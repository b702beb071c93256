"""What speaks for and against an item's coming to a recipient in one way: words around it and above it."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from schoolgate.notices.doers import ITSELF
from schoolgate.notices.listing import Listed, theirs
from schoolgate.notices.verbs import forms, words_of
from schoolgate.notices.wording import load

WORD = re.compile(r"[a-z][a-z'-]*|§|\d+|[^\w\s]")
EDGE = re.compile(r"[;:.•()–—]|\s-\s|\b(?:where|which|who|that|but|however|although)\b")
BEFORE_ITSELF = re.compile(r"(\w+) (?:the )?§")
BLANKS = re.compile(r"(?<![§ ]) {4,}")  # the sign for its own name is filled up with some too
NATURES = ("arises", "identifies", "created", "taken", "shows", "follows")  # what items.toml says of an item
Signs = Iterator[tuple[str, Collection[str]]]  # where words stand, and which; a sign is both
NEAR = 3  # words on either side
MOST, MOST_SENTENCES = 3, 2  # to which is counted


@dataclass(frozen=True)
class SaidOf:
    """A sentence said of a recipient, "§" standing for its name; which of how many, under what heading."""

    folded: str
    found: Sequence[Listed]
    heading: str  # folded
    place: int
    of: int

    @cached_property
    def has_verb(self) -> bool:
        """Beside the words that name data: "test scores" scores nothing."""
        return any(
            word in forms() and not any(one.start <= at < one.end for one in self.found)
            for at, word in zip(self._starts, self.words, strict=True)
        )

    def holds_back(self) -> bool:
        return not words_of("words", "holding_back").isdisjoint(self.words)

    def names_others(self) -> bool:
        """Other recipients' names are blanks, and so is a condition."""
        return BLANKS.search(self.folded) is not None

    def signs(self) -> Signs:
        """Those of each item in it alike."""
        yield "said by", {*self.words}
        yield "headed", {*WORD.findall(self.heading)}
        yield "led to it by", {match[1] for match in BEFORE_ITSELF.finditer(self.folded)}
        yield "items", (str(min(len(self.found), MOST)),)
        yield "sentence", (f"{min(self.place, MOST_SENTENCES)} of {min(self.of, MOST)}",)

    def signs_of(self, one: Listed) -> Signs:
        """Those of one item."""
        first = bisect_left(self._starts, one.start)
        last = bisect_left(self._starts, one.end)
        yield from _in_itself(one)
        yield from _neighbours("before", self.words[max(first - NEAR, 0) : first][::-1])
        yield from _neighbours("behind", self.words[last : last + NEAR])
        yield from self._of_clause(one, first, last)
        at_end = all(word in ".;" for word in self.words[last:])
        itself = self.folded.find(ITSELF)
        yield "stands", ("first",) * (not first) + ("last",) * at_end
        yield "it", ("unnamed" if itself < 0 else "before" if itself < one.start else "behind",)
        yield "items before", (str(min(sum(other.end <= one.start for other in self.found), MOST)),)

    def _of_clause(self, one: Listed, first: int, last: int) -> Signs:
        """The words of its own clause, and those before and behind it."""
        ends = [end for _, end in self._edges if end <= one.start]
        starts = [start for start, _ in self._edges if start >= one.end]
        opens = bisect_left(self._starts, ends[-1]) if ends else 0
        closes = bisect_left(self._starts, starts[0]) if starts else len(self.words)
        yield "in clause before", {*self.words[opens:first]}
        yield "in clause behind", {*self.words[last:closes]}
        yield "clause after", {*self.words[:opens]}
        yield "clause before", {*self.words[closes:]}

    @cached_property
    def words(self) -> list[str]:
        return WORD.findall(self.folded)

    @cached_property
    def _starts(self) -> list[int]:
        return [match.start() for match in WORD.finditer(self.folded)]

    @cached_property
    def _edges(self) -> list[tuple[int, int]]:
        return [match.span() for match in EDGE.finditer(self.folded)]


def _in_itself(one: Listed) -> Signs:
    key = theirs(one.key, one.subject)
    row = load("items.toml").get(key, {})
    yield "item", (key,)
    yield "by nature", (" ".join(nature for nature in NATURES if row.get(nature)),)


def _neighbours(side: str, words: Sequence[str]) -> Signs:
    """`words`: the nearest first."""
    yield from ((f"{side} {place}", (word,)) for place, word in enumerate(words))
    yield f"two {side}", (" ".join(words[:2]),) if len(words) > 1 else ()
