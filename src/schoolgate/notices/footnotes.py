"""Numbered notes at a page's foot: "iSAMS [1]", "Wisepay²", and "[1] Full name, date of birth" below."""

import re
from collections.abc import Iterator, Mapping, Sequence

from schoolgate.domain.reading import Span
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.draft import Draft, Drafted
from schoolgate.notices.lines import trimmed
from schoolgate.notices.naming import Named
from schoolgate.notices.refusals import says_unused
from schoolgate.notices.rows import Cell, Label

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
DIGITS = str.maketrans(RAISED, "0123456789")
REFERENCE = rf"(?:\[\d{{1,2}}(?:\s?[,;&+/]\s?\d{{1,2}})*\]|[{RAISED}]+(?:[,;⸴ ][{RAISED}]+)*)"
NOTE = re.compile(
    rf"(?:\[(?P<mark>\d{{1,2}})\]|(?P<raised>[{RAISED}]{{1,2}}))[.:)]?\s*(?P<words>[^\s].{{3,}})", re.DOTALL
)
# Behind a name, its brackets, and the names that it is listed with: "AQA, Pearson and OCR [4]".
BEHIND = re.compile(
    rf"(?:\s?\([^()\n]{{2,60}}\))?(?:\s*(?:,|and|&)\s*(?:and )?[A-Z0-9][\w&'’ -]*)*\s?(?P<marks>{REFERENCE})"
)
AT_END = re.compile(rf"\s*{REFERENCE}$")
NO_NOTE = re.compile(
    r"\b(?:no|without an?y?) (?:superscript|number|mark|footnote|note|figure|star|letter|symbol|code)s?"
    r"(?: (?:behind|after|beside) (?:it|an? name|the name))?\s*(?:=|:|–|-|means|stands for)\s*"
    r"(?P<words>[^.\n]{3,80})",
    re.IGNORECASE,
)
POINTS_ON = re.compile(
    r"\b(?:signpost\w*|pointed to|recommended|advertised) only\b|\bonly signpost\w*", re.IGNORECASE
)
FEWEST = 2


def footnotes_of(text: str, blocks: Sequence[Block]) -> dict[int, tuple[str, Span]]:
    """Which blocks are notes: where they stand → number and words. None where nothing points to them."""
    if not re.search(rf"\[\d|[{RAISED}]", text):
        return {}
    found = {at: note for at, block in enumerate(blocks) if (note := _note(text, block))}
    pointed = {mark for match in re.finditer(rf"(?<=\S)\s?({REFERENCE})", text) for mark in _marks(match[1])}
    kept = {at: (mark, words) for at, (mark, words) in found.items() if mark in pointed}
    return kept if len(kept) >= FEWEST else {}


def _note(text: str, block: Block) -> tuple[str, Span] | None:
    match = NOTE.fullmatch(text, *block.span) if block.kind is BlockKind.LINE else None
    if match is None:
        return None
    return (match["mark"] or match["raised"].translate(DIGITS)), trimmed(text, match.span("words"))


def _marks(reference: str) -> list[str]:
    return re.findall(r"\d+", reference.translate(DIGITS))


def put_footnotes(draft: Draft, notes: Mapping[str, Span]) -> None:
    """Gives each row the notes it points to; one that is only recommended is denied."""
    usual = NO_NOTE.search(draft.text) if notes else None
    for row in [*draft.rows] if notes else ():
        said = [*_notes_behind(draft.text, row, notes)]
        row.cells = [cell for cell in row.cells if not _is_reference(draft.text, cell)]
        _without_reference(row)
        if any(says_unused(words) or POINTS_ON.search(words) for words in map(draft.words, said)):
            draft.rows.remove(row)
            draft.deny(Named(row.name, row.spans, row.cells))
        elif said:
            row.cells += [Cell(label=Label.PROSE, spans=(span,)) for span in said]
        elif usual and not row.cells:
            row.cells.append(Cell(label=Label.DATA, spans=(usual.span("words"),)))


def _notes_behind(text: str, row: Drafted, notes: Mapping[str, Span]) -> Iterator[Span]:
    at_end = AT_END.search(row.name)
    ends = row.spans[-1][1] - (len(at_end[0]) if at_end else 0)
    behind = BEHIND.match(text, ends)
    for mark in _marks(behind["marks"]) if behind else ():
        if mark in notes:
            yield notes[mark]


def _is_reference(text: str, cell: Cell) -> bool:
    words = " ".join(text[slice(*span)] for span in cell.spans).strip()
    return re.fullmatch(rf"{REFERENCE}|[\d,; ]+", words) is not None


def _without_reference(row: Drafted) -> None:
    if at_end := AT_END.search(row.name):
        row.name = row.name[: at_end.start()]
        row.spans = (*row.spans[:-1], (row.spans[-1][0], row.spans[-1][1] - len(at_end[0])))
