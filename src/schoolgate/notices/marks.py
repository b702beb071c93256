"""Marks behind a name that a note on the page explains as data: "Evolve*", "ParentPay (N)(C)"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from schoolgate.domain.reading import Span
from schoolgate.notices.draft import Drafted
from schoolgate.notices.items import is_all_data, items_of_prose, items_unled
from schoolgate.notices.lines import trimmed
from schoolgate.notices.names import mentions
from schoolgate.notices.passage import Passage
from schoolgate.notices.rows import Cell, Label

STAR = r"[*†‡#^✱]{1,3}"
NOTE = re.compile(
    rf"(?:\b(?:star|asterisk|dagger|hash|marked|mark|with|starred)\b[^.\n]{{0,30}}?[\s(\"'‘“](?P<mark>{STAR})[)\"'’”]*"
    rf"|^\s?(?P<foot>{STAR})\)?\s*(?:[=:–-]|means|shows)?)\s*(?P<words>[A-Za-z][^.\n]{{4,200}})",
    re.IGNORECASE | re.MULTILINE,
)
KEY = re.compile(
    r"^\W*(?:key|notes?)\b[^\n]*", re.IGNORECASE | re.MULTILINE
)  # "Key: * log in   † photograph"
IN_KEY = re.compile(rf"(?P<mark>{STAR})\s*[=:–-]?\s*(?P<words>[A-Za-z][^*†‡#^✱\n]{{4,90}})")
BEHIND = re.compile(rf"(?:\s?\([^()\n]{{2,40}}\))?\s?(?P<mark>{STAR})(?![\w*])")
LETTER = r"[A-Z]{1,2}|\d"
LETTERED = re.compile(rf"[(\[](?:{LETTER})[)\]]")
KEYED = re.compile(
    rf"[(\[](?P<mark>{LETTER})[)\]]\s*(?:[=:–-]|means)?\s*(?P<words>[a-z][\w '’/-]{{2,60}}?)"
    r"(?=\s*(?:[,;.(\[\n]|and\s+[(\[]|$))"
)
KEYED_BEHIND = re.compile(
    rf"(?P<words>[A-Za-z][\w '’/-]{{2,60}}?)\s*[(\[](?P<mark>{LETTER})[)\]](?=\s*(?:[,;.\n]|and\b|$))"
)
FEWEST = 3  # letters of a key in one line
EDGES = re.compile(r"(?:[\s,;:–—-]|\b(?:and|plus|also)\b)*")


def explain_stars(text: str, rows: Sequence[Drafted]) -> None:
    """Gives each row with a star what the page's note on that star says is sent besides."""
    starred = [(row, one) for row in rows if row.spans and (one := BEHIND.match(text, row.spans[-1][1]))]
    notes = dict(_notes(text)) if starred else {}
    for row, behind in starred:
        if behind["mark"] in notes:
            row.cells = [_listed(text, cell) for cell in row.cells]
            row.cells.append(
                Cell(label=Label.DATA, spans=(notes[behind["mark"]],), printed_label=behind["mark"])
            )


def is_note(words: str) -> bool:
    """A line that explains a star is no heading."""
    return NOTE.search(words) is not None or is_key(words)


def is_key(words: str) -> bool:
    """A line of marks speaks of the rows that bear them, and of no others."""
    return KEY.match(words) is not None and IN_KEY.search(words) is not None


def _notes(text: str) -> Iterator[tuple[str, Span]]:
    keys = [match.span() for match in KEY.finditer(text)]
    inside = [match for key in keys for match in IN_KEY.finditer(text, *key)]
    found = [*inside, *(m for m in NOTE.finditer(text) if not any(a <= m.start() < b for a, b in keys))]
    marks = [match["mark"] or match.groupdict().get("foot", "") for match in found]
    for match, mark in zip(found, marks, strict=True):
        words = Passage.of(text, (match.span("words"),))
        data = items_of_prose(words).items or items_unled(words).items or is_all_data(words)
        if marks.count(mark) == 1 and data and not any(mentions(words.words)):
            yield mark, trimmed(text, match.span("words"))


def _listed(text: str, cell: Cell) -> Cell:
    """Its own list of data is data beside the note's."""
    data = cell.label is Label.PROSE and is_all_data(Passage.of(text, cell.spans))
    return replace(cell, label=Label.DATA) if data else cell


def spell_brackets(text: str, rows: Sequence[Drafted]) -> None:
    """Gives each row the words that the letters in brackets behind its name stand for."""
    key = key_of(text)
    if not key:
        return
    marks = "|".join(sorted(map(re.escape, key), key=len, reverse=True))
    run = re.compile(rf"(?:\s*[(\[](?:{marks})(?:\s*[,/&+]\s*(?:{marks}))*[)\]])+")
    for row in rows:
        _spell(text, row, run, re.compile(rf"\b(?:{marks})\b"), key)


@lru_cache(maxsize=4)  # asked twice for a page
def key_of(text: str) -> Mapping[str, Span]:
    """ "Name (N), date of birth (D), class (C)", in one line."""
    for line in re.finditer(r"[^\n]+", text):
        if len(LETTERED.findall(text, *line.span())) < FEWEST:
            continue
        for pattern in (KEYED, KEYED_BEHIND):
            found = {m["mark"]: trimmed(text, m.span("words")) for m in pattern.finditer(text, *line.span())}
            if len(found) >= FEWEST and all(
                is_all_data(Passage.of(text, (words,))) for words in found.values()
            ):
                return found
    return {}


def _spell(
    text: str, row: Drafted, run: re.Pattern[str], marks: re.Pattern[str], key: Mapping[str, Span]
) -> None:
    start = row.spans[0][0] if row.spans else len(text)
    line = text.find("\n", start)
    ends = line if line >= 0 else len(text)
    match = run.search(text, start, ends)
    if match is None or match.start() == start:
        return
    row.cells = [cell for cell in row.cells if not _is_in(cell, match.span())]
    row.cells += [Cell(label=Label.DATA, spans=(key[mark],)) for mark in marks.findall(match[0])]
    if row.spans[-1][1] > match.start():
        row.name, row.spans = text[start : match.start()].rstrip(), (trimmed(text, (start, match.start())),)
    edges = EDGES.match(text, match.end(), ends)
    rest = trimmed(text, (edges.end() if edges else match.end(), ends))
    if rest[0] < rest[1] and is_all_data(Passage.of(text, (rest,))):
        row.cells = [cell for cell in row.cells if not _is_in(cell, (match.start(), ends))]
        row.cells.append(Cell(label=Label.DATA, spans=(rest,)))


def _is_in(cell: Cell, span: Span) -> bool:
    return bool(cell.spans) and all(span[0] <= start and end <= span[1] for start, end in cell.spans)
