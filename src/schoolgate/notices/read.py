"""A document's bytes → a Reading: pure, in this process. For documents of others see isolate.py."""

import hashlib
from pathlib import PurePath

from schoolgate.domain.reading import Entry, Reading, Source, Spans
from schoolgate.notices.blocks import Page, divided
from schoolgate.notices.errors import EmptyNotice, TooLarge, UnknownDocument
from schoolgate.notices.language import refuse_other_languages
from schoolgate.notices.layout import lay_out
from schoolgate.notices.readers import READERS
from schoolgate.notices.rows import Layout
from schoolgate.notices.statements import document_kind_of, statements_of
from schoolgate.notices.title import school_of
from schoolgate.notices.values import entry_of

LARGEST = 5_000_000  # bytes; the longest notice we have seen is 60 kB
NO_RECIPIENTS = "No recipient was found on the page, so it cannot be adopted. Is it the right document?"


def read_notice(data: bytes, name: str) -> Reading:
    """Raises a NoticeError whose words are for the school's office."""
    refuse_unreadable(data, name)
    page = divided(READERS[_ending(name)](data, name))
    if not page.text.strip():
        raise EmptyNotice(name)
    refuse_other_languages(page.text, name)
    return _reading(page, Source(name=name, sha256=hashlib.sha256(data).hexdigest(), encoding=page.encoding))


def refuse_unreadable(data: bytes, name: str) -> None:
    """Raises the NoticeErrors that need no look inside the document."""
    if _ending(name) not in READERS:
        raise UnknownDocument(name, ", ".join(READERS))
    if len(data) > LARGEST:
        raise TooLarge(name, size=len(data), most=LARGEST)
    if not data.strip():
        raise EmptyNotice(name)


def _ending(name: str) -> str:
    return PurePath(name).suffix.lower()


def _reading(page: Page, source: Source) -> Reading:
    layout = lay_out(page)
    entries = tuple(entry for row in layout.rows for entry in entry_of(row, page.text))
    return Reading(
        source=source,
        text=page.text,
        school=school_of(page),
        document_kind=document_kind_of(layout),
        entries=entries,
        statements=statements_of(layout),
        denied=layout.denied,
        not_understood=_not_understood(layout),
        warnings=_warnings(page, entries),
    )


def _not_understood(layout: Layout) -> Spans:
    return tuple(sorted(layout.loose))


def _warnings(page: Page, entries: tuple[Entry, ...]) -> tuple[str, ...]:
    return page.warnings if entries else (*page.warnings, NO_RECIPIENTS)
