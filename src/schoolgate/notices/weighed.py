"""What the rules leave, weighed: rows for names no rule took, and none for those that the page takes back.

The weights were learnt from our own answered notices (tools/learn_names.py, decision 0023), so a row that is
made here is always one to check.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from schoolgate.domain.catalogue import fold
from schoolgate.domain.reading import Span, Spans
from schoolgate.notices.blocks import Block
from schoolgate.notices.candidates import (
    Candidate,
    candidates,
    candidates_in,
    is_aside,
    is_kind_of_next,
    is_ours,
    is_source,
    may_be_row,
)
from schoolgate.notices.clauses import sentences
from schoolgate.notices.contexts import Context
from schoolgate.notices.draft import Draft, Drafted, Group, identity
from schoolgate.notices.members import knowledge
from schoolgate.notices.name_signs import Signs, in_name
from schoolgate.notices.naming import Named, named
from schoolgate.notices.ordinary import is_strange
from schoolgate.notices.rows import Cell, Label
from schoolgate.notices.weights import chance, weight

FREE = 0.6  # the least chance of a new row, where no rule took the words around its name
INSIDE = 0.8  # in words that are already some row's: most names there are that row's own, or its maker's
DENIED = 0.6
NOBODY = 0.07  # below it, a row that a rule made is none
HOPELESS = -2.5  # of a name by itself: hardly any such is saved by the words around it
SHORTEST_PAGE = 600  # letters: by the weights of whole pages a few lines alone take nothing back
NAMED_IN = (Label.PROVIDER, Label.VIA, Label.WEBSITE, Label.PRIVACY_NOTICE)


def weigh(draft: Draft, blocks: Sequence[Block]) -> None:
    """Takes back rows, and adds others."""
    found = candidates(draft.text, blocks)
    signs = Signs(draft.text, blocks, found)
    if len(draft.text) >= SHORTEST_PAGE:
        _take_back(draft, found, signs)
    taken = _Taken(draft)
    likely = []
    for at, one in enumerate(found):
        if weight("recipients", in_name(one)) < HOPELESS or not may_be_row(one) or taken.has(one):
            continue
        if one.span in taken.answers:
            continue
        told = signs.of(at)
        likeliness = chance("recipients", told)
        inside = taken.holds(one.span)
        if likeliness < (INSIDE if inside else FREE) or chance("denials", told) >= DENIED:
            continue
        if inside and (is_ours(draft.text, one) or taken.opens(one)):
            continue
        if not _is_elsewhere(draft, blocks, found, at):
            likely.append((likeliness, one))
    for _, one in sorted(likely, key=lambda pair: (-pair[0], pair[1].span)):
        if not taken.has(one):
            taken.add(_add(draft, blocks[one.block], one))


def _is_elsewhere(draft: Draft, blocks: Sequence[Block], found: Sequence[Candidate], at: int) -> bool:
    """Is it in a place where nobody's row is told, however likely its words?"""
    one, text = found[at], draft.text
    aside = is_aside(text, one) or is_kind_of_next(text, found, at) or is_source(text, blocks, one)
    return aside or _is_refused(draft, blocks[one.block], one)


def _take_back(draft: Draft, found: Sequence[Candidate], signs: Signs) -> None:
    """Rows of which the page, where it names them, says that nothing goes there; and rows that are nobody.

    What stands beside a label or under a column's heading was laid out for the reader, and is left alone.
    """
    ends = [one.span[1] for one in found]
    for row in [row for row in draft.rows if not any(cell.printed_label for cell in row.cells)]:
        told = [signs.of(at) for span in row.spans for at in _over(found, ends, span)]
        if not told:
            continue
        if min(chance("denials", each) for each in told) >= DENIED:
            draft.rows.remove(row)
            draft.deny(Named(row.name, row.spans))
        elif max(chance("recipients", each) for each in told) < NOBODY:
            draft.rows.remove(row)


def _over(found: Sequence[Candidate], ends: Sequence[int], span: Span) -> Iterator[int]:
    """The places of those that overlap a span; `ends`: where each ends."""
    first = bisect_right(ends, span[0])
    return takewhile(lambda at: found[at].span[0] < span[1], range(first, len(found)))


