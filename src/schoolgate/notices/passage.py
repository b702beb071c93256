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
    r"(?<![.\s(][a-z])(?<![.:;)]\s\d)(?<!^\d)(?<!\be\.g)(?<!\bi\.e)(?<!\bno)(?<!\bnos)(?<!\bincl)(?<!\bapprox)[.!?]+[)\]\"”’']*(?=\s|$)"
    r"|\n\s*\n|\n(?=\s*[-•*–·]\s)",
    re.IGNORECASE,
)
REMEMBERED = 2_000  # sentences: a group's are asked again for each of its rows


@dataclass(frozen=True, slots=True)
class Passage:
    """Words joined by single spaces where a cell or line broke."""

    words: str
    folded: str  # as compared: lower case, plain apostrophes and spaces; one character for one
    pieces: tuple[tuple[int, Span], ...]  # where each span begins in `words`

    @classmethod
    def of(cls, text: str, spans: Spans) -> "Passage":
        parts, pieces, at = [], [], 0
        for start, end in spans:
            parts.append(text[start:end])
            pieces.append((at, (start, end)))
            at += end - start + 1
        words = " ".join(parts)
        return cls(words, fold(words), tuple(pieces))

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
        words, folded, pieces, at = [], [], [], 0
        for low, (first, last) in self._within(start, end):
            words.append(self.words[low : low + last - first])
            folded.append(self.folded[low : low + last - first])
            pieces.append((at, (first, last)))
            at += last - first + 1
        return Passage(" ".join(words), " ".join(folded), tuple(pieces))

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
            low, high = max(start, at), min(end, at + last - first)
            low += len(self.words[low:high]) - len(self.words[low:high].lstrip())
            high = low + len(self.words[low:high].rstrip())
            if low < high:
                yield low, (first + low - at, first + high - at)


@lru_cache(maxsize=REMEMBERED)
def _sentences(passage: Passage) -> tuple[Passage, ...]:
    edges = [0, *(match.end() for match in _SENTENCE_END.finditer(passage.words)), len(passage.words)]
    return tuple(passage.part(a, b) for a, b in pairwise(edges) if passage.words[a:b].strip())


def fold(words: str) -> str:
    plain = words
    for printed, compared in _PLAIN:  # one by one is a tenth of what str.translate takes
        plain = plain.replace(printed, compared)
    low = plain.lower()
    if len(low) == len(plain):
        return low
    return "".join(one if len(one := letter.lower()) == 1 else letter for letter in plain)
