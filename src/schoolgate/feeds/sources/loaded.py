"""What a source gives: a roll, and what was noticed while reading it."""

from dataclasses import dataclass

from schoolgate.domain.roll import fields_of
from schoolgate.feeds.tables import Tables

Mapped = tuple[tuple[str, str], ...]  # heading → "table.field", in the file's order


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A column that is there with cells that are not filled."""

    table: str
    column: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """No values of anybody: names of columns, and counts.

    missing_columns  fields the file does not hold at all: nothing can be said of anybody
    blank_cells      fields it holds, blank for some
    not_understood   headings that no field answers to: read, and left out
    kind             what the file was recognised as
    signature        of its set of headings, by which what a school says of them is remembered
    """

    source: str
    rows: tuple[tuple[str, int], ...]
    missing_columns: tuple[tuple[str, str], ...] = ()
    blank_cells: tuple[Blank, ...] = ()
    not_understood: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()  # sentences, such as which encoding was met
    kind: str = ""
    signature: str = ""
    mapping: Mapped = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    tables: Tables
    report: Report


def report_on(
    tables: Tables,
    source: str,
    not_understood: tuple[str, ...] = (),
    notes: tuple[str, ...] = (),
    *,
    kind: str = "",
    signature: str = "",
    mapping: Mapped = (),
) -> Report:
    return Report(
        source=source,
        rows=tuple((table.name, len(table.rows)) for table in tables.by_name.values()),
        missing_columns=_missing_columns(tables),
        blank_cells=_blank_cells(tables),
        not_understood=not_understood,
        notes=notes,
        kind=kind,
        signature=signature,
        mapping=mapping,
    )


def _missing_columns(tables: Tables) -> tuple[tuple[str, str], ...]:
    return tuple(
        (table.name, column)
        for table in tables.by_name.values()
        for column in fields_of(table.name)
        if column not in table.columns
    )


def _blank_cells(tables: Tables) -> tuple[Blank, ...]:
    found = []
    for table in tables.by_name.values():
        for column in table.columns:
            if count := table.column(column).count(None):
                found.append(Blank(table=table.name, column=column, rows=count))
    return tuple(found)
