"""Forms with two labels to a line: "App: Seesaw      Company: Seesaw Inc" is two lines of one card."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.fields import labelled
from schoolgate.notices.labels import NAME
from schoolgate.notices.rows import Label

FEWEST = 2  # labels of a line


def one_below_another(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks with a line for each label, from one that names a service on to where no line is such."""
    told: list[Block] = []
    inside = False
    for block in blocks:
        barred = "|" in text[block.start : block.end]
        lines = [*_lines(text, block)] if block.kind is BlockKind.ROW and not barred else []
        opens = bool(lines) and _names(text, lines[0])
        inside = bool(lines) and (opens or inside)
        told += lines if inside else [block]
    return told


def _lines(text: str, row: Block) -> Iterator[Block]:
    """The row's cells as lines, where each of them is a label we know and its value."""
    filled = [cell for cell in row.cells if cell[0] < cell[1]]
    lines = [
        replace(row, kind=BlockKind.LINE, start=start, end=end, cells=(), after_gap=row.after_gap and not n)
        for n, (start, end) in enumerate(filled)
    ]
    if len(lines) >= FEWEST and all(":" in text[a:b] for a, b in filled):
        yield from lines if all(labelled(text, line, 0) for line in lines) else []


def _names(text: str, line: Block) -> bool:
    label = labelled(text, line, 0)
    return label is not None and label.meant in (NAME, Label.PROVIDER)
