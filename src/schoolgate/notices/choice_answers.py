"""Answers to a question of choice: "Consent: yes", "Opt out? | No", "Who can stop it? You, for Unifrog"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from schoolgate.domain.reading import Span
from schoolgate.domain.vocabulary import ChoiceKind
from schoolgate.notices.choice_words import choice_said, choices
from schoolgate.notices.labels import meaning
from schoolgate.notices.passage import Passage, fold
from schoolgate.notices.rows import Cell, Label, Row
from schoolgate.notices.said import Said

YES = frozenset({"yes", "y", "required", "needed"})
_REPLY = re.compile(
    r"\s*(yes|y|none|no|n|required|needed|not (?:required|needed))\b(?!/)(?!(?<=ed) (?:by|for|under|to)\b)"
)
_HOW = re.compile(
    r"\s*(?:please )?(?:tell|ask|e-?mail|write|ring|phone|see|speak|contact|return|tick|by|in writing)\b"
)
_OPTING_OUT = re.compile(r"\bopt(?:ing|s)?[ -]?out|\b(?:refus|declin|object|say(?:ing)? no)")
_WAY_OUT = re.compile(
    r"\s*(?:just )?(?:don't|do not|leave it|skip|you (?:name|choose|decide|pick|start|ask)\b)"
)
# A line of a table: its cells, parted by a tab, a bar or wide gaps.
_TABLED = re.compile(r"^.*?(?:\t|\||\S {2,}\S).*\?.*$|^.*(?:\t|\|).*$", re.MULTILINE)
_CELLS = {
    "|": re.compile(r"[^|]+"),
    "\t": re.compile(r"(?:(?<=\t)|^)[^\t]*"),
    " ": re.compile(r"\S+(?: \S+)*"),
}
FEWEST_CELLS = 3
NEAR = 4  # letters, between where a column's words begin and where its heading does
_GAP = re.compile(r"\n\s*\n")
_ASKS = re.compile(
    r"\b(?:stop|refuse|say no|opt out|object|choose|choice|withdraw|decide)[^?\n]{0,60}\?[ \n]+",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"\b(?P<who>[Yy]ou|[Ff]amilies|[Pp]arents|[Pp]upils|[Ss]tudents|[Nn]obody|[Nn]o one|[Nn]o-one|[Nn]either)"
    r"(?:,| can| may)* for (?P<of>[^.\n]+)"
)
_NONE = frozenset({"nobody", "no one", "no-one", "neither"})
FEWEST_LETTERS = 4


def replies(words: Passage) -> bool:
    return _REPLY.match(words.folded) is not None


def answer(words: Passage, cell: Cell) -> Said[ChoiceKind] | None:
    """A "yes" or "no" to what the label asks: "Consent needed: Yes". A "no" leaves no choice."""
    reply = _REPLY.match(words.folded)
    asked = fold(cell.printed_label or "")
    if cell.label is Label.CHOICE and _HOW.match(words.folded) and _OPTING_OUT.search(asked):
        return Said(ChoiceKind.OPT_OUT, words.whole())  # "Opting out: tell the manager"
    if cell.label is Label.CHOICE and _WAY_OUT.match(words.folded):
        return Said(ChoiceKind.PERMISSION, words.whole())  # "Your say: don't fill it in"
    if cell.label is not Label.CHOICE or not reply or not asked:
        return None
    agreed = reply[1] in YES
    kind = next((kind for kind, wording in choices().left(asked) if wording.search(asked)), None)
    if kind is ChoiceKind.NONE:  # "Compulsory?"
        kind, agreed = ChoiceKind.PERMISSION, not agreed
    kind = kind or ChoiceKind.PERMISSION  # "Choice", "Can I say no": asked without the word for it
    return Said(kind if agreed else ChoiceKind.NONE, words.spans(*reply.span(1)))


def by_column(text: str, row: Row) -> Said[ChoiceKind] | None:
    """What stands in the row's line below "Your choice?", however the rest of its table was read."""
    columns = _columns(text) if row.name_spans else ()
    start = row.name_spans[0][0] if columns else 0
    heads = next(((line, at) for line, at in reversed(columns) if line[1] < start), None)
    if heads is None or _is_apart(text, heads[0], start):
        return None
    found = _below(text, *heads, _line(text, start))
    if found is None or found[0] <= start:
        return None
    words = Passage.of(text, (found,))
    asked = text[slice(*_cells(text, heads[0])[heads[1]])].strip()
    told = answer(words, Cell(label=Label.CHOICE, spans=(found,), printed_label=asked)) or choice_said(words)
    return replace(told, sure=False) if told else None


