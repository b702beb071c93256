"""A paper as its parts: what every format sets in its own way. The words are whole; no format adds any."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What the register does not know and the paper must say. Printed for all to see until it is filled."""

    what: str  # "the name of your data protection officer"
    how: str  # what to do about it, as a sentence


Cell = str | Gap


@dataclass(frozen=True, slots=True)
class Words:
    """One paragraph."""

    text: Cell


@dataclass(frozen=True, slots=True)
class Points:
    """A list without an order."""

    items: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels and what stands behind each, under the name of whom they are about, if anybody."""

    rows: tuple[tuple[str, Cell], ...]
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: as many cells in each row as there are headings."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


Block = Words | Points | Facts | Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """In English; what the school typed stands in it as it was typed."""

    title: str
    school: str
    on: date  # the day it speaks of
    intro: tuple[str, ...]
    sections: tuple[Section, ...]
    foot: tuple[str, ...]
    is_dense: bool = False  # set small, where it has to be one page

    def gaps(self) -> tuple[Gap, ...]:
        """In the order of the paper, each once."""
        found = (cell for section in self.sections for block in section.blocks for cell in cells(block))
        return tuple(dict.fromkeys(cell for cell in found if isinstance(cell, Gap)))


def cells(block: Block) -> Iterator[Cell]:
    match block:
        case Words(text):
            yield text
        case Points(items):
            yield from items
        case Facts(rows):
            yield from (value for _, value in rows)
        case Grid(_, rows):
            yield from (cell for row in rows for cell in row)


def section(heading: str, blocks: Iterable[Block | None]) -> Section:
    return Section(heading=heading, blocks=tuple(block for block in blocks if block is not None))


def said(cell: Cell) -> str:
    """As it is printed: a gap says aloud that it is one."""
    return f"[To be completed by the school: {cell.what}]" if isinstance(cell, Gap) else cell


def words(text: Cell | None) -> Words | None:
    return Words(text) if text else None


def points(items: Iterable[Cell]) -> Points | None:
    found = tuple(items)
    return Points(found) if found else None
