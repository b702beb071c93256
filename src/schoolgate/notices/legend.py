"""Marks behind a name that are no codes for data: signs ("–"), "(S) = staff only", stars."""

import re
from collections.abc import Mapping, Sequence

from schoolgate.domain.reading import Span
from schoolgate.notices.draft import Drafted
from schoolgate.notices.lines import trimmed
from schoolgate.notices.rows import Cell, Label

# A sign by itself in the place of letters: "– = nothing from us".
ALONE = re.compile(
    r"(?:^|(?<=\s))(?P<mark>[–—?✗×○•*-]) ?= ?(?P<words>[a-z][^=\n,;]{3,60}?)(?=[,;.]|\s{2,}|\s+\S ?=|$)",
    re.MULTILINE,
)
BRACKETED = re.compile(
    r"[(\[](?P<mark>[A-Z]{1,2})[)\]]\s*(?:=|means|stands for|shows|marks)\s*(?P<words>[A-Za-z][^.;\n]{2,80})"
)
OF_PEOPLE = re.compile(
    r"(?:about )?(?:staff|parents?|governors?|visitors?|volunteers?|pupils?|children)\b", re.IGNORECASE
)
STARRED = re.compile(
    r"\s?[*†‡♥✱]+$|\s?[(\[](?:green|red|amber|blue|yellow|orange|grey|pink|purple)[)\]]$", re.IGNORECASE
)


def spell_signs(text: str, rows: Sequence[Drafted]) -> None:
    """ "Britannica School . . –": the sign that stands for all that is said of it."""
    key = {match["mark"]: match.span("words") for match in ALONE.finditer(text)} if "=" in text else {}
    for row in rows if key else ():
        end = row.spans[-1][1]
        stop = text.find("\n", end)
        behind = text[end : stop if stop >= 0 else len(text)].strip(" .…_\t|")
        if behind in key and not any(cell.label is Label.DATA for cell in row.cells):
            row.cells.append(Cell(label=Label.DATA, spans=(key[behind],), printed_label=behind))


def explain_marks(text: str, rows: Sequence[Drafted]) -> None:
    """Puts "(S) = staff information only" in the place of each "(S)" behind a name."""
    key = {match["mark"]: trimmed(text, match.span("words")) for match in BRACKETED.finditer(text)}
    for row in rows if key else ():
        row.cells = [_explained(text, cell, key) for cell in row.cells]


def drop_marks(rows: Sequence[Drafted]) -> None:
    """Takes the mark off "Sumdog*", "Arbor (RED)": it points to a note, and is no part of the name."""
    for row in rows:
        match = STARRED.search(row.name)
        if match and row.spans and match.start() > 0:
            *first, (start, end) = row.spans
            row.name = row.name[: match.start()]
            row.spans = (*first, (start, end - len(match[0])))


def _explained(text: str, cell: Cell, key: Mapping[str, Span]) -> Cell:
    said = text[slice(*cell.spans[0])].strip("()[] ") if len(cell.spans) == 1 else ""
    if said not in key:
        return cell
    people = OF_PEOPLE.match(text, *key[said])
    if people:  # only whom it is about: "information" is no data of theirs
        return Cell(label=Label.SUBJECTS, spans=(people.span(),), printed_label=said)
    return Cell(label=Label.PROSE, spans=(key[said],), printed_label=said)
