"""A layout while it grows: rows, groups and prose are added, then frozen."""

import re
from dataclasses import dataclass, field

from schoolgate.domain.reading import Denied, Span, Spans
from schoolgate.notices.contexts import CLOSED, Context, context_of, headed_by
from schoolgate.notices.names import recognise
from schoolgate.notices.naming import Named
from schoolgate.notices.rows import Cell, Layout, Row, Section

MOST_TITLE_WORDS = 14
OF_ALL = re.compile(
    r"\bunless (?:otherwise|(?:we|it|they|the|an?|i|this|another|there|marked|shown|stated|noted|said)\b)"
    r"|\b(?:every|all|each|any)\b[^.]{0,40}\b"
    r"(?:below|(?:on|in) this (?:page|list|sheet|notice|document|table|leaflet)|listed here|that follow)\b",
    re.IGNORECASE,
)
SLIP = re.compile(r"\b(?:reply |tear-?off |permission |return )?slip\b", re.IGNORECASE)


@dataclass(slots=True)
class Group:
    """A section to be. `promise` is what its heading says of the lines below it."""

    heading: str
    spans: Spans
    promise: Context
    parent: "Group | None" = None
    sentences: list[Span] = field(default_factory=list)
    rank: int = 0
    frozen: Section | None = None

    def freeze(self, of_all: Section | None = None) -> Section:
        """`of_all`: what the page says of every row, whatever heading it stands under."""
        if self.frozen is None:
            parent = self.parent.freeze(of_all) if self.parent else of_all
            self.frozen = Section(
                heading=self.heading,
                heading_spans=self.spans,
                sentences=tuple(sorted(set(self.sentences))),
                parent=parent,
            )
        return self.frozen


@dataclass(slots=True)
class Drafted:
    """A row to be."""

    name: str
    spans: Spans
    cells: list[Cell]
    group: Group | None
    confident: bool


@dataclass(frozen=True, slots=True)
class Said:
    """Running words. `led`: straight below a question or a line that leads on."""

    span: Span
    group: Group | None
    context: Context
    led: bool


@dataclass(frozen=True, slots=True)
class Column:
    """What a table's column is for. `meant` is None where the heading is none we know, or there is none."""

    meant: str | None
    printed: str | None


@dataclass(slots=True)
class Draft:
    """The state of a layout in the making."""

    text: str
    rows: list[Drafted] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    prose: list[Said] = field(default_factory=list)
    loose: list[Span] = field(default_factory=list)
    denied: list[Denied] = field(default_factory=list)
    group: Group | None = None  # the one being filled
    title: str | None = None
    columns: list[Column] = field(default_factory=list)  # of the last table that had headings

    def words(self, span: Span) -> str:
        return self.text[span[0] : span[1]]

    def open_group(self, span: Span, *, rank: int, promise: Context | None = None) -> Group:
        """A heading: a group inside the nearest one of lower rank."""
        parent = self.group
        while parent and parent.rank >= rank:
            parent = parent.parent
        heading = self.words(span)
        self.group = Group(heading, (span,), promise or headed_by(heading), parent, rank=rank)
        self.groups.append(self.group)
        return self.group

    def promise(self) -> Context:
        """What the headings above promise: the nearest that promises anything."""
        group = self.group
        while group and group.promise is Context.NEUTRAL:
            group = group.parent
        if group:
            return group.promise
        told = context_of(self.title) if self.title else Context.NEUTRAL
        return (
            Context.NEUTRAL if told in CLOSED else told
        )  # "Who we are" opens the page; it closes none of it

    def add_row(self, found: Named, *, group: Group | None = None, confident: bool = True) -> Drafted:
        row = Drafted(found.name, found.spans, found.cells, group or self.group, confident)
        self.rows.append(row)
        return row

    def add_prose(self, span: Span, context: Context, *, led: bool = False) -> None:
        self.prose.append(Said(span, self.group, context, led))
        if self.group and context is not Context.DATA:  # a list of what is collected is nobody's share
            self.group.sentences.append(span)

    def deny(self, found: Named) -> None:
        self.denied.append(Denied(name=found.name, evidence=found.spans))

    def _said_of_all(self) -> list[Span]:
        """Above the first row, "Unless we say otherwise each gets …"; anywhere, "Return the slip if not"."""
        first = min((row.spans[0][0] for row in self.rows), default=0)
        return [
            said.span
            for said in self.prose
            if _is_about_rows(said)
            and (
                (said.span[0] < first and OF_ALL.search(self.words(said.span)))
                or SLIP.search(self.words(said.span))
            )
        ]

    def freeze(self) -> Layout:
        rows = sorted(self.rows, key=lambda row: row.spans[0])
        page = self._said_of_all()
        top = _section(
            [*page, *(said.span for said in self.prose if not said.group and _is_about_rows(said))]
        )
        of_all = _section(page)
        return Layout(
            text=self.text,
            rows=tuple(_row(row, top, of_all) for row in _once_each(rows)),
            sections=tuple(group.freeze(of_all) for group in self.groups),
            prose=tuple(sorted({said.span for said in self.prose})),
            loose=tuple(self.loose),
            title=self.title,
            denied=tuple(self.denied),
        )


def _is_about_rows(said: Said) -> bool:
    return said.context is not Context.DATA and said.context not in CLOSED


def _section(spans: list[Span]) -> Section | None:
    return Section(heading="", heading_spans=(), sentences=tuple(sorted(set(spans)))) if spans else None


def _row(row: Drafted, top: Section | None, of_all: Section | None) -> Row:
    return Row(
        name=row.name,
        name_spans=row.spans,
        cells=tuple(row.cells),
        section=row.group.freeze(of_all) if row.group else top,
        confident=row.confident,
    )


def _once_each(rows: list[Drafted]) -> list[Drafted]:
    """A service named again in running lists is one row; two full entries of it are two."""
    kept: dict[str, Drafted] = {}
    found: list[Drafted] = []
    for row in rows:
        key = identity(row.name)
        first = kept.get(key)
        if first is None:
            kept[key] = row
        elif not (_is_full(row) and _is_full(first)):
            if len(row.cells) > len(first.cells):
                found[found.index(first)] = kept[key] = row
            continue
        found.append(row)
    return found


def identity(name: str) -> str:
    """What makes two printed names one: the service meant, or else the words."""
    service = recognise(name)
    return service.name if service else " ".join(name.lower().split())


def _is_full(row: Drafted) -> bool:
    return sum(1 for cell in row.cells if cell.printed_label) >= 2