class _Taken:
    """Which names, and which letters of the page, some row or denial has already."""

    def __init__(self, draft: Draft) -> None:
        cells = [(cell.label, span) for row in draft.rows for cell in row.cells for span in cell.spans]
        names = [span for row in draft.rows for span in row.spans]
        names += [span for one in draft.denied for span in one.evidence]
        names += [span for label, span in cells if label in NAMED_IN]
        # "Vocabulary" under "What it is for": the whole of a cell whose heading says what it is.
        self.answers = {span for label, span in cells if label not in (*NAMED_IN, Label.PROSE, Label.OTHER)}
        labelled = (cell for row in draft.rows for cell in row.cells if cell.printed_label)
        self.labelled = {cell.spans[0][0] for cell in labelled if cell.spans}
        self.named, self.told = bytearray(len(draft.text)), bytearray(len(draft.text))
        _mark(self.named, names)
        _mark(self.told, [span for _, span in cells])
        self.words: dict[str, list[frozenset[str]]] = {}  # a word → the names that have it
        for span in names:
            self._remember(draft.words(span))
        self.known = {identity(row.name) for row in draft.rows} | {identity(one.name) for one in draft.denied}

    def has(self, one: Candidate) -> bool:
        meant = identity(one.name)
        if any(self.named[slice(*one.span)]) or meant in self.known:
            return True
        if knowledge()["held_by"].get(meant) in self.known:
            return True
        mine = _words(one.name)
        others = (other for word in mine for other in self.words.get(word, ()))
        return not mine or any(mine <= other or other <= mine for other in others)

    def opens(self, one: Candidate) -> bool:
        """A strange word at the beginning of what a label is over: "What it is for: Paying for trips"."""
        return not one.known and one.span[0] in self.labelled

    def holds(self, span: Span) -> bool:
        """Is it in words that are some row's?"""
        return all(self.told[slice(*span)])

    def add(self, row: Drafted) -> None:
        _mark(self.named, row.spans)
        self._remember(row.name)
        self.known.add(identity(row.name))

    def _remember(self, name: str) -> None:
        words = _words(name)
        for word in words:
            self.words.setdefault(word, []).append(words)


def _mark(letters: bytearray, spans: Iterable[Span]) -> None:
    for start, end in spans:
        letters[start:end] = b"\1" * (end - start)


def _words(name: str) -> frozenset[str]:
    return frozenset(fold(name).split()) - {"the", "our", "a"}


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _add(draft: Draft, block: Block, one: Candidate) -> Drafted:
    """A row with what its sentence, or its line of a table, says."""
    new = named(draft.text, one.span, several=False)[0]
    around = tuple(cell for cell in block.cells if cell[0] < cell[1] and not _overlap(cell, one.span))
    said = around or _said_of(draft.text, block, one)
    if said != (one.span,):
        new.cells.append(Cell(label=Label.PROSE, spans=said))
    return draft.add_row(new, group=_group_at(draft, one.span), confident=False)


def _said_of(text: str, block: Block, one: Candidate) -> Spans:
    """Its sentence, and those behind it that name nobody: "AQA, OCR. Registration needs name, ULN." """
    told = [part for part in sentences(text, block.span) if part[1] > one.span[0]]
    said = [*told[:1], *takewhile(lambda part: not _names_another(text, part), told[1:])]
    return tuple(said) or (block.span,)


def _is_refused(draft: Draft, block: Block, one: Candidate) -> bool:
    """In a question, under a heading of what is gone, or beside what its sentence denies."""
    group = _group_at(draft, one.span)
    while group and group.promise is Context.NEUTRAL:
        group = group.parent
    if group and group.promise is Context.DENIED:
        return True
    start, end = next(iter(_said_of(draft.text, block, one)))
    gone = [span for each in draft.denied for span in each.evidence]
    return draft.text[start:end].endswith("?") or any(_overlap((start, end), span) for span in gone)


def _names_another(text: str, sentence: Span) -> bool:
    return any(known or is_strange(text[slice(*span)]) for span, known in candidates_in(text, sentence))


def _group_at(draft: Draft, span: Span) -> Group | None:
    """The one whose heading is the nearest above."""
    above = (group for group in reversed(draft.groups) if group.spans and group.spans[-1][1] <= span[0])
    return next(above, None)
