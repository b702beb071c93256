"""PDF: its text layer, with headings, lists, columns and tables told by where words stand on the page."""

import re
from collections.abc import Iterator, Sequence

import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument, PdfiumError

from schoolgate.notices.blocks import Page
from schoolgate.notices.errors import Damaged, GarbledWords, Locked, NoWords, TooManyPages, TooManyWords
from schoolgate.notices.printed.assemble import assemble
from schoolgate.notices.printed.garbled import is_garbled
from schoolgate.notices.printed.pdfium import count_characters, sheet_of
from schoolgate.notices.printed.places import Sheet

SORT = "a PDF (.pdf)"
MOST_PAGES = 200  # the longest notice we have seen has 30
MOST_CHARACTERS = 200_000  # read in half of the time that a throw-away process has; a page has 3,000
FEWEST_CHARACTERS = 8  # a page with less beside its picture has no text layer: a page number at most
HEADER = re.compile(rb"%PDF-\d")
HEADER_WITHIN = 1024  # bytes: PDF 32000-1, annex H.3, implementation note 13


def read(data: bytes, name: str) -> Page:
    """Raises Damaged, Locked, TooManyPages, TooManyWords, NoWords, GarbledWords."""
    sheets = list(_sheets(data, name))
    unread = [sheet.number for sheet in sheets if sheet.pictured and not _has_words(sheet)]
    if unread and not any(_has_words(sheet) for sheet in sheets):
        raise NoWords(name, _named(unread, "is a picture", "are pictures"))
    if not any(sheet.words for sheet in sheets):
        raise NoWords(name, "its pages are drawings, or empty,")
    if is_garbled(word.text for sheet in sheets for word in sheet.words):
        raise GarbledWords(name)
    text, blocks = assemble(sheets)
    return Page(text=text, blocks=blocks, encoding="pdf", warnings=tuple(_warnings(unread)))


def _sheets(data: bytes, name: str) -> Iterator[Sheet]:
    if not HEADER.search(data[:HEADER_WITHIN]):
        raise Damaged(name, sort=SORT)
    try:
        document = PdfDocument(data)
        numbers = range(1, len(document) + 1)
        if len(numbers) > MOST_PAGES:
            raise TooManyPages(name, pages=len(numbers), most=MOST_PAGES)
        if sum(count_characters(document, number) for number in numbers) > MOST_CHARACTERS:
            raise TooManyWords(name, most=MOST_CHARACTERS)
        yield from (sheet_of(document, number) for number in numbers)
    except PdfiumError as error:
        locked = error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise (Locked(name) if locked else Damaged(name, sort=SORT)) from None


def _has_words(sheet: Sheet) -> bool:
    return sum(len(word.text) for word in sheet.words) >= FEWEST_CHARACTERS


def _warnings(unread: Sequence[int]) -> Iterator[str]:
    if unread:
        verb = _named(unread, "is a picture", "are pictures")
        yield f"{verb[0].upper()}{verb[1:]} without words; nothing was read from there."


def _named(numbers: Sequence[int], one: str, several: str) -> str:
    """ "page 2 is a picture", "pages 1 to 3 and 7 are pictures"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    named = [f"{run[0]} to {run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    listed = " and ".join(filter(None, (", ".join(named[:-1]), named[-1])))
    return f"page {listed} {one}" if len(numbers) == 1 else f"pages {listed} {several}"
