"""Writes a reading's text, and the blocks over it: each block's words stand exactly where it says."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from schoolgate.domain.reading import Span
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.printed.paragraphs import Paragraph, joins
from schoolgate.notices.printed.places import Word

LONGEST_LINK = 120  # characters
ADDRESS_BEGUN = re.compile(r"(?:https?://|www\.)\S*$")
Piece = tuple[str, Word]  # words as they are written, and the word that they came with


class Script:
    """Write what the document holds in its order, then `finish`.

    known  the document's words in lower case, with which a broken word is rejoined
    """

    def __init__(self, known: frozenset[str]) -> None:
        self._known = known
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._owned: dict[int, Span] = {}  # of this table's cells

    def finish(self) -> tuple[str, tuple[Block, ...]]:
        return "".join(self._parts), tuple(self._blocks)

    def prose(self, paragraph: Paragraph, kind: BlockKind, level: int) -> None:
        start = self._length
        lead_end = self._words(paragraph)
        self._blocks.append(
            Block(
                kind=kind,
                start=start,
                end=self._length,
                level=level,
                marker=paragraph.marker if kind is BlockKind.BULLET else "",
                after_gap=paragraph.after_gap or kind is BlockKind.HEADING,
                lead=(start, lead_end) if lead_end > start else None,
            )
        )
        self._append("\n")

    def table(self) -> None:
        """Another table begins: the numbers of its merged cells are its own."""
        self._owned = {}

    def row(self, cells: Sequence[tuple[int, Sequence[Paragraph]]], *, level: int, goes_on: bool) -> None:
        """Cells, each with the number that a merged cell has in all of its places.

        A cell that reaches down from the row above is the same words; one that reaches across is empty there.
        """
        start = self._length
        spans: list[Span] = []
        here: set[int] = set()
        for owner, paragraphs in cells:
            if owner in here:
                spans.append((self._length, self._length))
                continue
            if owner not in self._owned:
                self._append("\t" if self._length > start else "")
                self._owned[owner] = self._cell(paragraphs)
            here.add(owner)
            spans.append(self._owned[owner])
        first = not (self._blocks and self._blocks[-1].kind is BlockKind.ROW)
        self._blocks.append(
            Block(
                kind=BlockKind.ROW,
                start=start,
                end=self._length,
                cells=tuple(spans),
                level=level,
                goes_on=goes_on,
                after_gap=first,
            )
        )
        self._append("\n")

    def _cell(self, paragraphs: Iterable[Paragraph]) -> Span:
        start = self._length
        for number, paragraph in enumerate(paragraphs):
            if number:
                self._append("\n")
            self._words(paragraph)
        return start, self._length

    def _words(self, paragraph: Paragraph) -> int:
        """Writes them; gives where the bold ones at the beginning end."""
        start = self._length
        lead_end, leading = start, True
        for address, group in groupby(_pieces(paragraph, self._known), key=lambda piece: piece[1].address):
            pieces = list(group)
            words = "".join(text for text, _ in pieces)
            linked = _is_link(address, words)
            space = words[: len(words) - len(words.lstrip())]
            self._append(f"{space}[" if linked else "")
            for number, (text, word) in enumerate(pieces):
                self._append(text.lstrip() if number == 0 and linked else text)
                leading = leading and word.bold
                lead_end = self._length if leading else lead_end
            self._append(f"]({address})" if linked else "")
            lead_end = self._length if leading else lead_end
        return lead_end

    def _append(self, words: str) -> None:
        self._parts.append(words)
        self._length += len(words)


def _is_link(address: str | None, words: str) -> bool:
    """As an HTML page's links are kept: an address printed as such stays bare."""
    away = address is not None and address.startswith(("http://", "https://"))
    printed = words.strip()
    return away and bool(printed) and not printed.startswith("http") and len(printed) <= LONGEST_LINK


def _pieces(paragraph: Paragraph, known: frozenset[str]) -> Iterator[Piece]:
    """Each word with what parts it from the one before; a hyphen at a line's end is part of that."""
    between, address = "", ""  # the one that is being written, over the lines that it takes
    for number, word in enumerate(paragraph.words):
        after = paragraph.words[number + 1] if number + 1 < len(paragraph.words) else None
        text, next_between = word.text, " "
        if after and number in paragraph.line_ends:
            alone = number + 1 in paragraph.line_ends or number + 2 == len(paragraph.words)
            goes_on = alone and ADDRESS_BEGUN.match(address + word.text) is not None
            next_between = "" if goes_on else joins(word.text, after.text, known)
            text = word.text if next_between == " " or goes_on else word.text.removesuffix("-")
        elif after and after.glued:
            next_between = ""
        yield between + text, word
        address = address + text if next_between == "" else ""
        between = next_between
