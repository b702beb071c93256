"""The words of some spans, read as one run, each word knowing where it stands in the document."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise
from operator import itemgetter

from schoolgate.domain.reading import Span, Spans

_PLAIN = (("’", "'"), ("‘", "'"), ("`", "'"), ("\u00a0", " "), ("‐", "-"), ("‑", "-"))
# An ending is no ending after "e.g." and its like, nor inside a name such as "Theteacher.info" or "No. 4".
_SENTENCE_END = re.compile(
    r"(?=[.!?\n])(?:(?<![.\s(][a-z])(?<![.:;)]\s\d)(?<!^\d)(?<!\be\.g)(?<!\bi\.e)(?<!\bno)(?<!\bnos)(?<!\bincl)(?<!\bapprox)[.!?]+[)\]\"”’']*(?=\s|$)"
    r"|\n\s*\n|\n(?=\s*[-•*–·]\s))",  # first the sign: it is on few places, and soon looked for
    re.IGNORECASE,
)
ITEM_END = "•"  # stands in the folded words where a list's item ends: no phrase goes on over it
_BREAK = re.compile(r"\s*\n\s*(?:(?:[-*+•▪●○◦·–—✓✔]|\(?(?:\d{1,2}|[a-z])[.)])\s+)?")
_WRAPPED = 45  # characters of a line that may have reached the margin
_LEADS_ON = re.compile(
    r"(?:[,/&(–—-]|\b(?:a|an|and|any|at|by|for|from|if|in|of|on|or|our|the|their|to|with|your))\s*$",
    re.IGNORECASE,
)
REMEMBERED = 2_000  # sentences: a group's are asked again for each of its rows


@dataclass(frozen=True, slots=True)
class Passage:
    """Words joined by single spaces where a cell or line broke."""

    words: str
    folded: str  # as compared: lower case, plain apostrophes and spaces; one character for one
    pieces: tuple[tuple[int, Span], ...]  # where each span begins in `words`

    def __hash__(self) -> int:
        return hash((self.folded, self.pieces[:1]))  # without going through all the pieces

    @classmethod
    @lru_cache(maxsize=REMEMBERED)  # the same cells are asked after by each field
    def of(cls, text: str, spans: Spans) -> "Passage":
        parts, pieces, ends, at = [], [], [], 0
        for n, (start, end) in enumerate(spans):
            if n and _ends_item(text, spans[n - 1], (spans[n - 1][1], start), end):
                ends.append(at - 1)
            breaks = _BREAK.finditer(text, start, end)
            ends += [
                at + one.start() - start
                for one in breaks
                if _ends_item(text, (start, one.start()), one.span(), end)
            ]
            parts.append(text[start:end])
            pieces.append((at, (start, end)))
            at += end - start + 1
        words = " ".join(parts)
        return cls(words, _marked(fold(words), ends), tuple(pieces))

    @classmethod
    def joined(cls, parts: Sequence["Passage"]) -> "Passage":
        """Several passages as one run."""
        pieces: list[tuple[int, Span]] = []
        at = 0
        for part in parts:
            pieces.extend((at + start, span) for start, span in part.pieces)
            at += len(part.words) + 1
        return cls(" ".join(p.words for p in parts), " ".join(p.folded for p in parts), tuple(pieces))

    def spans(self, start: int, end: int) -> Spans:
        """Where words[start:end] stand in the document, blanks at either end left out."""
        return tuple(span for _, span in self._within(start, end))

    def part(self, start: int, end: int) -> "Passage":
        """The words between, blanks at either end and at breaks left out; what was masked stays masked."""
        words: list[str] = []
        pieces: list[tuple[int, Span]] = []
        at, before = 0, end
        folded = ""
        for low, (first, last) in self._within(start, end):
            words.append(self.words[low : low + last - first])
            joint = ITEM_END if ITEM_END in self.folded[before:low] else " "
            folded += (joint if pieces else "") + self.folded[low : low + last - first]
            pieces.append((at, (first, last)))
            at += last - first + 1
            before = low + last - first
        return Passage(" ".join(words), folded, tuple(pieces))

    def sentences(self) -> tuple["Passage", ...]:
        """Its sentences in order, without blanks around them."""
        return _sentences(self)

    def whole(self) -> Spans:
        return self.spans(0, len(self.words))

    def tidy(self) -> str:
        return " ".join(self.words.split())

    def _within(self, start: int, end: int) -> Iterator[tuple[int, Span]]:
        """The filled stretches of words[start:end]: where each begins in `words`, and its own span."""
        before = bisect_right(self.pieces, start, key=itemgetter(0)) - 1
        for at, (first, last) in islice(self.pieces, max(before, 0), None):
            if at >= end:
                return
            low = max(start, at)
            filled = self.words[low : min(end, at + last - first)]
            kept = filled.lstrip()
            low += len(filled) - len(kept)
            high = low + len(kept.rstrip())
            if low < high:
                yield low, (first + low - at, first + high - at)


@lru_cache(maxsize=REMEMBERED)
def _sentences(passage: Passage) -> tuple[Passage, ...]:
    edges = [0, *(match.end() for match in _SENTENCE_END.finditer(passage.words)), len(passage.words)]
    return tuple(passage.part(a, b) for a, b in pairwise(edges) if passage.words[a:b].strip())


def _ends_item(text: str, line: Span, between: Span, end: int) -> bool:
    """Is the break after this line the end of a list's item, not of a line that goes on in the next?"""
    start = max(line[0], text.rfind("\n", *line) + 1)
    words, below = text[start : line[1]], text[between[1] : end][:1]
    broken = _BREAK.fullmatch(text, *between) is not None
    return broken and len(words) < _WRAPPED and not below.islower() and not _LEADS_ON.search(words)


def _marked(folded: str, ends: Sequence[int]) -> str:
    letters = list(folded)
    for end in ends:
        letters[end] = ITEM_END
    return "".join(letters) if ends else folded


def fold(words: str) -> str:
    if words.isascii():
        return words.replace("`", "'").lower()
    plain = words
    for printed, compared in _PLAIN:  # one by one is a tenth of what str.translate takes
        plain = plain.replace(printed, compared)
    low = plain.lower()
    if len(low) == len(plain):
        return low
    return "".join(one if len(one := letter.lower()) == 1 else letter for letter in plain)
