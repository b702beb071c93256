"""Wordings kept as data: a phrase of a TOML file → a pattern over folded words.

A phrase is plain words. `a|b` is either, `(a)` may be missing, `*` is any one or two words, `…` any
words of the same sentence, `_` joins words inside an `a|b`. Hyphens, spaces and slashes are alike, "and"
is also "&", any word may be plural or possessive. "=" before a phrase takes its words as they stand.
"""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from importlib.resources import files
from itertools import groupby
from operator import itemgetter
from typing import Any
from weakref import WeakSet

from schoolgate.notices.clues import SHORTEST, SIGNS, Needs, Sieve, Ways, ways_of
from schoolgate.notices.weights import load_weights

_NO_LETTER = re.compile(r"[^a-z0-9-]")
_LETTERS = re.compile(r"[a-z0-9]+")
SHORTEST_INFLECTED = 3  # letters; "is" and "in" have no plural
_GAP = r"[\s/\-–_]+"
_PLURAL = r"(?:'s|s'|es|s|\(s\))?(?:'(?!\w))?"
_SPECIAL = {"and": r"(?:and|&|\+)", "*": r"[\w'\-§]+(?:\s+[\w'\-]+)?", "…": r"[^.;\n]{0,80}?"}

FEW = 4  # choices looked for one by one, rather than all at once
LONG = 1_000  # letters, which are gone through once
_START = re.Match[str].start

_made: "WeakSet[Wording]" = WeakSet()


class _Choice:
    """A regular expression, compiled when it is first tried."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self._flags)


class Wording:
    """A regular expression of which each choice is tried, and compiled, only for words that hold what a match
    of it needs. `choices`: what it has between its bars, in their order; without them it is one itself.
    """

    def __init__(
        self, pattern: str, flags: int = 0, choices: Sequence[tuple[str, Ways]] | None = None
    ) -> None:
        self.pattern = pattern
        self._whole = _Choice(pattern, flags)
        self._choices = (
            [(ways_of(pattern), self._whole)]
            if choices is None
            else [(ways, _Choice(one, flags)) for one, ways in choices]
        )
        self.ways = tuple(way for ways, _ in self._choices for way in ways)
        self._likely = Sieve(self._choices).left
        _made.add(self)

    def search(self, words: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        likely = self._likely(words)
        if not likely:
            return None
        if len(likely) > (FEW if len(words) < LONG else 1):
            return self._whole.compiled.search(words, start, end)
        if len(likely) == 1:
            return likely[0].compiled.search(words, start, end)
        found = [match for one in likely if (match := one.compiled.search(words, start, end))]
        return min(found, key=_START) if found else None  # of two at one place the first, as behind a bar

    def match(self, words: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        tried = (one.compiled.match(words, start, end) for one in self._tried(words))
        return next((match for match in tried if match), None)

    def fullmatch(self, words: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        tried = (one.compiled.fullmatch(words, start, end) for one in self._tried(words))
        return next((match for match in tried if match), None)

    def finditer(self, words: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        likely = self._likely(words)
        if not likely:
            return iter(())
        if len(likely) > (FEW if len(words) < LONG else 1):
            return self._whole.compiled.finditer(words, start, end)
        if len(likely) == 1:
            return likely[0].compiled.finditer(words, start, end)
        return _in_turn(likely, words, start, end)

    def compile(self) -> None:
        for one in (self._whole, *(choice for _, choice in self._choices)):
            _ = one.compiled

    def _tried(self, words: str) -> list[_Choice]:
        """Few are looked for one by one; many at once."""
        likely = self._likely(words)
        return likely if len(likely) <= FEW else [self._whole]


def _in_turn(tried: Sequence[_Choice], words: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The matches of several as one expression would find them; none is empty."""
    ahead = [one.compiled.search(words, start, end) for one in tried]
    while found := [match for match in ahead if match]:
        first = min(found, key=_START)
        yield first
        ahead = [
            match
            if match is None or match.start() >= first.end()
            else one.compiled.search(words, first.end(), end)
            for one, match in zip(tried, ahead, strict=True)
        ]


def compile_all() -> None:
    """For a process that is to read many or be forked for each: else each is compiled when needed."""
    for wording in [*_made]:
        wording.compile()


@cache
def load(name: str) -> dict[str, Any]:
    """One data file of this room."""
    return tomllib.loads((files(__package__) / name).read_text("utf-8"))


def load_all() -> None:
    """Every data file of this room, for a process that soon can open none."""
    for path in files(__package__).iterdir():
        if path.name.endswith(".toml"):
            load(path.name)
        elif path.name.endswith(".json"):
            load_weights(path.name.removesuffix(".json"))


