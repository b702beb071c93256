"""Which columns of an agreement a roster takes, and what each of them fills."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files

from schoolgate.domain.items import load_items
from schoolgate.feeds.refusals import Refusal
from schoolgate.feeds.spec import Column, FeedSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a person. values: our code → theirs; a code that is not there leaves the field out."""

    name: str
    takes: tuple[str, ...]
    given: tuple[str, ...] = ("as_is",)
    required: bool = False
    items: tuple[str, ...] = ()
    list: bool = False
    values: Mapping[str, str] = field(default_factory=dict)

    def fits(self, column: Column) -> bool:
        return column.key in self.takes and column.transform.value in self.given

    def places(self, columns: tuple[Column, ...]) -> tuple[int, ...]:
        """Where among the columns it may be found, in the order of `takes`."""
        found = [n for n, one in enumerate(columns) if self.fits(one)]
        return tuple(sorted(found, key=lambda n: self.takes.index(columns[n].key)))

    def told(self, cells: tuple[str | None, ...], places: tuple[int, ...]) -> str | None:
        text = next((cells[n] for n in places if cells[n]), None)
        return self.values.get(text) if text and self.values else text


@cache
def load_fields() -> Mapping[str, tuple[Field, ...]]:
    """Table → the fields of its people."""
    told = tomllib.loads((files(__package__) / "fields.toml").read_text("utf-8"))
    return {table: tuple(_field(name, row) for name, row in rows.items()) for table, rows in told.items()}


def _field(name: str, row: Mapping[str, object]) -> Field:
    plain = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return Field(name=name, **plain)  # type: ignore[arg-type]


def as_taken(whole: FeedSpec) -> FeedSpec:
    """The part of what an agreement sends that a roster has a place for. Of a person without a name
    nothing is taken, as OneRoster has no such user.
    """
    named = [table for table in load_fields() if not _lacking(table, whole)]
    taken = tuple(
        column
        for table in named
        for column in whole.of(table)
        if any(one.fits(column) for one in load_fields()[table])
    )
    used = {clause for column in taken for clause in column.clauses}
    return replace(whole, columns=taken, clauses=tuple(one for one in whole.clauses if one.id in used))


def _lacking(table: str, spec: FeedSpec) -> list[Field]:
    columns = spec.of(table)
    return [one for one in load_fields()[table] if one.required and not one.places(columns)]


def refusals_of_roster(whole: FeedSpec) -> tuple[Refusal, ...]:
    """A pupil has to have a name in OneRoster, so an agreement that sends none can't be pulled."""
    return tuple(
        Refusal(
            "roster-requires",
            f"OneRoster requires '{one.name}' of every pupil, and the agreement does not send "
            f"{' or '.join(load_items()[key].label.lower() for key in one.items)}. "
            "Use a format that can do without it, or agree to send it.",
        )
        for one in _lacking("pupil", whole)
    )