def _is_apart(text: str, heads: Span, start: int) -> bool:
    """Of a table set with blanks a gap is the end; of one with bars or tabs, a line without them."""
    between = text[heads[1] : start]
    mark = _parted_by(text[slice(*heads)])
    if mark == " ":
        return _GAP.search(between) is not None
    return any(mark not in line for line in between.split("\n")[1:-1])


def _below(text: str, heads: Span, at: int, line: Span) -> Span | None:
    """The line's cell in that column."""
    mark = _parted_by(text[slice(*heads)])
    cells = _cells(text, line, mark)
    if mark != " ":
        return cells[at] if at < len(cells) else None
    place = _cells(text, heads)[at][0] - heads[0]
    return next((cell for cell in cells[1:] if abs(cell[0] - line[0] - place) < NEAR), None)


@lru_cache(maxsize=4)
def _columns(text: str) -> tuple[tuple[Span, int], ...]:
    """The lines that are a table's headings, and which of their cells asks for a choice."""
    found = []
    for match in _TABLED.finditer(text):
        cells = _cells(text, match.span())
        if len(cells) < FEWEST_CELLS or not all(_is_heading(text[slice(*one)]) for one in cells):
            continue
        asks = [n for n, one in enumerate(cells) if meaning(text[slice(*one)].strip()) == Label.CHOICE]
        known = [one for one in cells if meaning(text[slice(*one)].strip())]
        if asks and len(known) * 2 >= len(cells):
            found.append((match.span(), asks[0]))
    return tuple(found)


def _is_heading(cell: str) -> bool:
    return len(cell.split()) <= FEWEST_CELLS * 2 and not cell.rstrip().endswith((".", ","))


def _parted_by(line: str) -> str:
    return next((mark for mark in ("\t", "|") if mark in line), " ")


def _cells(text: str, line: Span, mark: str | None = None) -> list[Span]:
    words = text[slice(*line)]
    shape = _CELLS[mark or _parted_by(words)]
    return [(line[0] + one.start(), line[0] + one.end()) for one in shape.finditer(words)]


def _line(text: str, place: int) -> Span:
    start = text.rfind("\n", 0, place) + 1
    return start, (text.find("\n", place) + 1 or len(text) + 1) - 1


def answered(text: str, name: str) -> Said[ChoiceKind] | None:
    """ "Who can stop it? You, for Academy21 and Nisai. Nobody, for the county": named in an answer."""
    words = [name, *(w for w in name.split()[:1] if len(w) >= FEWEST_LETTERS and w[0].isupper())]
    told = _answers(text)
    return next((said for called in words for line, said in told if called in line), None)


@lru_cache(maxsize=4)
def _answers(text: str) -> Sequence[tuple[str, Said[ChoiceKind]]]:
    found = []
    for question in _ASKS.finditer(text):
        end = text.find("\n", question.end())
        for match in _WHO.finditer(text, question.end(), end if end >= 0 else len(text)):
            kind = ChoiceKind.NONE if match["who"].lower() in _NONE else ChoiceKind.PERMISSION
            found.append((match["of"], Said(kind, (match.span(),), sure=False)))
    return tuple(found)
