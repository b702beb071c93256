"""PDF → sheets: each word and each rule with its place, from the page's own text and drawings.

The calls, and what they count in, are those of PDFium's public headers fpdf_text.h, fpdf_edit.h, fpdf_doc.h.
"""

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from enum import Enum
from typing import NamedTuple

import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

from schoolgate.notices.printed.drawings import drawings_of
from schoolgate.notices.printed.places import Box, Rule, Sheet, Word, around
from schoolgate.notices.printed.turning import Turning

BOLD_NAME = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
BOLD_WEIGHT = 650  # PDFium guesses it from the stem: regular faces come out at 340 to 500
WORD_GAP = 0.28  # of the type's height; more between two characters parts two words
WALL_GAP = 0.08  # of the type's height, between two characters that a rule may part
SAME_LEVEL = 0.6  # of the smaller one's height, which two characters of one word share
PICTURED = 0.3  # of the page
LINE_END_HYPHEN = "\x02"  # what PDFium gives for a hyphen at a line's end
AS_PRINTED = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}
AS_PRINTED |= {"\xad": "-", "\u2010": "-", "\u2011": "-", LINE_END_HYPHEN: "-"}
BLANK = frozenset("\0\u200b\ufeff")
MOST_LINKS = 5_000  # on one page
LONGEST_ADDRESS = 2_000  # bytes


class _Character(NamedTuple):
    text: str
    box: Box
    quarter: int
    place: int  # in the page's text

    @property
    def height(self) -> float:
        return self.box.width if self.quarter % 2 else self.box.height


class _Found(NamedTuple):
    word: Word
    quarter: int


def sheet_of(document: PdfDocument, number: int) -> Sheet:
    """The page `number`, counted from 1, turned so that most of it is upright."""
    with closing(document[number - 1]) as page, closing(page.get_textpage()) as text:
        turning = Turning.of_page(page)
        drawn = drawings_of(page, turning)
        found = list(_words(text, turning, drawn.rules))
        quarters = Counter(one.quarter for one in found for _ in one.word.text).most_common(1)
        if quarters and quarters[0][0] != 0:
            turning = turning.further(quarters[0][0])
            drawn = drawings_of(page, turning)
            found = list(_words(text, turning, drawn.rules))
        links = list(_links(document, page, turning))
        words = [_linked(one.word, links) for one in found if turning.on_page(one.word.box)]
        covered = sum(one.width * one.height for one in drawn.pictures)
        return Sheet(
            number=number,
            width=turning.width,
            height=turning.height,
            words=(*words, *map(_bullet, drawn.dots)),
            rules=tuple(drawn.rules),
            pictured=covered > PICTURED * turning.width * turning.height,
        )


def count_characters(document: PdfDocument, number: int) -> int:
    with closing(document[number - 1]) as page, closing(page.get_textpage()) as text:
        return int(text.count_chars())


def _words(text: PdfTextPage, turning: Turning, rules: Sequence[Rule]) -> Iterator[_Found]:
    walls = [rule for rule in rules if not rule.level]
    run: list[_Character] = []
    spaced = True
    for one in _characters(text, turning):
        blank = one.text.isspace() or one.text in BLANK
        step = _Step.PARTED if blank or not run else _step(run[-1], one, walls)
        if run and step is not _Step.WITHIN:
            yield _found(text, run, glued=not spaced)
            spaced = step is _Step.PARTED
            run = []
        if blank:
            spaced = True
        else:
            run.append(one)
    if run:
        yield _found(text, run, glued=not spaced)


def _characters(text: PdfTextPage, turning: Turning) -> Iterator[_Character]:
    corners = pdfium.FS_RECTF()
    raw = text.raw
    for place in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(raw, place)
        quarter = turning.quarter_of(pdfium.FPDFText_GetCharAngle(raw, place))
        if quarter is None:
            continue
        pdfium.FPDFText_GetLooseCharBox(raw, place, corners)
        box = turning.box(corners.left, corners.bottom, corners.right, corners.top)
        printed = chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        yield _Character(AS_PRINTED.get(printed, printed), box, quarter, place)


