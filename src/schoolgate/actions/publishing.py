"""The school's page, from the register: looked at, put up, and kept as it was put up."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from schoolgate.actions.adopting import reading_of
from schoolgate.actions.documents import write_whole
from schoolgate.actions.office import Office
from schoolgate.domain.errors import NotFound
from schoolgate.domain.publication import Publication
from schoolgate.publish.document import Document, document_of_page
from schoolgate.publish.docx import as_docx
from schoolgate.publish.facts import PageFacts
from schoolgate.publish.feed_of_changes import Change, as_atom, as_page
from schoolgate.publish.from_register import page_facts
from schoolgate.publish.history import changes
from schoolgate.publish.layouts import Layout
from schoolgate.publish.layouts.plain import as_markdown, as_text
from schoolgate.publish.linked import as_linked
from schoolgate.publish.open_json import SCHEMA, OpenPage, open_page
from schoolgate.publish.page import render_fragment, render_page
from schoolgate.publish.pdf import as_pdf
from schoolgate.publish.phrases import SOURCE
from schoolgate.publish.readability import grade_of_notice, grade_of_page
from schoolgate.publish.sheet import sheet_of
from schoolgate.store import documents, publications, register
from schoolgate.store import school as schools
from schoolgate.store.codec import from_json, to_json
from schoolgate.store.json_schema import schema_of


class Format(StrEnum):
    HTML = "html"
    FRAGMENT = "fragment"  # for a page of the school's own
    TXT = "txt"
    MD = "md"
    PDF = "pdf"
    DOCX = "docx"
    JSON = "json"
    JSONLD = "jsonld"


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """How the page is set. `beside`: languages in which it is put up too, to lead to from a web page."""

    layout: Layout = Layout.CARDS
    format: Format = Format.HTML
    language: str = SOURCE
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PutUp:
    """What came of publishing. `number` None: it was a rehearsal, or the same page is up already.

    said      sentences: what the page says otherwise than the one before; empty where it says the same
    grades    US school grades of the school's notice, if it has one here, and of this page
    """

    path: Path
    size: int
    version: str
    number: int | None
    said: tuple[str, ...]
    grades: tuple[float | None, float]


def _html(page: PageFacts, printing: Printing) -> bytes:
    beside = tuple((one, file_name(replace(printing, language=one))) for one in printing.beside)
    return render_page(page, layout=printing.layout, language=printing.language, beside=beside).encode()


def _json(page: PageFacts, printing: Printing) -> bytes:
    return _written({"schema": SCHEMA, **to_json(open_page(page))})


def _written(document: dict[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _document(page: PageFacts, printing: Printing) -> Document:
    return document_of_page(page, layout=printing.layout, language=printing.language)


# Format → the file's name before its language, its ending, and how it is made.
FORMATS: dict[Format, tuple[str, str, Callable[[PageFacts, Printing], bytes]]] = {
    Format.HTML: ("index", "html", _html),
    Format.FRAGMENT: (
        "fragment",
        "html",
        lambda page, how: render_fragment(page, layout=how.layout, language=how.language).encode(),
    ),
    Format.TXT: ("page", "txt", lambda page, how: as_text(sheet_of(page, how.language), how.layout).encode()),
    Format.MD: (
        "page",
        "md",
        lambda page, how: as_markdown(sheet_of(page, how.language), how.layout).encode(),
    ),
    Format.PDF: ("page", "pdf", lambda page, how: as_pdf(_document(page, how))),
    Format.DOCX: ("page", "docx", lambda page, how: as_docx(_document(page, how))),
    Format.JSON: ("page", "json", _json),
    Format.JSONLD: ("page", "jsonld", lambda page, how: _written(as_linked(page))),
}


def page(office: Office, *, on: date) -> str:
    """The whole page as HTML. Only what is in force is on it; no internal state ever is."""
    return render_page(facts(office, on=on))


def facts(office: Office, *, on: date) -> PageFacts:
    school, decides = schools.get(office.tenant), schools.controller(office.tenant)
    standing = register.all_standing(office.tenant)
    return page_facts(school, decides, standing, on, not_used=_not_used(office))


def _not_used(office: Office) -> tuple[str, ...]:
    """What the newest notice says is not used or told anything: said aloud on the page as well."""
    kept = documents.all_documents(office.tenant)
    return tuple(one.name for one in reading_of(kept[-1]).denied) if kept else ()


def rendered(page: PageFacts, printing: Printing) -> bytes:
    return FORMATS[printing.format][2](page, printing)


def file_name(printing: Printing) -> str:
    """index.html; in another language index.ur.html."""
    stem, ending, _ = FORMATS[printing.format]
    return ".".join([stem, *([] if printing.language == SOURCE else [printing.language]), ending])


def what_changes(office: Office, *, on: date, language: str = SOURCE) -> tuple[str, ...]:
    """What a page put up now would say otherwise than the last one. Empty: the same."""
    return _since(_last(office), facts(office, on=on), language)


def _since(before: PageFacts | None, after: PageFacts, language: str = SOURCE) -> tuple[str, ...]:
    return () if before and before.version == after.version else changes(before, after, language)


def _last(office: Office) -> PageFacts | None:
    last = publications.last(office.tenant)
    return facts_of(last) if last else None


def facts_of(publication: Publication) -> PageFacts:
    return from_json(PageFacts, dict(publication.facts))


def publish(
    office: Office,
    folder: Path,
    *,
    on: date,
    at: datetime,
    printing: Printing | None = None,
    by: str | None = None,
    why: str | None = None,
    dry_run: bool = False,
) -> PutUp:
    """Keeps the page for good, then puts it into the folder. The same bytes are kept once."""
    printing, now = printing or Printing(), facts(office, on=on)
    content, said = rendered(now, printing), _since(_last(office), now)
    path, number = folder / file_name(printing), None
    if not dry_run:
        number = _keep(office, now, content, printing, at=at, by=by, why=why)
        write_whole(path, content, mode=0o644)  # it is for everybody to read
    return PutUp(
        path=path,
        size=len(content),
        version=now.version,
        number=number,
        said=said,
        grades=_grades(office, now),
    )


def _keep(
    office: Office,
    page: PageFacts,
    content: bytes,
    printing: Printing,
    *,
    at: datetime,
    by: str | None,
    why: str | None,
) -> int | None:
    set_alike = {
        "layout": printing.layout.value,
        "format": printing.format.value,
        "language": printing.language,
    }
    before = [
        one
        for one in publications.publications(office.tenant)
        if {name: getattr(one, name) for name in set_alike} == set_alike
    ]
    if before and before[-1].content == content:
        return None
    made = Publication(
        number=0,
        version=page.version,
        on=page.on,
        at=at,
        by=by,
        why=why,
        digest="",
        facts=to_json(page),
        content=content,
        **set_alike,
    )
    return publications.add_publication(office.tenant, made).number


def _grades(office: Office, now: PageFacts) -> tuple[float | None, float]:
    kept = documents.all_documents(office.tenant)
    notice = grade_of_notice(reading_of(kept[-1]).text) if kept else None
    return notice, grade_of_page(render_page(now))


def history(office: Office) -> tuple[Publication, ...]:
    """Oldest first."""
    return publications.publications(office.tenant)


def published(office: Office, number: int) -> Publication:
    """One page as it was put up, byte for byte. Raises NotFound."""
    found = publications.get(office.tenant, number)
    if found is None:
        raise NotFound(
            f"Nothing was published as number {number}. See what was with: schoolgate publish history"
        )
    return found


def put_back(office: Office, number: int, folder: Path, *, dry_run: bool = False) -> Path:
    """Writes what was published as `number` once more, as it was."""
    kept = published(office, number)
    printing = Printing(layout=Layout(kept.layout), format=Format(kept.format), language=kept.language)
    path = folder / file_name(printing)
    if not dry_run:
        write_whole(path, kept.content, mode=0o644)
    return path


def difference(office: Office, first: int, second: int, *, language: str = SOURCE) -> tuple[str, ...]:
    """What the second says otherwise than the first, in sentences."""
    before, after = (facts_of(published(office, number)) for number in (first, second))
    return _since(before, after, language)


def told(office: Office, *, language: str = SOURCE) -> tuple[Change, ...]:
    """Each publication that said something new, oldest first."""
    found: list[Change] = []
    before: PageFacts | None = None
    for one in history(office):
        now = facts_of(one)
        if sentences := _since(before, now, language):
            found.append(Change(version=one.version, on=one.on, sentences=sentences))
        before = now
    return tuple(found)


def publish_changes(
    office: Office, folder: Path, *, language: str = SOURCE, dry_run: bool = False
) -> tuple[Path, Path]:
    """The page of what changed, and the Atom feed."""
    school, said = schools.get(office.tenant), told(office, language=language)
    ending = "" if language == SOURCE else f".{language}"
    page, feed = folder / f"changes{ending}.html", folder / f"changes{ending}.atom"
    if not dry_run:
        write_whole(page, as_page(school.name, said, language).encode(), mode=0o644)
        write_whole(feed, as_atom(school.name, school.id, said, language), mode=0o644)
    return page, feed


def json_schema() -> dict[str, Any]:
    """Of what the format `json` gives: JSON Schema 2020-12."""
    found = schema_of(OpenPage)
    body = found["$defs"]["OpenPage"]
    body["properties"] = {"schema": {"const": SCHEMA}, **body["properties"]}
    body["required"] = ["schema", *body["required"]]
    return {**found, "title": f"A school's page of whom it shares data with, {SCHEMA}"}
