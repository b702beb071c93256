"""What a recipient's format takes: files, headings in order, what fills each, which must be there."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from schoolgate.domain.roll import FieldType, roll_field
from schoolgate.domain.vocabulary import Transform
from schoolgate.feeds.encoder import Form
from schoolgate.feeds.spec import Column

JOINED = " + "  # "pupil.forename + pupil.surname": both, or neither


class Mark(StrEnum):
    """How sure we are that the recipient takes it so."""

    CHECKED = "checked"  # against the standard's own files or another's validator
    STATED = "stated"  # on the recipient's own page
    SEEN = "seen"  # in what others write for it
    GIVEN = "given"  # by the school, from a sample of the recipient's
    OURS = "ours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    address: str
    mark: Mark
    on: str  # when it was read: "2026-11"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One column of a recipient's file.

    takes       keys of feed columns ("pupil.forename") or names of things made for this recipient ("id"):
                the first that there is fills it; several joined by " + " stand side by side in one cell
    given       the transforms under which a cell is of use here
    items       what an agreement has to send for it, as a refusal names them
    or_key      filled by the pupil's key where nothing else fills it
    fixed       the same text in every row
    values      our code → theirs; a code that is not there leaves the cell empty
    shortest, longest, characters
                what the recipient takes (a regular expression for all of a cell); a cell that does not fit is
                refused, never cut
    """

    heading: str
    takes: tuple[str, ...] = ()
    given: tuple[str, ...] = ("as_is",)
    items: tuple[str, ...] = ()
    required: bool = False
    or_key: bool = False
    fixed: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    shortest: int | None = None
    longest: int | None = None
    characters: str | None = None

    def alternatives(self) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(one.split(JOINED)) for one in self.takes)

    def fits(self, column: Column) -> bool:
        taken = any(column.key in parts for parts in self.alternatives())
        return taken and column.transform.value in self.given

    def of_roll(self) -> bool:
        """Is it filled from the roll? Else from what is made, or by one text for all."""
        return self.or_key or any("." in part for parts in self.alternatives() for part in parts)

    def can_be_filled(self, columns: tuple[Column, ...]) -> bool:
        there = {one.key for one in columns if self.fits(one)}
        made = self.or_key or self.fixed is not None
        return made or any(
            all("." not in part or part in there for part in parts) for parts in self.alternatives()
        )

    def refuses(self, cell: str) -> bool:
        """Does this cell have signs, or too few of them, that the recipient does not take?"""
        if self.shortest is not None and len(cell) < self.shortest:
            return True
        return self.characters is not None and re.fullmatch(self.characters, cell) is None


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """rows  what has a row in it, as `records.KINDS` names them: "pupil", "class", "pupil_class" …

    all_headings  False: a heading that nothing fills is left out, if the recipient does not require it
    always        written even where it has no row
    most_rows     of one file; more go into a second
    """

    name: str
    rows: tuple[str, ...] = ("pupil",)
    headings: tuple[Heading, ...] = ()
    all_headings: bool = True
    always: bool = False
    if_told: bool = False
    most_rows: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """takes_everything: a column for whatever is sent, in the agreement's order; else `headings` alone.

    writer      a name in `WRITERS`
    packed      all files in one zip of this name; None: they lie side by side
    dates       a date of the roll as strftime spells it
    formulas    may a cell begin as a formula does? Only where no spreadsheet opens the file
    delta       it tells who is gone since the last run that arrived: in OneRoster each row says so
    deletes_classes  the group of a class that is no more is deleted at the recipient; else emptied, and stays
    manifest    the files that a OneRoster manifest names, whether they are there or not; empty: no manifest
    not_published   what nobody was found to say, in whole sentences
    service     the slug of the agreement that a school's own profile was made for
    """

    name: str
    version: int
    label: str
    evidence: tuple[Evidence, ...] = ()
    not_published: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    writer: str = "declared"
    files: tuple[File, ...] = ()
    packed: str | None = None
    takes_everything: bool = False
    form: Form = field(default_factory=Form)
    dates: str = "%Y-%m-%d"
    list_separator: str = ";"
    leavers_for: int = 0  # days after their last one for which pupils who are named in a clause are in it
    names_apart: bool = False  # the legal name and the one in use are two, and both of use here
    line_breaks: bool = False  # may a cell hold one?
    formulas: bool = False
    delta: bool = False
    deletes_classes: bool = False
    manifest: tuple[str, ...] = ()
    manifest_version: str | None = None
    service: str | None = None

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Those that the roll fills, of every file."""
        return tuple(one for file in self.files for one in file.headings if one.of_roll())

    @property
    def of_pupils(self) -> tuple[Heading, ...]:
        """Those of which a pupil's own row has a cell: one without a required cell is left out."""
        found = (one for file in self.files if "pupil" in file.rows for one in file.headings)
        return tuple(one for one in found if one.of_roll())

    def takes(self, column: Column) -> bool:
        return self.takes_everything or any(one.fits(column) for one in self.headings)


