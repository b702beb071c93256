"""A word the page explains once, "by basic details we mean name and class", put where rows only name it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from schoolgate.domain.reading import Span
from schoolgate.notices.draft import Drafted
from schoolgate.notices.items import is_all_data, is_bare_list
from schoolgate.notices.lines import trimmed
from schoolgate.notices.passage import Passage
from schoolgate.notices.rows import Cell, Label

_TERM = r"(?P<term>[A-Za-z][A-Za-z -]{3,38}?)"
_WORDS = r"\s*:?\s*(?P<words>[^.;\n]{5,200})"
EXPLAINED = (
    re.compile(
        r"\b(?:by|where|when(?:ever)?|if)\s(?:(?:we|you|this page|the list|it) (?:say|see|write|read)s? )?"
        rf"[\"“‘'*]*{_TERM}[\"”’'*]*,?\s(?:we mean|(?:it |this |that )?means|is meant)\b{_WORDS}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"[\"“‘*]+{_TERM}[\"”’*]+\s(?:means?|stands? for|is|are|includes?|covers?|comprises?)\b{_WORDS}",
        re.IGNORECASE,
    ),
)
OF_EACH = re.compile(r"\b(?:each|all|every|both|these|they)\b", re.IGNORECASE)


def explain_shorthand(text: str, rows: Sequence[Drafted]) -> None:
    """Gives each row that names a word explained elsewhere the words it stands for, as its data."""
    meant = dict(_explained(text))
    for row in rows if meant else ():
        for term, words in meant.items():
            if _uses(text, row, term, words):
                row.cells = [_as_data(text, cell, term) for cell in row.cells]
                row.cells.append(Cell(label=Label.DATA, spans=(words,)))


def _explained(text: str) -> Iterator[tuple[str, Span]]:
    for pattern in EXPLAINED:
        for match in pattern.finditer(text):
            words = trimmed(text, match.span("words"))
            if is_bare_list(Passage.of(text, (words,))):
                yield " ".join(match["term"].lower().split()), words


def _uses(text: str, row: Drafted, term: str, words: Span) -> bool:
    """Does it say so itself, or the line over it of each?"""
    own = [span for cell in row.cells for span in cell.spans]
    above = [span for span in (row.group.spans if row.group else ()) if OF_EACH.search(text[slice(*span)])]
    source = re.compile(rf"{re.escape(term)}[^.;\n]*\bfrom {re.escape(row.name)}\b", re.IGNORECASE)
    return any(
        term in text[slice(*span)].lower() and not _overlap(span, words) and not source.search(text, *span)
        for span in (*own, *above)
    )


def _as_data(text: str, cell: Cell, term: str) -> Cell:
    """ "Core details, gender": what stands beside the word is data too."""
    words = " ".join(text[slice(*span)] for span in cell.spans)
    rest = re.sub(re.escape(term), " ", words, flags=re.IGNORECASE).strip(" ,;+&.")
    is_list = rest != words and is_all_data(Passage.of(rest, ((0, len(rest)),)))
    return replace(cell, label=Label.DATA) if is_list and cell.label is Label.PROSE else cell


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
