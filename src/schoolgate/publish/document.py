"""A page or a paper as blocks of words for print: what PDF and Word set, each in its own way."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from schoolgate.publish.facts import PageFacts
from schoolgate.publish.layouts import Layout
from schoolgate.publish.phrases import SOURCE, phrases
from schoolgate.publish.rows import Datum, Line, Row, Run, ends_a_sentence, lead, ours, plain, typed
from schoolgate.publish.sheet import Part, Sheet, Told, sheet_of


@dataclass(frozen=True, slots=True)
class Heading:
    rank: int  # 1 is the title's
    words: Line


@dataclass(frozen=True, slots=True)
class Words:
    """One paragraph."""

    line: Line
    is_lead: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """A list without an order."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels and what stands behind each. Under a name, the name heads them."""

    name: Line | None
    rows: tuple[tuple[Line, tuple[Line, ...]], ...]
    rank: int = 3  # of the name as a heading


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: as many cells in each row as there are headings."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]


Block = Heading | Words | Points | Facts | Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    title: str
    school: str
    language: str  # BCP 47
    direction: str  # ltr or rtl
    on: date  # the day it speaks of, which stands as the day it was made
    blocks: tuple[Block, ...]
    home: str | None = None  # the school's web address, to lead back to
    is_boxed: bool = False  # each name with its facts in a box of its own
    is_dense: bool = False  # set small, to keep to one page


def document_of_page(page: PageFacts, *, layout: Layout = Layout.CARDS, language: str = SOURCE) -> Document:
    sheet = sheet_of(page, language)
    return Document(
        title=sheet.title,
        school=sheet.school,
        language=sheet.language,
        direction=sheet.direction,
        on=page.on,
        blocks=tuple(_blocks(sheet, layout)),
        home=page.website,
        is_boxed=layout is Layout.CARDS,
    )


def _blocks(sheet: Sheet, layout: Layout) -> Iterator[Block]:
    english = sheet.english
    yield Heading(1, (ours(sheet.title),))
    yield Words((ours(sheet.lead),), is_lead=True)
    yield Words((ours(sheet.why),))
    if sheet.draft and english:
        yield Words((ours(sheet.draft),))
        yield Words((in_english(phrases()["page"]["draft"]),))
    for part in sheet.parts:
        yield from _part(part, sheet, layout)
    if sheet.lists:
        yield Heading(2, (ours(sheet.nothing),))
    for names in sheet.lists:
        yield Words((ours(names.lead),))
        yield Points(tuple((typed(name),) for name in names.names))
    yield Heading(2, (ours(sheet.asking),))
    yield Words((ours(sheet.ask),))
    yield Facts(None, tuple(((ours(row.label),), row.lines) for row in sheet.contacts))
    yield from (Words((ours(words),)) for words in sheet.foot)


def _part(part: Part, sheet: Sheet, layout: Layout) -> Iterator[Block]:
    yield Heading(2, (ours(part.heading),))
    yield Words((ours(part.intro),))
    for one in part.told:
        yield from _told(one, sheet.language, layout)


def _told(one: Told, language: str, layout: Layout) -> Iterator[Block]:
    rows = [row for row in one.rows if row.is_shown or layout is Layout.CARDS]
    if layout in (Layout.CARDS, Layout.TABLE):
        facts = tuple((_both(row.label, row.english_label), tuple(_lines(row, language))) for row in rows)
        yield Facts((typed(one.name),), facts)
        return
    yield Heading(3, (typed(one.name),))
    labelled = tuple(_labelled(row, language) for row in rows)
    if layout is Layout.BULLETS:
        yield Points(labelled)
    elif layout is Layout.BLOCKS:
        yield from map(Words, labelled)
    else:
        yield Words(tuple(run for row in rows for run in _sentence(row, language)))
        if any(row.english_label for row in rows):
            yield Words((in_english(" ".join(map(_english, rows))),))


def in_english(words: str) -> Run:
    return Run(text=words, is_english=True)


def _both(words: str, english: str | None) -> Line:
    # No brackets: where the English breaks over a line they would face the wrong way on a right-to-left page.
    return (ours(f"{words} – "), in_english(english)) if english else (ours(words),)


def _lines(row: Row, language: str) -> Iterator[Line]:
    if row.data:
        yield _data(row.data, language)
    yield from row.lines
    if row.english_words:
        yield (in_english(row.english_words),)


def _data(data: tuple[Datum, ...], language: str) -> Line:
    words = phrases(language)
    runs = [
        run
        for one in data
        for run in (*_datum(one, words["shared"]["special"]), ours(words["list"]["comma"]))
    ]
    return tuple(runs[:-1])


def _datum(one: Datum, special: str) -> Line:
    limits = tuple(run for limit in one.limits for run in (ours(" ("), limit, ours(")")))
    return (ours(one.name), *limits, *((ours(f" ({special})"),) if one.is_special else ()))


def _labelled(row: Row, language: str) -> Line:
    said = [run for line in _lines(row, language) for run in (*line, ours(" "))]
    *before, last = _both(row.label, row.english_label)
    return (*before, ours(lead(last.text, language)), *said[:-1])


def _sentence(row: Row, language: str) -> Line:
    own = replace(row, english_label=None, english_words=None)
    return (*_labelled(own, language), ours(" " if ends_a_sentence(row) else ". "))


def _english(row: Row) -> str:
    said = row.english_words or plain(row)
    return f"{lead(row.english_label or row.label)}{said}{'' if said.endswith('.') else '.'}"
