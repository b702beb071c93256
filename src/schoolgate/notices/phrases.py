"""Many phrases looked for at once: the longest that begins at a word wins.

A phrase is plain words; `a|b` is either, `(a)` may be missing, `_` joins words inside an `a|b`. Number
and possession do not matter: "parents' e-mails" is "parent email". Commas and full stops end a phrase.
"""

import itertools
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"e-mails?\b|[a-z0-9à-ÿ]+(?:'[a-z]+|')?|&|\+")
_TIES = re.compile(r"[\s/\-–_']*|\.")
_AND = frozenset({"&", "+"})
_Word = tuple[str, int, int]  # its stem, and where it begins and ends
MOST_GLUED, SHORTEST_GLUED = 3, 7  # words, and letters
REMEMBERED = 2_000  # runs of words: the same are asked again by each who reads them


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found in words[start:end], and what it stands for."""

    start: int
    end: int
    meanings: tuple[str, ...]


class Phrasebook:
    """Phrases and what each stands for; one phrase may stand for several things.

    Those of `glued` are known too as a system's field is called, "dateOfBirth".
    """

    def __init__(
        self, meanings: Iterable[tuple[str, Iterable[str]]], *, glued: Container[str] = frozenset()
    ) -> None:
        self._tree: dict[str, object] = {}
        for meaning, phrases in meanings:
            for phrase in phrases:
                self._plant(phrase, meaning, glued=meaning in glued)
        self._found = lru_cache(maxsize=REMEMBERED)(lambda folded: tuple(self._hits(folded)))

    def find(self, folded: str) -> tuple[Hit, ...]:
        """Hits in order, none inside another. `folded` as passage.fold gives it."""
        return self._found(folded)

    def _hits(self, folded: str) -> Iterator[Hit]:
        words = _words_in(folded)
        at = 0
        while at < len(words):
            if words[at][0] not in self._tree:
                at += 1
                continue
            hit, length = self._longest(folded, words, at)
            if hit:
                yield hit
            at += length

    def _plant(self, phrase: str, meaning: str, *, glued: bool) -> None:
        for words in _spelt_out(phrase):
            self._plant_words(words, meaning)
            if glued and 1 < len(words) <= MOST_GLUED and len(word := "".join(words)) >= SHORTEST_GLUED:
                self._plant_words([word], meaning)

    def _plant_words(self, words: Sequence[str], meaning: str) -> None:
        node = self._tree
        for word in words:
            node = node.setdefault(word, {})  # type: ignore[assignment]
        ends: list[str] = node.setdefault("", [])  # type: ignore[assignment]
        if meaning not in ends:
            ends.append(meaning)

    def _longest(self, folded: str, words: Sequence[_Word], at: int) -> tuple[Hit | None, int]:
        node, best, length = self._tree, None, 1
        for count, (word, start, end) in enumerate(itertools.islice(words, at, None), 1):
            if count > 1 and not _TIES.fullmatch(folded, words[at + count - 2][2], start):
                break
            node = node.get(word)  # type: ignore[assignment]
            if node is None:
                break
            if "" in node:
                ends: list[str] = node[""]  # type: ignore[assignment]
                best, length = Hit(words[at][1], end, tuple(ends)), count
        return best, length


@lru_cache(maxsize=REMEMBERED)  # each book looks at the same words
def _words_in(folded: str) -> tuple[_Word, ...]:
    return tuple((stem(match[0]), *match.span()) for match in _WORD.finditer(folded))


@lru_cache(maxsize=20_000)  # words, for every one of a page is asked after in each list
def stem(word: str) -> str:
    """A word without number or possession: "parents'" → "parent", "allergies" → "allergy"."""
    if word in _AND:
        return "and"
    word = word.replace("-", "").partition("'")[0]
    if len(word) < 3 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word.removesuffix("s")


def _spelt_out(phrase: str) -> Iterator[list[str]]:
    for chosen in itertools.product(*map(_choices, phrase.split())):
        words = [word for choice in chosen for word in choice]
        if words:
            yield words


def _choices(token: str) -> list[tuple[str, ...]]:
    """The stems of each, for "pupil|pupils" is one."""
    spelt = [choice.replace("_", " ").lower() for choice in token.strip("()").split("|")]
    optional = [""] if token.startswith("(") and token.endswith(")") else []
    return [
        *dict.fromkeys(
            tuple(stem(word[0]) for word in _WORD.finditer(choice)) for choice in (*spelt, *optional)
        )
    ]
