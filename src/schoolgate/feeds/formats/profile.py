"""What a recipient's format takes: headings in order, what fills each, which must be there."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from schoolgate.domain.school import School
from schoolgate.feeds.encoder import Newline
from schoolgate.feeds.spec import Column


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One column of a recipient's file.

    takes    keys of feed columns ("pupil.forename"): the first that has a cell fills it
    given    the transforms under which a cell is of use here
    items    what an agreement has to send for it, as a refusal names them
    or_key   filled by the pupil's key where nothing else fills it
    values   our code → theirs; a code that is not there leaves the cell empty
    longest  characters; a longer cell is refused, never cut
    """

    heading: str
    takes: tuple[str, ...] = ()
    given: tuple[str, ...] = ("as_is",)
    items: tuple[str, ...] = ()
    required: bool = False
    or_key: bool = False
    values: Mapping[str, str] = field(default_factory=dict)
    longest: int | None = None

    def fits(self, column: Column) -> bool:
        return column.key in self.takes and column.transform.value in self.given


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """takes_everything: a column for whatever is sent, in the agreement's order; else `headings` alone."""

    name: str
    version: int
    label: str
    source: str  # where the recipient says so
    headings: tuple[Heading, ...] = ()
    takes_everything: bool = False
    newline: Newline = "\r\n"
    line_breaks: bool = False  # may a cell hold one?

    def takes(self, column: Column) -> bool:
        return self.takes_everything or any(one.fits(column) for one in self.headings)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Line:
    """One person's row. `key` is what the recipient knows the pupil (or member of staff) by."""

    key: str
    person: str
    pupil: str | None
    cells: tuple[str | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Feed:
    """Rows that may leave, in order. By table: columns, and lines with a cell for each column.

    opaque     (kind, id) → a name for this recipient alone, for things that are not pupils
    key_heading, key_field   how the pupil's key is headed, and the roll field it is, if it is one
    year       the calendar years in which the school year begins and ends
    """

    profile: Profile
    columns: Mapping[str, tuple[Column, ...]]
    lines: Mapping[str, tuple[Line, ...]]
    school: School
    year: tuple[int, int]
    opaque: Callable[[str, str], str]
    key_heading: str
    key_field: str | None

    def value(self, table: str, line: Line, heading: Heading) -> str | None:
        """What fills one cell of the recipient's file, in its own code."""
        for column, cell in zip(self.columns[table], line.cells, strict=True):
            if cell is not None and heading.fits(column):
                return heading.values.get(cell) if heading.values else cell
        return line.key if heading.or_key else None


def load_profile(name: str) -> Profile:
    """formats/<name>.toml."""
    found: dict[str, Any] = tomllib.loads((files(__package__) / f"{name}.toml").read_text("utf-8"))
    headings = tuple(_heading(row) for row in found.pop("heading", []))
    return Profile(name=name, headings=headings, **found)


def _heading(row: dict[str, Any]) -> Heading:
    fields: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
    return Heading(**fields)
