"""Rows as an engine gave them, and a roll of which nothing but those rows was read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from schoolgate.feeds.tables import Cell


class Drawn(NamedTuple):
    """One row as the engine gives it. `cells` stand in the order of the columns, null where not permitted.

    pupil         whose row it is; the same as `person` in the table of pupils, None for staff
    existing_key  what the recipient already knows the pupil by, where the agreement keeps that
    """

    person: str
    pupil: str | None
    existing_key: str | None
    cells: tuple[Cell, ...]

    def __repr__(self) -> str:
        return f"Drawn({len(self.cells)} cells)"


class DrawnTable(NamedTuple):
    """The same rows, column by column: of each the person, the pupil, the existing key; and the cells."""

    people: Sequence[str]
    pupils: Sequence[str | None]
    keys: Sequence[str | None]
    cells: Sequence[Sequence[Cell]]

    def __repr__(self) -> str:
        return f"DrawnTable({len(self.people)} rows)"


def by_column(rows: Sequence[Drawn]) -> DrawnTable:
    people, pupils, keys, cells = zip(*rows, strict=True) if rows else ((), (), (), ())
    return DrawnTable(people, pupils, keys, [*zip(*cells, strict=True)])


class Held(Protocol):
    """What a rule may ask of a roll without reading a row."""

    @property
    def columns(self) -> dict[str, tuple[str, ...]]: ...

    def holds(self, field: str) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ReadAlready:
    """One school of many: its rows were asked for together with other schools'.

    drawn   table → rows, in no set order
    taught  (class, who teaches it) of every registration class, by name
    """

    digest: str
    columns: dict[str, tuple[str, ...]]
    drawn: Mapping[str, list[Drawn]]
    taught: Sequence[tuple[str, str]] = ()

    def holds(self, field: str) -> bool:
        table, _, name = field.partition(".")
        return name in self.columns.get(table, ())
