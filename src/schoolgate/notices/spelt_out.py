"""A page that speaks in codes, "Sumdog (N, C)", as it would be if its key's words stood in their place.

The rules that read it see ordinary words; what they find is taken back to where it is printed.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from schoolgate.domain.reading import Entry, Reading, Span, Spans
from schoolgate.notices.blocks import Block, Page
from schoolgate.notices.code_key import TELLS, CodeKey, code_keys
from schoolgate.notices.code_uses import Use, headings_of, uses_of
from schoolgate.notices.rows import Cell, Label, Layout, Row

FEWEST_USES = 2
MOST_HEADING_WORDS = 16
UNSURE = (Label.PROSE, Label.PURPOSE, Label.DATA_AND_PURPOSE, Label.OTHER)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of the spelt page. `place`: the printed ones that they stand for, the same where copied."""

    start: int
    end: int
    place: Span
    source: Span | None  # where these very words are printed; None for ours

    @property
    def copied(self) -> bool:
        return self.source == self.place


@dataclass(frozen=True, slots=True)
class SpeltOut:
    """The page in words, and the way back."""

    page: Page
    printed: str
    pieces: Sequence[Piece]

    def as_data(self, layout: Layout) -> Layout:
        """Cells of nothing but codes are data, wherever they stand."""
        return replace(layout, rows=tuple(map(self._as_data, layout.rows)))

    def _as_data(self, row: Row) -> Row:
        return replace(
            row, cells=tuple(replace(c, label=Label.DATA) if self._is_code(c) else c for c in row.cells)
        )

    def _is_code(self, cell: Cell) -> bool:
        """The words of one place's codes, all or in part."""
        if cell.label not in UNSURE or len(cell.spans) != 1:
            return False
        start, end = cell.spans[0]
        over = [one for one in self.pieces if one.start < end and start < one.end]
        return not any(one.copied for one in over) and len({one.place for one in over}) == 1

    def taken_back(self, reading: Reading) -> Reading:
        """The reading, whose spans count in the printed text again."""
        return replace(
            reading,
            text=self.printed,
            entries=tuple(map(self._entry, reading.entries)),
            statements=tuple(replace(one, evidence=self._back(one.evidence)) for one in reading.statements),
            denied=tuple(replace(one, evidence=self._back(one.evidence)) for one in reading.denied),
            not_understood=self._back(reading.not_understood),
        )

    def _entry(self, entry: Entry) -> Entry:
        items = tuple(replace(one, evidence=self._back(one.evidence)) for one in entry.items)
        evidence = {name: self._back(spans) for name, spans in entry.evidence.items()}
        return replace(entry, items=items, evidence=evidence)

    def _back(self, spans: Spans) -> Spans:
        return tuple(dict.fromkeys(part for span in spans for part in self._printed(span)))

    def _printed(self, span: Span) -> Iterator[Span]:
        """What was copied is where it was; a code's words are where the key has them."""
        first = bisect_right(self.pieces, span[0], key=lambda one: one.start) - 1
        for piece in takewhile(lambda one: one.start < span[1], islice(self.pieces, first, None)):
            if piece.source:
                by = piece.source[0] - piece.start
                yield max(span[0], piece.start) + by, min(span[1], piece.end) + by


def spelt_out(page: Page) -> SpeltOut | None:
    """None for a page without a key, or that does not use it."""
    for key in code_keys(page.text, page.blocks):
        uses = uses_of(page.text, page.blocks, key)
        if len(uses) >= FEWEST_USES:
            return _spelt(page, key, uses)
    return None


def _spelt(page: Page, key: CodeKey, uses: Sequence[Use]) -> SpeltOut:
    dropped = key.blocks | _over(page, key)
    gone = [Use(page.blocks[at].span) for at in dropped]
    left = [block for at, block in enumerate(page.blocks) if at not in dropped]
    uses = [use for use in uses if not any(a <= use.span[0] < b for a, b in (one.span for one in gone))]
    pieces: list[Piece] = []
    words: list[str] = []

    def put(place: Span, part: Span | str) -> None:
        told = part if isinstance(part, str) else page.text[slice(*part)]
        start = pieces[-1].end if pieces else 0
        if told:
            words.append(told)
            pieces.append(Piece(start, start + len(told), place, None if isinstance(part, str) else part))

    at = 0
    for use in sorted([*uses, *headings_of(page.text, left), *gone], key=lambda one: one.span):
        put((at, use.span[0]), (at, use.span[0]))
        for part in use.parts:
            put(use.span, part)
        at = use.span[1]
    put((at, len(page.text)), (at, len(page.text)))
    kept = tuple(_moved(block, pieces) for block in left)
    return SpeltOut(replace(page, text="".join(words), blocks=kept), page.text, pieces)


def _over(page: Page, key: CodeKey) -> set[int]:
    """The key's own heading: "Data codes", "In the list below:"."""
    above = min(key.blocks) - 1
    words = page.text[slice(*page.blocks[above].span)] if above >= 0 else ""
    short = len(words.split()) <= MOST_HEADING_WORDS and not words.rstrip().endswith((".", "!", "?"))
    return {above} if short and TELLS.search(words) else set()


def _moved(block: Block, pieces: Sequence[Piece]) -> Block:
    def moved(span: Span) -> Span:
        start = _forth(pieces, span[0], end=False)
        return (start, start) if span[0] == span[1] else (start, _forth(pieces, span[1], end=True))

    start, end = moved(block.span)
    lead = moved(block.lead) if block.lead else None
    return replace(block, start=start, end=end, cells=tuple(map(moved, block.cells)), lead=lead)


def _forth(pieces: Sequence[Piece], at: int, *, end: bool) -> int:
    """A printed place in the spelt page; `end`: of what ends there."""
    if end:
        first = bisect_left(pieces, at, key=lambda one: one.place[1])
        one = pieces[first]
        if one.copied:
            return at - one.place[0] + one.start
        return pieces[bisect_right(pieces, one.place[1], key=lambda other: other.place[1]) - 1].end
    one = pieces[bisect_right(pieces, at, key=lambda one: one.place[0]) - 1]
    if one.copied:
        return min(at - one.place[0] + one.start, one.end)
    return pieces[bisect_left(pieces, one.place[0], key=lambda other: other.place[0])].start
