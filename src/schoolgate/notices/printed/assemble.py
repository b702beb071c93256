"""Sheets → one text with its blocks: prose joined over pages, headings ranked, tables continued."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.printed.furniture import without_furniture
from schoolgate.notices.printed.order import Piece, pieces, ruled_grids
from schoolgate.notices.printed.paragraphs import SPACE, Paragraph, continued, is_continued, paragraphs
from schoolgate.notices.printed.places import Sheet, Word
from schoolgate.notices.printed.script import Script
from schoolgate.notices.printed.tables import Cell, Table, lines_in

LARGER = 1.12  # times the size of running text: a larger type heads what follows
ALL_BOLD = 7  # a paragraph wholly in bold ranks below every larger one
LONGEST_HEADING = 120  # characters
RUNNING = 8  # words; what is longer is running text, whose size the headings are measured by
SAME_EDGE = 8.0  # points: columns that begin so near each other on two pages are the same
INDENT = 4.0  # points
Part = Paragraph | Table


def assemble(sheets: Sequence[Sheet]) -> tuple[str, tuple[Block, ...]]:
    tables = [[grid.box for grid in ruled_grids(sheet)] for sheet in sheets]
    plain = without_furniture(sheets, tables)
    parts = list(_continued(_parts(_read(plain))))
    script = Script(_known(plain))
    _Writer(script, parts).write()
    return script.finish()


def _read(sheets: Iterable[Sheet]) -> Iterator[Piece]:
    last: Piece | None = None
    for sheet in sheets:
        for piece in pieces(sheet, last if isinstance(last, Table) else None):
            yield piece
            last = piece


def _known(sheets: Iterable[Sheet]) -> frozenset[str]:
    return frozenset(word.text.lower().strip(".,;:!?()“”‘’'\"") for sheet in sheets for word in sheet.words)


def _parts(read: Iterable[Piece]) -> Iterator[Part]:
    for piece in read:
        if isinstance(piece, Table):
            yield piece
        else:
            yield from paragraphs(piece.lines, piece.right, piece.shift)


def _continued(parts: Iterable[Part]) -> Iterator[Part]:
    """Paragraphs and tables that a column's or a page's end broke are one again."""
    held: Part | None = None
    for part in parts:
        if isinstance(held, Paragraph) and isinstance(part, Paragraph) and is_continued(held, part):
            held = continued(held, part)
            continue
        if held:
            yield held
        held = part
    if held:
        yield held


class _Writer:
    def __init__(self, script: Script, parts: Sequence[Part]) -> None:
        self._script, self._parts = script, parts
        self._running = _running_size(parts)
        self._ranks = _ranks(parts, self._running)
        self._margins: list[float] = []  # of the bullets that are open, outermost first

    def write(self) -> None:
        above: Part | None = None
        for part in self._parts:
            if isinstance(part, Table):
                self._table(part, above if isinstance(above, Table) else None)
                self._margins = []
            else:
                self._prose(part)
            above = part

    def _prose(self, part: Paragraph) -> None:
        rank = self._rank(part)
        if rank and part.marker != "-":
            self._margins = []
            self._script.prose(part, BlockKind.HEADING, rank)
        elif part.marker:
            self._script.prose(part, BlockKind.BULLET, self._depth(part.left))
        else:
            self._script.prose(part, BlockKind.LINE, self._under(part.left))

    def _rank(self, part: Paragraph) -> int:
        """0: no heading."""
        if len(part.text) > LONGEST_HEADING:
            return 0
        if part.size > LARGER * self._running:
            return self._ranks.get(round(part.size), ALL_BOLD)
        return ALL_BOLD if part.bold else 0

    def _depth(self, left: float) -> int:
        while self._margins and left < self._margins[-1] - INDENT:
            self._margins.pop()
        if not self._margins or left > self._margins[-1] + INDENT:
            self._margins.append(left)
        return len(self._margins) - 1

    def _under(self, left: float) -> int:
        """What stands under a bullet, a step in, goes on with it."""
        while self._margins and left < self._margins[-1] + INDENT:
            self._margins.pop()
        return len(self._margins)

    def _table(self, table: Table, above: Table | None) -> None:
        goes_on = above is not None and _same_columns(above, table)
        rows = list(table.rows)
        head = _words_of(above.rows[0]) if goes_on and above else []
        while goes_on and rows and _words_of(rows[0]) == head:
            rows.pop(0)
        self._script.table()
        headed = not goes_on and _is_headed(rows)
        for number, row in enumerate(rows):
            self._script.row(
                [(cell.owner, _cell_paragraphs(cell)) for cell in row],
                level=int(headed and number == 0),
                goes_on=goes_on and number == 0 and above is not None and _is_rest(above.rows[-1], row),
            )


def _running_size(parts: Sequence[Part]) -> float:
    """The size of most of the running text; of the tables' words, where there is no other."""
    sizes: Counter[float] = Counter()
    for part in parts:
        if isinstance(part, Paragraph) and len(part.words) >= RUNNING and not part.bold:
            sizes[round(part.size, 1)] += len(part.text)
    if not sizes:
        for word in (word for part in parts for word in _all_words(part)):
            sizes[round(word.size, 1)] += len(word.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _all_words(part: Part) -> Iterable[Word]:
    if isinstance(part, Paragraph):
        return part.words
    return (word for row in part.rows for cell in row for word in cell.words)


def _ranks(parts: Sequence[Part], running: float) -> dict[int, int]:
    """A heading's size, in whole points → its rank, the largest first."""
    larger = {
        round(part.size)
        for part in parts
        if isinstance(part, Paragraph) and part.size > LARGER * running and len(part.text) <= LONGEST_HEADING
    }
    return {size: min(rank, ALL_BOLD - 1) for rank, size in enumerate(sorted(larger, reverse=True), 1)}


def _same_columns(above: Table, table: Table) -> bool:
    pairs = zip(above.edges, table.edges, strict=False)
    return len(above.edges) == len(table.edges) and all(abs(a - b) < SAME_EDGE for a, b in pairs)


def _words_of(row: Sequence[Cell]) -> list[str]:
    return [re.sub(r"\s+", " ", " ".join(sorted(word.text for word in cell.words))) for cell in row]


def _is_headed(rows: Sequence[Sequence[Cell]]) -> bool:
    """Is the first row in bold, and no other?"""
    bold = [all(word.bold for cell in row for word in cell.words) for row in rows[:3]]
    return len(bold) > 1 and bold[0] and not all(bold[1:])


def _is_rest(above: Sequence[Cell], row: Sequence[Cell]) -> bool:
    """Did a page's end break the row above: does each cell go on where its line there was full?"""
    pairs = [(one, after) for one, after in zip(above, row, strict=True) if after.words]
    if not pairs or not all(one.words and _is_full(one, after) for one, after in pairs):
        return False
    begun = any(after.words[0].text[:1].islower() for _, after in pairs)
    return begun or not row[0].words


def _is_full(cell: Cell, after: Cell) -> bool:
    """Was there no room for the first word of `after` on the last line of `cell`?"""
    last, first = lines_in(cell)[-1], lines_in(after)[0].words[0]
    needed = first.box.width + SPACE * first.size
    return last.right + needed > min(cell.right, after.right) and last.words[-1].text[-1] not in ".!?"


def _cell_paragraphs(cell: Cell) -> list[Paragraph]:
    return list(paragraphs(lines_in(cell), cell.right)) if cell.words else []