class Line(NamedTuple):
    """One person's row. `key` is what the recipient knows the pupil (or member of staff) by."""

    key: str
    person: str
    pupil: str | None
    cells: tuple[str | None, ...]

    def __repr__(self) -> str:
        return f"Line({len(self.cells)} cells)"


Made = Mapping[str, str | None]
Fill = Callable[[Line | None, Made], str | None]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Feed:
    """Rows that may leave, in order. By table: columns, and lines with a cell for each column.

    opaque     (kind, id) → a name for this recipient alone, for things that are not pupils
    key_heading, key_field   how the pupil's key is headed, and the roll field it is, if it is one
    year       the calendar years in which the school year begins and ends
    moment     when it is made, as OneRoster spells it: only a delta file holds a clock
    taught     registration class → ids of the members of staff who teach it, where both may leave
    gone       pupils sent before who are not in it any more, for a delta file
    staff_before, classes_before, places_before
               keys of the staff, classes and places in them sent before, whether they still are or not
    """

    profile: Profile
    columns: Mapping[str, tuple[Column, ...]]
    lines: Mapping[str, tuple[Line, ...]]
    school: Any
    year: tuple[int, int]
    opaque: Callable[[str, str], str]
    key_heading: str
    key_field: str | None
    moment: str = ""
    taught: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    staff_before: tuple[str, ...] = ()
    classes_before: tuple[str, ...] = ()
    places_before: tuple[str, ...] = ()

    def filler(self, table: str | None, heading: Heading) -> Fill:
        """What fills one cell of the recipient's file: from a line, and from what is made."""
        columns = self.columns.get(table, ()) if table else ()
        plans = tuple(
            tuple((part, self._places(columns, part, heading)) for part in parts)
            for parts in heading.alternatives()
        )

        def fill(line: Line | None, made: Made) -> str | None:
            for parts in plans:
                found = [made.get(part) or self._cell(columns, places, line) for part, places in parts]
                if all(found):
                    text = " ".join(one for one in found if one)
                    return heading.values.get(text) if heading.values else text
            if heading.or_key and line is not None:
                return line.key
            return heading.fixed

        return fill

    def _places(self, columns: tuple[Column, ...], part: str, heading: Heading) -> tuple[int, ...]:
        return tuple(
            n for n, one in enumerate(columns) if one.key == part and one.transform.value in heading.given
        )

    def _cell(self, columns: tuple[Column, ...], places: tuple[int, ...], line: Line | None) -> str | None:
        for place in places:
            if line is not None and (cell := line.cells[place]) is not None:
                return self.spelled(cell, columns[place])
        return None

    def spelled(self, cell: str, column: Column) -> str:
        """As this recipient spells dates and lists."""
        if column.transform is not Transform.AS_IS:
            return cell
        kind = roll_field(column.source).type
        if kind is FieldType.DATE and self.profile.dates != "%Y-%m-%d":
            return date.fromisoformat(cell).strftime(self.profile.dates)
        if kind is FieldType.LIST:
            return self.profile.list_separator.join(cell.split(";"))
        return cell


@cache
def load_profile(name: str) -> Profile:
    return profile_of({"name": name, **record_of(name)})


def record_of(name: str) -> dict[str, Any]:
    """formats/<name>.toml; one that `extends` another says only what differs."""
    found: dict[str, Any] = tomllib.loads((files(__package__) / f"{name}.toml").read_text("utf-8"))
    base = found.pop("extends", None)
    return found if base is None else {**record_of(base), **found}


def profile_of(record: Mapping[str, Any]) -> Profile:
    """A profile as TOML and JSON hold it. `required_only` drops what the recipient can do without."""
    given = dict(record)
    required_only = given.pop("required_only", False)
    made = {one.name: given[one.name] for one in fields(Profile) if one.name in given}
    plain: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in made.items()
    }
    return Profile(
        **plain
        | {
            "files": tuple(_file(row, required_only) for row in given.get("file", ())),
            "evidence": tuple(_evidence(row) for row in given.get("evidence", ())),
            "form": Form(**given.get("form", {})),
        }
    )


def _with_tuples(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}


def _evidence(row: Mapping[str, Any]) -> Evidence:
    return Evidence(address=row["address"], mark=Mark(row["mark"]), on=row["on"])


def _file(row: Mapping[str, Any], required_only: bool) -> File:
    """`order` names every heading that there is; those that are described fall into their place in it."""
    told: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in row.items()
    }
    described = [_heading(one, required_only) for one in told.pop("heading", ())]
    order = told.pop("order", ())
    if order:
        by_name = {one.heading: one for one in described}
        described = [by_name.get(name, Heading(heading=name)) for name in order]
    return File(headings=tuple(described), **told)


def _heading(row: Mapping[str, Any], required_only: bool) -> Heading:
    """Of a heading that is only allowed, a minimal package keeps the name, as its order is fixed."""
    made = Heading(**_with_tuples(row))
    if required_only and made.of_roll() and not made.required:
        return Heading(heading=made.heading)
    return made
