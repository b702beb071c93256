"""What the page says of its sharing at large, each sentence kept with its qualifier and its place."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from schoolgate.domain.reading import DocumentKind, Spans, Statement
from schoolgate.notices.clues import Sieve
from schoolgate.notices.passage import REMEMBERED, Passage, fold
from schoolgate.notices.rows import Layout, Row, Section
from schoolgate.notices.wording import Wording, load, pattern

DOCUMENT, SECTION, ENTRY = "document", "section", "entry"
TOP = 3  # the title and the headings beside it: where a page says what it is
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")


@dataclass(slots=True)
class _Place:
    """A stretch of the page and what it speaks of."""

    words: Passage
    applies_to: str
    section: str | None = None
    cell: str | None = None  # a rows.Label, for a recipient's cell; "name" for its name

    @property
    def where(self) -> str:
        return "name" if self.cell == "name" else self.applies_to


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    phrases: Wording
    with_all: tuple[Wording, ...]
    without: Wording
    entries: bool
    only_entries: bool
    names: bool
    addresses: bool
    cells: frozenset[str]

    def found_in(self, place: _Place) -> bool:
        if place.cell in self.cells:
            return not _undecided().search(place.words.folded)
        if not self.looks_at(place.where):
            return False
        words = place.words.folded if self.addresses else _without_addresses(place.words.folded)
        if not self.phrases.search(words):
            return False
        headed = f"{fold(place.section or '')}\n{words}" if place.applies_to == SECTION else words
        return all(also.search(headed) for also in self.with_all) and not self.without.search(words)

    def looks_at(self, where: str) -> bool:
        if where == "name":
            return self.names
        return self.entries if where == ENTRY else not self.only_entries


def statements_of(layout: Layout) -> tuple[Statement, ...]:
    """In the page's order. One sentence may say several things, and then is several statements."""
    found: dict[tuple[str, Spans], Statement] = {}
    for place in _places(layout):
        for kind in _kinds() if place.cell in _cells() else _likely(place.where).left(place.words.folded):
            if kind.found_in(place):
                found.setdefault((kind.name, place.words.whole()), _statement(kind.name, place))
    return tuple(sorted(found.values(), key=lambda one: one.evidence[:1]))


def document_kind_of(layout: Layout) -> DocumentKind:
    """By its title and headings; where they say nothing, by whether it lists anybody."""
    headings = [layout.title or "", *(section.heading for section in layout.sections)]
    title, top, everything = (" \n ".join(headings[:end]).lower() for end in (1, TOP, None))
    kinds = [kind for kind, wording in _documents() if wording.search(title)]
    # A whole notice has a heading for its suppliers further down: that does not make it a list of them.
    if not kinds and _names_itself_a_notice().search(top):
        return DocumentKind.PRIVACY_NOTICE
    kinds += [kind for kind, wording in _documents() if wording.search(everything)]
    if kinds:
        return kinds[0]
    return DocumentKind.SUPPLIER_LIST if layout.rows else DocumentKind.OTHER


def _statement(kind: str, place: _Place) -> Statement:
    qualifier = _qualifiers().search(place.words.folded)
    return Statement(
        kind=kind,
        value=place.words.tidy(),
        qualifier=place.words.words[slice(*qualifier.span())] if qualifier else None,
        applies_to=place.applies_to,
        section=place.section,
        evidence=place.words.whole(),
    )


def _places(layout: Layout) -> Iterator[_Place]:
    for section in layout.sections:
        yield from _of_section(layout.text, section)
    for row in layout.rows:
        yield from _of_row(layout.text, row)
    for span in (*layout.prose, *layout.loose):
        yield from (_Place(one, DOCUMENT) for one in _sentences(layout.text, (span,)))


def _of_section(text: str, section: Section) -> Iterator[_Place]:
    heading = Passage.of(text, section.heading_spans)
    if heading.words.strip():
        yield _Place(heading, SECTION, section.heading)
    for sentence in _sentences(text, section.sentences):
        yield _Place(sentence, SECTION, section.heading)


def _of_row(text: str, row: Row) -> Iterator[_Place]:
    section = row.section.heading if row.section else None
    yield _Place(Passage.of(text, row.name_spans), ENTRY, section, "name")
    for cell in row.cells:
        for sentence in _sentences(text, cell.spans):
            yield _Place(sentence, ENTRY, section, cell.label.value)


def _sentences(text: str, spans: Spans) -> Iterable[Passage]:
    return Passage.of(text, spans).sentences()


@lru_cache(maxsize=REMEMBERED)
def _without_addresses(folded: str) -> str:
    return _ADDRESS.sub(" ", folded)


@cache
def _kinds() -> tuple[_Kind, ...]:
    return tuple(_kind(row) for row in load("statements.toml")["statement"])


@cache
def _likely(where: str) -> Sieve[_Kind]:
    return Sieve((kind.phrases.ways, kind) for kind in _kinds() if kind.looks_at(where))


@cache
def _cells() -> frozenset[str]:
    """The cells that state something whatever their words."""
    return frozenset(cell for kind in _kinds() for cell in kind.cells)


def _kind(row: dict[str, object]) -> _Kind:
    looks_like = row.get("looks_like")
    return _Kind(
        name=str(row["kind"]),
        phrases=Wording(str(looks_like)) if looks_like else pattern(row["phrases"]),  # type: ignore[arg-type]
        with_all=tuple(pattern(phrases) for phrases in row.get("with", [])),  # type: ignore[attr-defined]
        without=pattern(row.get("without", ())),  # type: ignore[arg-type]
        entries=bool(row.get("entries")),
        only_entries=bool(row.get("only_entries")),
        names=bool(row.get("names")),
        addresses=bool(row.get("addresses")),
        cells=frozenset(row.get("cells", [])),  # type: ignore[call-overload]
    )


@cache
def _documents() -> tuple[tuple[DocumentKind, Wording], ...]:
    rows = load("statements.toml")["document"]
    return tuple((DocumentKind(row["kind"]), pattern(row["phrases"])) for row in rows)


@cache
def _names_itself_a_notice() -> Wording:
    return pattern(load("statements.toml")["names_itself"]["privacy_notice"])


@cache
def _undecided() -> Wording:
    """ "Location of server: TBC" states nothing."""
    return pattern(load("statements.toml")["undecided"]["phrases"])


@cache
def _qualifiers() -> Wording:
    return pattern(load("statements.toml")["qualifier"]["phrases"])
