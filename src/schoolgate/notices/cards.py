"""Cards: a name, a line or two about it, then labels: "Sent: name, class", as bullets or between bars."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from schoolgate.domain.reading import Span, Spans
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.choice_words import choice_said
from schoolgate.notices.contexts import CLOSED
from schoolgate.notices.draft import Draft
from schoolgate.notices.fields import Labelled, add_entry, all_labelled
from schoolgate.notices.labels import NAME, NUMBER, exact_meaning
from schoolgate.notices.name_lists import is_body, looks_like_name
from schoolgate.notices.names import recognise
from schoolgate.notices.naming import said_cells
from schoolgate.notices.passage import Passage
from schoolgate.notices.rows import Cell, Label
from schoolgate.notices.unmarked_lists import LABELLED

MOST_ABOUT = 2  # lines between a card's name and its labels
MOST_NAME_WORDS = 8
FEWEST = 2  # labels of a card in bars


def read_card(draft: Draft, blocks: Sequence[Block], at: int) -> int:
    """Reads the card that begins at `at`; gives how many blocks it took, 0 where there is none."""
    if draft.promise() in CLOSED:
        return 0
    if blocks[at].kind is BlockKind.ROW:
        return _read_barred(draft, blocks, at)
    return _read_headed(draft, blocks, at) if blocks[at].kind is BlockKind.HEADING else 0


def _read_headed(draft: Draft, blocks: Sequence[Block], at: int) -> int:
    """A heading, at most two lines, and bullets that are all labels we know."""
    first = _past(blocks, at + 1, BlockKind.LINE)
    end = _past(blocks, first, BlockKind.BULLET)
    labels = all_labelled(draft.text, [block.span for block in blocks[first:end]])
    about = blocks[at + 1 : first]
    if not labels or len(about) > MOST_ABOUT or not _may_name(draft, blocks[at].span):
        return 0
    if any(label.meant in (NAME, NUMBER) for label in labels):
        return 0
    before = len(draft.rows)
    add_entry(draft, blocks[at], labels)
    for row in draft.rows[before:]:
        row.cells += [cell for block in about for cell in _about(draft, block)]
    return end - at


def _past(blocks: Sequence[Block], at: int, kind: BlockKind) -> int:
    while at < len(blocks) and blocks[at].kind is kind:
        at += 1
    return at


def _may_name(draft: Draft, span: Span) -> bool:
    words = draft.words(span)
    if choice_said(Passage.of(draft.text, (span,))) and recognise(words) is None:
        return False  # "The law tells us to share": the name stands below it
    short = len(words.split()) <= MOST_NAME_WORDS and not words.endswith(("?", ":", "."))
    return short and (recognise(words) is not None or looks_like_name(words))


def _about(draft: Draft, block: Block) -> Iterator[Cell]:
    """Whose it is, where the line is a name by itself; else what it is for."""
    words = draft.words(block.span)
    if not words.endswith(".") and (is_body(words) or words.istitle() or recognise(words)):
        yield Cell(label=Label.PROVIDER, spans=(block.span,))
    elif len(words.split()) <= MOST_NAME_WORDS:
        yield Cell(label=Label.PURPOSE, spans=(block.span,))
    else:
        yield from said_cells(draft.text, block.span)


def _read_barred(draft: Draft, blocks: Sequence[Block], at: int) -> int:
    """ "Card 1 of 9 | Bromcom" over "Holds: name | Kept for: a year"."""
    below = blocks[at + 1] if at + 1 < len(blocks) else None
    if below is None or below.kind is not BlockKind.ROW or below.after_gap:
        return 0
    labels, title = _labels(draft, below.cells), _title(draft, blocks[at])
    if title is None or _labels(draft, blocks[at].cells) or len(labels) < FEWEST:
        return 0
    add_entry(draft, title, labels)
    return 2


def _labels(draft: Draft, cells: Spans) -> list[Labelled]:
    """The row's cells as labels and values, where each is one and half are known."""
    filled = [cell for cell in cells if cell[0] < cell[1]]
    printed = all(LABELLED.match(draft.text, *cell) for cell in filled)
    return all_labelled(draft.text, filled) if printed and len(filled) >= FEWEST else []


def _title(draft: Draft, row: Block) -> Block | None:
    """The row's one cell that is more than a number: "Card 1 of 9"."""
    telling = [cell for cell in row.cells if cell[0] < cell[1] and not _counts(draft.words(cell))]
    if len(telling) != 1 or not _may_name(draft, telling[0]):
        return None
    return replace(row, kind=BlockKind.LINE, start=telling[0][0], end=telling[0][1], cells=())


def _counts(words: str) -> bool:
    plain = "".join(letter for letter in words if not letter.isdigit()).removesuffix(" of ").strip(" .#/")
    return any(letter.isdigit() for letter in words) and exact_meaning(plain) in (
        NUMBER,
        NAME,
        Label.PROVIDER,
    )
