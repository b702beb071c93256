"""Words that stand for others: "ditto", "as above", "as for OneFile", "see Famly"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from schoolgate.domain.catalogue import fold
from schoolgate.domain.reading import Span, Spans
from schoolgate.notices.draft import Drafted, identity
from schoolgate.notices.lines import trimmed
from schoolgate.notices.rows import Cell, Label

REPEATS = re.compile(
    r"\W{0,2}(?:[\"“”″〃]|ditto|(?:the )?same(?: as (?:above|before|the (?:above|last)))?"
    r"|as (?:above|before)|see above)"
    r"(?P<rest>\s*(?:$|[.,;+&(–-]).*)",
    re.IGNORECASE | re.DOTALL,
)
AS_FOR = re.compile(
    r"\W{0,2}(?:[Aa]s for|(?:[Tt]he )?[Ss]ame as(?: for)?|(?:[Ss]ee|[Aa]s)(?= [\"“‘']?[A-Z])) [\"“‘']?"
    r"(?P<name>[A-Z][^,.;+\n\"”’]{1,50})[\"”’']?(?P<rest>.*)",
    re.DOTALL,
)
SEE = re.compile(
    r"\W{0,2}(?:please )?see (?:under )?[\"“‘']?(?P<name>[A-Z][^\"”’.(]{1,50})[\"”’']?\W*(?:\(.*\)\W*)?",
    re.DOTALL,
)
DATA = (Label.DATA, Label.PROSE, Label.DATA_AND_PURPOSE)


def repeat(text: str, rows: Sequence[Drafted]) -> list[Drafted]:
    """The rows with what "ditto" stands for in its place; those that only point to another are left out."""
    kept: list[Drafted] = []
    for row in sorted(rows, key=lambda row: row.spans[0]):
        if _points_elsewhere(text, row, rows):
            continue
        row.cells = [part for cell in row.cells for part in _said(text, cell, kept)]
        kept.append(row)
    return kept


def _points_elsewhere(text: str, row: Drafted, rows: Sequence[Drafted]) -> bool:
    said = [text[slice(*span)] for cell in row.cells for span in cell.spans]
    match = SEE.fullmatch(said[0]) if len(said) == 1 else None
    return match is not None and any(_is_called(other, match["name"]) for other in rows if other is not row)


def _is_called(row: Drafted, name: str) -> bool:
    return identity(row.name) == identity(name.strip()) or fold(row.name).startswith(fold(name))


def _said(text: str, cell: Cell, above: Sequence[Drafted]) -> Iterator[Cell]:
    words = text[slice(*cell.spans[0])] if cell.spans else ""
    again, like = REPEATS.fullmatch(words), AS_FOR.fullmatch(words)
    if like:
        source = next((row for row in reversed(above) if _is_called(row, like["name"])), None)
    else:
        source = above[-1] if again and above else None
    meant = _of_same_label(source, cell.label) if source else ()
    rest = (again or like)["rest"] if again or like else ""  # type: ignore[index]
    if not meant:
        yield cell
        return
    yield replace(cell, spans=meant)
    further = (*_rest(text, cell.spans[0], rest), *cell.spans[1:])
    if further:
        yield replace(cell, spans=further)


def _of_same_label(row: Drafted, label: Label) -> Spans:
    """The cell above under the same heading, or, where it has no heading, that of its data."""
    labels = DATA if label in DATA else (label,)
    found = (cell.spans for wanted in (label, *labels) for cell in row.cells if cell.label is wanted)
    return next((spans for spans in found if spans), ())


def _rest(text: str, span: Span, rest: str) -> Spans:
    start, end = trimmed(text, (span[1] - len(rest), span[1]))
    while start < end and text[start] in ".,;+&–- ":
        start += 1
    return ((start, end),) if start < end else ()
