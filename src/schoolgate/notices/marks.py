"""Stars behind a name that a note on the page explains as data: "Evolve*"."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from schoolgate.domain.reading import Span
from schoolgate.notices.draft import Drafted
from schoolgate.notices.items import is_all_data, items_of_prose, items_unled
from schoolgate.notices.names import mentions
from schoolgate.notices.passage import Passage
from schoolgate.notices.rows import Cell, Label
from schoolgate.notices.stars import marks_behind, notes_of


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
