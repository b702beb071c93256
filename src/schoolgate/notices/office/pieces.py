"""Words of a paragraph with what is said of them, and how they become a page's elements."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from lxml import etree

# Typed before an item by hand, or by a program that lost its lists. A dash counts; a letter or number not.
TYPED_BULLET = re.compile(r"\s*[•▪●○◦·‣⁃∙➢➤►✓✔❖§\uf0b7\uf0a7\uf0d8\-–*]\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words. A line break in it is a break on the page."""

    words: str
    bold: bool = False
    address: str | None = None


def is_blank(pieces: Iterable[Piece]) -> bool:
    return not any(piece.words.strip() for piece in pieces)


def without_bullet(pieces: Sequence[Piece]) -> list[Piece] | None:
    """The pieces behind a bullet that was typed; None where there is none."""
    words = "".join(piece.words for piece in pieces)
    bullet = TYPED_BULLET.match(words)
    return list(_behind(pieces, bullet.end())) if bullet else None


def _behind(pieces: Iterable[Piece], skip: int) -> Iterator[Piece]:
    for piece in pieces:
        if skip < len(piece.words):
            yield replace(piece, words=piece.words[skip:])
        skip = max(0, skip - len(piece.words))


def fill(node: etree._Element, pieces: Iterable[Piece]) -> None:
    """Puts the words into an element, those alike side by side as one."""
    for (address, bold), alike in groupby(_evened(pieces), key=lambda piece: (piece.address, piece.bold)):
        target = etree.SubElement(node, "a", href=address) if address else node
        target = etree.SubElement(target, "b") if bold else target
        for n, line in enumerate("".join(piece.words for piece in alike).split("\n")):
            if n:
                etree.SubElement(target, "br")
            _add(target, line)


def _evened(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """A space is as bold as the words before it: programs part a name's words for no reason."""
    bold = False
    for piece in pieces:
        bold = piece.bold if piece.words.strip() else bold
        yield replace(piece, bold=bold)


def _add(node: etree._Element, words: str) -> None:
    if len(node):
        node[-1].tail = (node[-1].tail or "") + words
    else:
        node.text = (node.text or "") + words