def pattern(phrases: Iterable[str]) -> Wording:
    """Matches any of the phrases as whole words, the longest phrase first."""
    ordered = sorted(dict.fromkeys(phrases), key=len, reverse=True)
    # One look at the letter before for all of them: it rules most places out before any phrase is tried.
    expressions = [expression(phrase) for phrase in ordered]
    choices = [
        (rf"(?<!\w)(?:{one})", (_needs(phrase),)) for one, phrase in zip(expressions, ordered, strict=True)
    ]
    return Wording(rf"(?<!\w)(?:{'|'.join(expressions)})" if ordered else r"(?!)", 0, choices)


@cache
def phrases_of(file: str, name: str) -> Wording:
    """One entry's phrases: made once, whoever asks."""
    return pattern(load(file)[name]["phrases"])


def any_of(expressions: Iterable[str], flags: int = 0) -> Wording:
    """Matches where one of the regular expressions does, without saying which.

    What they begin with in common is looked at once for all of them: one by one it is most of the work.
    """
    loose = [*expressions]
    choices = [(one, ways_of(one)) for one in loose]
    together = []
    for lead in (r"\b", "^"):
        led = [one for one in loose if one.startswith(lead) and _is_one(one)]
        loose = [one for one in loose if one not in led]
        together += [f"{lead}(?:{'|'.join(one.removeprefix(lead) for one in led)})"] if led else []
    return Wording("|".join((*together, *(f"(?:{one})" for one in loose))) or r"(?!)", flags, choices)


def _is_one(regular: str) -> bool:
    """No "a|b" outside every bracket, of which the beginning would be the first choice's alone."""
    outside = re.sub(r"\\.|\[[^\]]*\]", "", regular)
    while outside != (inner := re.sub(r"\([^()]*\)", "", outside)):
        outside = inner
    return "|" not in outside


def expression(phrase: str) -> str:
    exact = phrase.startswith("=")
    body, tied = "", False
    for token in phrase.removeprefix("=").split():
        optional = token.startswith("(") and token.endswith(")")
        word = _word(token[1:-1] if optional else token, inflected=not exact)
        gap = (r"\s*" if token == ":" else _GAP) if tied else ""
        if not optional:
            body, tied = body + gap + word, True
        elif tied:
            body += f"(?:{gap}{word})?"
        else:
            body += f"(?:{word}{_GAP})?"
    return body + ("" if body.endswith(":)") else r"(?!\w)")


def _needs(phrase: str) -> Needs:
    """As clues.ways_of tells of its expression, in a tenth of the time."""
    exact = phrase.startswith("=")
    tokens = [token for token in phrase.removeprefix("=").casefold().split() if not token.startswith("(")]
    clues = ([_clue(choice, inflected=not exact) for choice in token.split("|")] for token in tokens)
    return tuple(frozenset(found) for found in clues if all(found))


def _clue(choice: str, *, inflected: bool) -> str:
    """The longest word of a choice; nothing where no letters of it are sure."""
    if choice[0] in SIGNS:
        return f" {choice[0]} "
    if choice in _SPECIAL or not choice.isascii():
        return ""
    ending = _choice(choice, inflected=inflected)[1]
    letters = choice[:-1] if ending and ending != _PLURAL else choice
    letters = _NO_LETTER.sub(" ", f" {letters}{'' if ending else ' '}")
    words = (letters[match.start() - 1 : match.end() + 1].strip("-") for match in _LETTERS.finditer(letters))
    return max((word for word in words if len(word) > SHORTEST), key=len, default="")


def _word(token: str, *, inflected: bool) -> str:
    """Its choices, those in turn that end alike with one ending: half of all there is to compile."""
    choices = [_choice(choice, inflected=inflected) for choice in token.split("|")]
    ends = groupby(choices, key=itemgetter(1))
    return f"(?:{'|'.join(_either([stem for stem, _ in alike]) + ending for ending, alike in ends)})"


def _either(stems: Sequence[str]) -> str:
    return stems[0] if len(stems) == 1 else f"(?:{'|'.join(stems)})"


def _choice(choice: str, *, inflected: bool) -> tuple[str, str]:
    """A choice's stem and its ending."""
    if choice in _SPECIAL:
        return _SPECIAL[choice], ""
    letters = re.escape(choice).replace(r"\-", r"[\s\-]?").replace("_", _GAP)
    if not inflected or not choice[-1].isalpha() or len(choice) < SHORTEST_INFLECTED:
        return letters, ""
    return (letters[:-1], "(?:y|ies|y's|ies')") if choice.endswith("y") else (letters, _PLURAL)
