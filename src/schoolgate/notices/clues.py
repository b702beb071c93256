"""Letters that no match of an expression can do without: one look at some words rules most expressions out.

Hundreds of expressions are asked of each sentence and few find anything in it. "(?:send|sends) … to us" is
asked only of words with "send", "to" and "us" among them; which of all clues words hold is found out once.
A clue is lower case; a blank at its beginning or end says that a word begins or ends there.
"""

import re
from collections import deque
from collections.abc import Iterable
from functools import lru_cache, reduce
from operator import or_
from typing import Generic, TypeVar

Needs = tuple[frozenset[str], ...]  # of each, a match holds one
Ways = tuple[Needs, ...]  # any way to match, with what it needs

Thing = TypeVar("Thing")
SHORTEST = 2  # letters
SIGNS = "£©+"  # told from what stands around them, as words are
START = 3  # letters by which the clues in a word are found
ANY = -1  # bits: whatever words hold
REMEMBERED = 20_000  # runs of letters and signs between blanks, and words of several
SIEVED = 200  # of each sieve, what it lets through for the clues that words hold
_OPEN = "\0"  # at the end of a clue: what follows it is not read yet
_AROUND = f" {_OPEN}"
_PIECE = re.compile(
    r"\\?(?P<sign>[£©]|(?<=\\)\+)"
    r"|(?P<edge>\(\?<?!\\w\)|\\[bsW]|\\\W|\[(?:\\s|\\\W|[^\w\\\]^]|_)+\]|[^\w\\()\[{|?*+.])"
    r"|(?P<look>\(\?<?[=!])|(?P<group>\((?:\?(?::|P<\w+>|[a-z]*-?[a-z]*:)|(?!\?)))|(?P<strange>\(\?)"
    r"|(?P<shut>\))|(?P<either>\|)|(?P<times>(?:[?*+]|\{\d+(?:,\d*)?\})[?+]?)"
    r"|(?P<letters>[A-Za-z0-9]+(?=[A-Za-z0-9][?*+{])|[A-Za-z0-9]+)"
    r"|\\(?:x..|u.{4}|U.{8}|N\{[^}]*\}|.)|\[\^?\]?(?:\\.|[^\]\\])*\]|.",
    re.DOTALL,
)
_WORD = re.compile(rf"[^\W_]+|[{SIGNS}]")
_number: dict[str, int] = {}  # clue → which bit says that words hold it
_starting: dict[str, list[str]] = {}  # the first letters → the clues that begin so
_having: dict[str, list[str]] = {}  # as many letters → the runs met that have them


def ways_of(regular: str, *, begins: bool = False) -> Ways:
    """What a match of a regular expression needs; where we cannot say, one way that needs nothing.

    `begins`: it matches only where a word begins.
    """
    pieces = deque(_PIECE.finditer(regular))
    if any(piece.lastgroup == "strange" for piece in pieces):
        return ((),)
    return tuple(_ended(way, edge=False) for way in _ways(pieces, begins))


def _ways(pieces: deque[re.Match[str]], begins: bool) -> list[Needs]:
    """Up to the bracket that closes, which is taken as well."""
    ways = [_way(pieces, begins)]
    while pieces and pieces.popleft().lastgroup == "either":
        ways.append(_way(pieces, begins))
    return ways


def _way(pieces: deque[re.Match[str]], edge: bool) -> Needs:
    """Up to the bar or bracket that ends it; `edge`: what comes next begins a word, if it is a letter."""
    needs: Needs = ()
    run = " " if edge else ""
    while pieces and pieces[0].lastgroup not in ("either", "shut"):
        piece = pieces.popleft()
        kind = piece.lastgroup
        inner = _ways(pieces, run == " ") if kind in ("look", "group") else []
        times = pieces.popleft()[0] if pieces and pieces[0].lastgroup == "times" else ""
        needed = not times.startswith(("?", "*", "{0"))
        if kind == "letters" and needed:
            run += piece[0].lower()
        if kind == "letters" and not times:
            continue
        edge = kind in ("edge", "sign") and needed
        needs = _ended(needs, edge=edge) + _clue(run + " " * edge)
        needs += _clue(f" {piece['sign']} ") if kind == "sign" and needed else ()
        needs += _of_group(inner) if inner and needed and not piece[0].endswith("!") else ()
        run = " " if edge else ""
    return needs + _clue(run + _OPEN)


