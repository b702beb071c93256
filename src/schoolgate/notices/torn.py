"""A table torn from a PDF: its headings end a line, and each cell below is a line or wraps over two."""

import re
from collections.abc import Iterator, Sequence

from schoolgate.domain.reading import Span
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.contexts import Context, context_of
from schoolgate.notices.draft import Draft
from schoolgate.notices.flat_lines import LONGEST_LINE, Headings, headings_in
from schoolgate.notices.items import items_of_list
from schoolgate.notices.labels import NAME, label_of
from schoolgate.notices.name_lists import looks_like_name
from schoolgate.notices.naming import named
from schoolgate.notices.passage import Passage
from schoolgate.notices.rows import Cell, Label

PAGE_EDGE = re.compile(r"(?:.{0,60}\s)?[Pp]age \d+(?: (?:of|/) \d+)?\s*")
MOST_TITLE_WORDS = 12
MOST_NAME_WORDS = 9
FEWEST_ROWS = 2
GROUP_RANK = 7  # of the words before the headings, in their line


def read_torn(draft: Draft, blocks: Sequence[Block], at: int) -> int:
    """Reads the torn table whose headings end the line at `at`; gives how many blocks it took."""
    title, headings = _headings(draft.words(blocks[at].span))
    whom = headings and headings[0][0] in (NAME, Label.PROVIDER)
    if not whom or Label.DATA not in {meant for meant, _ in headings}:
        return 0
    rows: list[tuple[list[Span], int]] = []
    cells = [*_cells(draft.text, blocks, at + 1)]
    for n in range(0, len(cells) - len(headings) + 1, len(headings)):
        row = cells[n : n + len(headings)]
        if not _is_row(draft, [span for span, _ in row], headings):
            break
        rows.append(([span for span, _ in row], row[-1][1]))
    if len(rows) < FEWEST_ROWS:
        return 0
    if title:
        draft.open_group((blocks[at].start, blocks[at].start + len(title)), rank=GROUP_RANK)
    for row_cells, _ in rows:
        _add(draft, row_cells, headings)
    return rows[-1][1] - at


def _headings(words: str) -> tuple[str, Headings]:
    """The line's words before its headings, and as many headings as end it."""
    parts = words.split() if len(words) < LONGEST_LINE and words[-1:].isalpha() else []
    for n in range(min(len(parts) - 1, MOST_TITLE_WORDS) + 1):
        tail = " ".join(parts[n:])
        if tail[:1].isupper() and (found := headings_in(tail)) and words.endswith(tail):
            return words[: -len(tail)].rstrip(), found
    return "", ()


def _cells(text: str, blocks: Sequence[Block], at: int) -> Iterator[tuple[Span, int]]:
    """Each cell, and the number of the block after it; a page's foot is none."""
    held: Span | None = None
    end = at
    while end < len(blocks) and blocks[end].kind is BlockKind.LINE:
        words = text[slice(*blocks[end].span)]
        edge = PAGE_EDGE.fullmatch(words) is not None
        if held and not edge and _goes_on(text[slice(*held)], words):
            held = (held[0], blocks[end].end)
        elif not edge:
            if held:
                yield held, end
            held = blocks[end].span
        end += 1
    if held:
        yield held, end


def _goes_on(above: str, words: str) -> bool:
    return words[:1].islower() or words[:1] in "(&" or above.endswith(("-", ",", " and", " of", " the"))


def _is_row(draft: Draft, cells: Sequence[Span], headings: Headings) -> bool:
    """A name, and data under the heading of data."""
    name = draft.words(cells[0])
    short = len(name.split()) <= MOST_NAME_WORDS and not name.endswith((".", ":", "?"))
    if not (short and looks_like_name(name) and context_of(name) in (Context.NEUTRAL, Context.RECIPIENTS)):
        return False
    told = (items_of_list(Passage.of(draft.text, (cells[n],))) for n in _columns_of_data(headings))
    return all(found.items or found.nothing for found in told)


def _columns_of_data(headings: Headings) -> Iterator[int]:
    return (n for n, (meant, _) in enumerate(headings) if meant == Label.DATA)


def _add(draft: Draft, cells: Sequence[Span], headings: Headings) -> None:
    one = named(draft.text, cells[0], several=False)[0]
    one.cells += [
        Cell(label=label_of(meant), spans=(span,), printed_label=printed)
        for span, (meant, printed) in zip(cells[1:], headings[1:], strict=True)
    ]
    draft.add_row(one)
