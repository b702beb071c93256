"""How hard a text is to read, as the school year an American pupil would be in (Flesch and Kincaid)."""

import re
from functools import cache
from html.parser import HTMLParser

import pyphen

WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
SENTENCE_END = re.compile(r"[.!?]+(?=\s|$)|\n+")
FEWEST_WORDS = 8  # in a line; a shorter one is a heading, a name or a value, and no sentence


def grade(text: str) -> float:
    """US grade: 6.0 is a text for children of eleven. 0.0 is the least: no words, or a few short ones.

    0.39 × words a sentence + 11.8 × syllables a word − 15.59. Syllables are counted by the places where
    a word may be hyphenated, which misses some: the figure serves to compare texts, all counted alike.
    Source: Kincaid, Fishburne, Rogers and Chissom, US Navy Research Branch Report 8-75, 1975.
    """
    words = WORD.findall(text)
    if not words:
        return 0.0
    sentences = sum(1 for part in SENTENCE_END.split(text) if WORD.search(part))
    syllables = sum(map(_syllables, words))
    return max(0.0, round(0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59, 1))


def grade_of_notice(text: str) -> float:
    """Of a document's running words: lines long enough to be sentences, each taken to end as one."""
    lines = [line.strip() for line in text.splitlines()]
    return grade("\n".join(line for line in lines if len(line.split()) >= FEWEST_WORDS))


def grade_of_page(html: str) -> float:
    """Of an HTML page, counted like a notice: each block is a line of it."""
    reader = _Words()
    reader.feed(html)
    return grade_of_notice("".join(reader.parts))


@cache
def _syllables(word: str) -> int:
    return len(_hyphens().positions(word)) + 1


@cache
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US")


class _Words(HTMLParser):
    INLINE = frozenset(
        ["a", "abbr", "b", "bdi", "cite", "code", "em", "i", "small", "span", "strong", "sub", "sup", "time"]
    )
    SILENT = frozenset(("script", "style", "title"))

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._silent += tag in self.SILENT
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in self.SILENT
        self._part(tag)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)

    def _part(self, tag: str) -> None:
        if tag not in self.INLINE:
            self.parts.append("\n")