def _clue(letters: str) -> Needs:
    whole = letters.startswith(" ") and not letters[-1].isalnum()  # "e" of "e.g." is a word
    return (frozenset((letters,)),) if len(letters.strip(_AROUND)) >= (1 if whole else SHORTEST) else ()


def _ended(needs: Needs, *, edge: bool) -> Needs:
    """With what is open at their ends settled: does a word end there?"""
    return tuple(frozenset(clue.replace(_OPEN, " " * edge) for clue in clues) for clues in needs)


def _of_group(ways: list[Needs]) -> Needs:
    """Of several ways, that which says most of each, together; nothing if one of them needs nothing."""
    if len(ways) == 1:
        return ways[0]
    return (frozenset().union(*map(_telling, ways)),) if all(ways) else ()


def _telling(needs: Needs) -> frozenset[str]:
    """Of what one way needs, that which fewest words hold."""
    return max(needs, key=_rarity)


def _rarity(clues: frozenset[str]) -> tuple[int, int]:
    return min(map(len, clues)), -len(clues)


class Sieve(Generic[Thing]):
    """Things, each with its ways to match; given some words, those are left of which one way may match.

    A clue is a bit of what `_held_in` gives.
    """

    def __init__(self, things: Iterable[tuple[Ways, Thing]]) -> None:
        self.things: list[Thing] = []
        self._anyhow: set[int] = set()  # places of the things that need nothing
        self._asked = 0  # every clue that any of them needs
        self._telling: dict[int, list[tuple[int, int, int, list[int]]]] = {}  # clue → thing, its other needs
        for at, (ways, thing) in enumerate(things):
            self.things.append(thing)
            if all(ways):
                self._put(at, ways)
            else:
                self._anyhow.add(at)
        self._first = sum(1 << clue for clue in self._telling)
        self._found: dict[int, list[Thing]] = {}
        self._unasked = [self.things[at] for at in sorted(self._anyhow)]

    def _put(self, at: int, ways: Ways) -> None:
        for needs in ways:
            first, *more = sorted(dict.fromkeys(needs), key=_rarity, reverse=True)
            bits = [_bits_of(clues) for clues in (first, *more)]
            self._asked = reduce(or_, bits, self._asked)
            one, another, *others = (*bits[1:], *[ANY] * (2 - len(more)))
            for clue in first:
                self._telling.setdefault(_numbered(clue), []).append((at, one, another, others))

    def left(self, words: str) -> list[Thing]:
        """In their order."""
        held = _held_in(words)
        if not held & self._first:
            return self._unasked
        held &= self._asked
        left = self._found.get(held)
        if left is None:
            if len(self._found) >= SIEVED:
                self._found.clear()
            left = self._found[held] = self._left(held)
        return left

    def _left(self, held: int) -> list[Thing]:
        left, found = set(self._anyhow), held & self._first
        while found:
            clue = found.bit_length() - 1
            for at, one, another, others in self._telling[clue]:
                if at in left:
                    continue
                if held & one and held & another and (not others or all(map(held.__and__, others))):
                    left.add(at)
            found ^= 1 << clue
        return [self.things[at] for at in sorted(left)]


def _bits_of(clues: Iterable[str]) -> int:
    return reduce(or_, (1 << _numbered(clue) for clue in clues))


def _numbered(clue: str) -> int:
    if clue not in _number:
        number = _number[clue] = len(_number)
        _held_in.cache_clear()
        _starting.setdefault(clue[:START], []).append(clue)
        for run in _having.get(clue[:START], ()):
            if clue in _words_of(run):
                _runs[run] |= 1 << number
    return _number[clue]


@lru_cache(maxsize=REMEMBERED)
def _held_in(words: str) -> int:
    """Which clues some words hold, a bit for each."""
    return reduce(or_, map(_runs.__getitem__, words.casefold().split()), 0)


class _Runs(dict[str, int]):
    """Which clues "(name," and the like hold: a dict, for nothing is asked more often."""

    def __missing__(self, run: str) -> int:
        if len(self) > REMEMBERED:
            self.clear()
            _having.clear()
        held, words = 0, _words_of(run)
        for at in range(len(words) - 1):
            for length in range(SHORTEST, START + 1):
                start = words[at : at + length]
                _having.setdefault(start, []).append(run)
                for clue in _starting.get(start, ()):
                    if words.startswith(clue, at):
                        held |= 1 << _number[clue]
        self[run] = held
        return held


def _words_of(run: str) -> str:
    """With a blank on either side of each."""
    return f" {' '.join(_WORD.findall(run))} "


_runs = _Runs()
