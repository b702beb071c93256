"""A document about one service alone (a contract's schedule, a supplier's notice) → its one entry."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import PurePath

from schoolgate.domain.reading import DocumentKind, Reading, Source, Span, Spans
from schoolgate.notices.blocks import Block, BlockKind, Page, divided
from schoolgate.notices.errors import EmptyNotice, UnknownDocument
from schoolgate.notices.language import refuse_other_languages
from schoolgate.notices.passage import Passage
from schoolgate.notices.readers import READERS
from schoolgate.notices.rows import Cell, Label, Layout, Row
from schoolgate.notices.size import refuse_by_size
from schoolgate.notices.statements import statements_of
from schoolgate.notices.true_kind import refuse_disguised
from schoolgate.notices.values import entry_of
from schoolgate.notices.wording import Wording, load, pattern

# What these announce goes on to the next heading; what others do, to the end of the paragraph.
DATA = frozenset(
    (Label.DATA, Label.ENTERED_DATA, Label.CREATED_DATA, Label.UNSETTLED_DATA, Label.LEFT_OUT_DATA)
)
LONGEST_LABEL = 9  # words: a longer line with a colon is a sentence
LONGEST_OTHER = 4  # words of a label that we have no use for


def read_about(data: bytes, name: str, service: str, kind: DocumentKind) -> Reading:
    """What the document says of `service`; its name need not be printed there. Raises a NoticeError."""
    refuse_by_size(data, name)
    refuse_disguised(data, name)
    ending = PurePath(name).suffix.lower()
    if ending not in READERS:
        raise UnknownDocument(name, ", ".join(READERS))
    page = divided(READERS[ending](data, name))
    if not page.text.strip():
        raise EmptyNotice(name)
    refuse_other_languages(page.text, name)
    source = Source(name=name, sha256=hashlib.sha256(data).hexdigest(), encoding=page.encoding)
    return _reading(page, source, service, kind)


def _reading(page: Page, source: Source, service: str, kind: DocumentKind) -> Reading:
    row = Row(name=service, name_spans=_name_spans(page.text, service), cells=tuple(_cells(page)))
    prose = tuple(block.span for block in page.blocks)
    layout = Layout(text=page.text, prose=prose)
    return Reading(
        source=source,
        text=page.text,
        school=None,
        document_kind=kind,
        entries=entry_of(row, page.text),
        statements=tuple(replace(one, applies_to="entry") for one in statements_of(layout)),
        warnings=page.warnings,
    )


def _name_spans(text: str, service: str) -> Spans:
    at = text.casefold().find(service.casefold())
    return ((at, at + len(service)),) if at >= 0 and len(text.casefold()) == len(text) else ()


def _cells(page: Page) -> Iterator[Cell]:
    """What stands under each heading, and behind each label. The other words say nothing of the service."""
    label, found = None, list[Span]()
    for block in page.blocks:
        announced, rest = _label_of(page.text, block)
        ends = block.kind is BlockKind.HEADING or (label not in DATA and _is_labelled(page.text, block))
        if announced is None and not ends:
            if label in DATA or (found and not block.after_gap) or not found:
                found.append(block.span)
            continue
        if label is not None and found:
            yield Cell(label=label, spans=tuple(found))
        label, found = announced, [rest] if rest else []
    if label is not None and found:
        yield Cell(label=label, spans=tuple(found))


def _label_of(text: str, block: Block) -> tuple[Label | None, Span | None]:
    """What the block announces, and those of its own words that already belong to it."""
    if block.kind is BlockKind.ROW:
        return _label_of_row(text, block)
    words = text[slice(*block.span)]
    head, colon, _ = words.partition(":")
    if block.kind is BlockKind.BULLET and not colon:
        return None, None
    if colon and len(head.split()) <= LONGEST_LABEL:
        label = _announced(head + ":")
        start = block.start + len(head) + 1
        rest = (start + len(text[start : block.end]) - len(text[start : block.end].lstrip()), block.end)
        return label, rest if label and rest[0] < rest[1] else None
    is_short = len(words.split()) <= LONGEST_LABEL and not words.rstrip().endswith(".")
    return (_announced(words) if is_short or block.kind is BlockKind.HEADING else None), None


def _is_labelled(text: str, block: Block) -> bool:
    """ "Sub-processors: …" is no more of what stands above it, whatever it is."""
    head, colon, rest = text[slice(*block.span)].partition(":")
    return bool(colon and rest.strip()) and len(head.split()) <= LONGEST_OTHER and head[:1].isupper()


def _label_of_row(text: str, block: Block) -> tuple[Label | None, Span | None]:
    """A table of two columns: what it is, and what is said of it."""
    cells = [cell for cell in block.cells if text[slice(*cell)].strip()]
    if len(cells) != 2:
        return None, None
    label = _announced(text[slice(*cells[0])])
    return label, cells[1] if label else None


def _announced(words: str) -> Label | None:
    folded = Passage.of(words, ((0, len(words)),)).folded
    return next((label for label, wording in _labels() if wording.search(folded)), None)


@cache
def _labels() -> tuple[tuple[Label, Wording], ...]:
    return tuple((Label(row["label"]), pattern(row["phrases"])) for row in load("about.toml")["about"])