class _Step(Enum):
    """From a character to the next."""

    WITHIN = "within a word"
    GLUED = "to other type, with nothing between: the letters after a figure that stand above the line"
    PARTED = "to another word"


def _step(one: _Character, after: _Character, walls: Sequence[Rule]) -> _Step:
    shared = _levels(one, after)
    if shared <= 0 or not _touches(one, after) or _walled(one, after, walls):
        return _Step.PARTED
    return _Step.WITHIN if one.quarter == after.quarter and shared > SAME_LEVEL else _Step.GLUED


def _touches(one: _Character, after: _Character) -> bool:
    (begins, ends), (next_begins, _) = _along(one), _along(after)
    gap = (next_begins - ends) / max(one.height, 1)
    of_one_type = next_begins >= begins - 0.1  # "ffi" cast as one: all three have its place
    return (gap > -0.5 or of_one_type) and gap < WORD_GAP


def _walled(one: _Character, after: _Character, walls: Sequence[Rule]) -> bool:
    """Does a rule part them? A word that is too long for its cell all but touches the next cell's."""
    if one.quarter or after.box.left - one.box.right < WALL_GAP * one.height:
        return False
    middle = one.box.middle[1]
    return any(
        one.box.left < wall.at < after.box.right and wall.start <= middle <= wall.end for wall in walls
    )


def _along(one: _Character) -> tuple[float, float]:
    """Where it begins and ends, in the direction it is read."""
    box = one.box
    return (
        (box.left, box.right),
        (box.top, box.bottom),
        (-box.right, -box.left),
        (-box.bottom, -box.top),
    )[one.quarter]


def _levels(one: _Character, after: _Character) -> float:
    """How much of the smaller one's height the two share."""
    a, b = one.box, after.box
    if one.quarter % 2:
        shared = min(a.right, b.right) - max(a.left, b.left)
    else:
        shared = min(a.bottom, b.bottom) - max(a.top, b.top)
    return shared / max(min(one.height, after.height), 0.01)


def _found(text: PdfTextPage, run: list[_Character], *, glued: bool) -> _Found:
    first = run[0].place
    word = Word(
        text="".join(one.text for one in run),
        box=around(one.box for one in run),
        size=_size(text, first, run[0].height),
        bold=_is_bold(text, first),
        glued=glued,
        turned=run[0].quarter != 0,
    )
    return _Found(word, run[0].quarter)


def _size(text: PdfTextPage, index: int, height: float) -> float:
    """The type's size on the page: what the font is set in, times what the page makes of it."""
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetMatrix(text.raw, index, matrix):
        return height
    scale = (matrix.c**2 + matrix.d**2) ** 0.5
    return float(pdfium.FPDFText_GetFontSize(text.raw, index) * scale) or height


def _is_bold(text: PdfTextPage, index: int) -> bool:
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text.raw, index, name, 128, flags)
    printed = name.value.decode("utf-8", "replace")
    return bool(BOLD_NAME.search(printed)) or pdfium.FPDFText_GetFontWeight(text.raw, index) >= BOLD_WEIGHT


def _bullet(dot: Box) -> Word:
    return Word(text="•", box=dot, size=dot.height)


def _links(document: PdfDocument, page: PdfPage, turning: Turning) -> Iterator[tuple[Box, str]]:
    position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    place, address = pdfium.FS_RECTF(), ctypes.create_string_buffer(LONGEST_ADDRESS)
    for _ in range(MOST_LINKS):
        if not pdfium.FPDFLink_Enumerate(page.raw, position, link):
            return
        action = pdfium.FPDFLink_GetAction(link)
        size = pdfium.FPDFAction_GetURIPath(document.raw, action, address, LONGEST_ADDRESS) if action else 0
        if 0 < size <= LONGEST_ADDRESS and pdfium.FPDFLink_GetAnnotRect(link, place):
            box = turning.box(place.left, place.bottom, place.right, place.top)
            yield box, address.value.decode("utf-8", "replace")


def _linked(word: Word, links: list[tuple[Box, str]]) -> Word:
    address = next((address for box, address in links if box.holds(word.box.middle)), None)
    return replace(word, address=address) if address else word
