"""Marks behind a name that a note on the page explains as data: "Evolve*", "ParentPay (N)(C)"."""

import re
from collections import Counter
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
from schoolgate.notices.stars import marks_behind, notes_of

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
    starred = [(row, marks) for row in rows if row.spans and (marks := marks_behind(text, row.spans[-1][1]))]
    notes = dict(_notes(text)) if starred else {}
    for row, marks in starred:
        for mark in (one for one in marks if one in notes):
            row.cells = [_listed(text, cell) for cell in row.cells]
            row.cells.append(Cell(label=Label.DATA, spans=(notes[mark],), printed_label=mark))


def _notes(text: str) -> Iterator[tuple[str, Span]]:
    """The marks that are explained once, and as data."""
    often = Counter(note.mark for note in notes_of(text))
    for note in notes_of(text):
        words = Passage.of(text, (note.words,))
        data = items_of_prose(words).items or items_unled(words).items or is_all_data(words)
        if often[note.mark] == 1 and data and not any(mentions(words.words)):
            yield note.mark, note.words


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
