"""Stars behind names, and the page's own words on what each means: data sent besides, or a choice.

"Evolve*", and elsewhere "* also gets medical needs", "Apps marked with a dagger (†) need your consent", or a
line that is a key to them: "Key: * log in   † photograph".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from schoolgate.domain.reading import Span
from schoolgate.notices.lines import trimmed

STAR = r"(?:\*{1,3}|†{1,3}|‡{1,3}|♥{1,3}|✱{1,3}|#{1,3}|\^{1,3})"
_NAMED = r"\b(?:stars?|asterisks?)\b(?=[^.\n]{0,30}\b(?:means?|shows?|says?|tells?)\b)"
_MARK = re.compile(rf"[*†‡♥✱#^]|{_NAMED}", re.IGNORECASE)  # soon looked for, and on few pages
_WORDS = r"[)\"'’”]*[^\S\n]*(?P<equals>[=:–-]|means\b|shows\b)?[^\S\n]*(?P<words>[^\W_][^.\n]{3,200})"
_TOLD = re.compile(
    r"(?:\b(?:stars?|asterisks?|hearts?|daggers?|hash|marked|mark|starred|shown|with)\b"
    rf"[^.\n]{{0,30}}?[\s(\"'‘“](?P<mark>{STAR})(?![\w*])"
    rf"|{_NAMED})" + _WORDS,
    re.IGNORECASE,
)
_FOOT = re.compile(rf"^[^\S\n]?(?P<mark>{STAR})(?!\*)(?P<gap>\s{{2,}}(?=\S)|\t)?{_WORDS}", re.MULTILINE)
_LEADING = re.compile(
    r"(?:we|only|these|optional|with|needs?|parents?|you|requires?|required|no|not|by|your|if|ask|consent"
    r"|permission|compulsory|opt)\b",
    re.IGNORECASE,
)
_KEY = re.compile(r"^\W*(?:key|notes?)\b[^\n]*", re.IGNORECASE | re.MULTILINE)
_IN_KEY = re.compile(rf"(?P<mark>{STAR})\s*[=:–-]?\s*(?P<words>[A-Za-z][^*†‡♥✱#^\n]{{4,90}})")
_BEHIND = re.compile(rf"(?:\s?\([^()\n]{{2,40}}\))?\s?(?P<marks>{STAR}+)(?![\w*])")
_EACH = re.compile(STAR)


@dataclass(frozen=True, slots=True)
class Note:
    """What a page says of one mark. `foot`: it opens its line, as a bullet does, unless words lead on."""

    mark: str
    words: Span
    start: int  # where the mark stands, or the word for it
    foot: bool = False
    led: bool = True


@lru_cache(maxsize=4)  # asked for each row of a page
def notes_of(text: str) -> tuple[Note, ...]:
    """In the page's order."""
    if not _MARK.search(text):
        return ()
    keys = [match.span() for match in _KEY.finditer(text)]
    inside = [_note(text, match) for key in keys for match in _IN_KEY.finditer(text, *key)]
    found = [one for one in _of_sentences(text) if not any(a <= one.words[0] < b for a, b in keys)]
    return tuple(sorted((*inside, *found), key=lambda one: one.words))


def _of_sentences(text: str) -> Iterator[Note]:
    for match in _TOLD.finditer(text):
        yield _note(text, match)
    for match in _FOOT.finditer(text):
        yield _note(text, match, foot=True, led=_is_led(match))


def _note(text: str, match: re.Match[str], *, foot: bool = False, led: bool = True) -> Note:
    return Note(match["mark"] or "*", trimmed(text, match.span("words")), match.start(), foot, led)


def _is_led(match: re.Match[str]) -> bool:
    return bool(match["equals"] or match["gap"] or _LEADING.match(match["words"]))


def marks_behind(text: str, end: int) -> list[str]:
    """The marks straight behind a name that ends there."""
    behind = _BEHIND.match(text, end)
    return _EACH.findall(behind["marks"]) if behind else []


def is_note(words: str) -> bool:
    """A line that explains a star is no heading."""
    if not _MARK.search(words):
        return False
    return _TOLD.search(words) is not None or _FOOT.search(words) is not None or is_key(words)


def is_key(words: str) -> bool:
    """A line of marks speaks of the rows that bear them, and of no others."""
    return _KEY.match(words) is not None and _IN_KEY.search(words) is not None


def explains_mark(words: str) -> bool:
    """Does a sentence say what a mark means?"""
    if not _MARK.search(words):
        return False
    return _TOLD.search(words) is not None or any(map(_is_led, _FOOT.finditer(words)))
