"""A document's bytes → a Reading: pure, in this process. For documents of others see isolate.py."""

import hashlib
from collections.abc import Callable
from pathlib import PurePath

from schoolgate.domain.reading import Entry, Reading, Source, Spans
from schoolgate.notices.blocks import Page, divided
from schoolgate.notices.coined import coined_names
from schoolgate.notices.errors import EmptyNotice, UnknownDocument
from schoolgate.notices.language import refuse_other_languages
from schoolgate.notices.layout import lay_out
from schoolgate.notices.names import also_known
from schoolgate.notices.readers import READERS
from schoolgate.notices.rows import Layout
from schoolgate.notices.size import refuse_by_size
from schoolgate.notices.spelt_out import spelt_out
from schoolgate.notices.statements import document_kind_of, statements_of
from schoolgate.notices.title import school_of
from schoolgate.notices.true_kind import refuse_disguised
from schoolgate.notices.values import entry_of

NO_RECIPIENTS = "No recipient was found on the page, so it cannot be adopted. Is it the right document?"


def read_notice(data: bytes, name: str) -> Reading:
    """Raises a NoticeError whose words are for the school's office."""
    refuse_by_size(data, name)
    refuse_disguised(data, name)
    if _ending(name) not in READERS:
        raise UnknownDocument(name, ", ".join(READERS))
    page = divided(READERS[_ending(name)](data, name))
    if not page.text.strip():
        raise EmptyNotice(name)
    refuse_other_languages(page.text, name)
    return _reading(page, Source(name=name, sha256=hashlib.sha256(data).hexdigest(), encoding=page.encoding))


def _ending(name: str) -> str:
    return PurePath(name).suffix.lower()


def _reading(page: Page, source: Source) -> Reading:
    spelt = spelt_out(page)
    if spelt:
        return spelt.taken_back(_read(spelt.page, source, spelt.as_data))
    return _read(page, source)


def _read(page: Page, source: Source, settled: Callable[[Layout], Layout] = lambda layout: layout) -> Reading:
    with also_known(coined_names(page)):
        layout = settled(lay_out(page))
        entries = tuple(entry for row in layout.rows for entry in entry_of(row, page.text))
        return _told(page, source, layout, entries)


def _told(page: Page, source: Source, layout: Layout, entries: tuple[Entry, ...]) -> Reading:
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
