"""Several authorities asked in one query: to plan it costs as much as to read fifteen thousand pupils.

A school then goes by a number of its own in the query, for two authorities may have one of the same id.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from sqlglot import exp

from schoolgate.feeds.bulk.authority import Authority
from schoolgate.feeds.bulk.columns import Batch
from schoolgate.feeds.bulk.folder import reading
from schoolgate.feeds.bulk.on_duckdb import LISTED, OnDuckdb, as_columns, empty
from schoolgate.feeds.bulk.spelt import COLUMNS
from schoolgate.feeds.bulk.work import Source

PUPILS, SCHOOLS = 400_000, 1_000  # memory holds the lines of as many, of each who asks at the same time
Listed = Sequence[tuple[int, int, str]]  # school's number, list, pupil
One = TypeVar("One")


def stretches(found: Iterable[tuple[One, Authority]]) -> Iterator[list[One]]:
    """Cut in their order, so that each is asked in one query; one authority is never cut."""
    so_far: list[One] = []
    pupils = schools = 0
    for one, authority in found:
        here = sum(authority.sizes.values())
        if so_far and (pupils + here > PUPILS or schools + len(authority.sizes) > SCHOOLS):
            yield so_far
            so_far, pupils, schools = [], 0, 0
        so_far.append(one)
        pupils, schools = pupils + here, schools + len(authority.sizes)
    if so_far:
        yield so_far


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Together:
    """Authorities of one folder, each with its file of kept.py. A school's number: in their order, from 0."""

    authorities: Sequence[Authority]
    kept: Sequence[Path]

    def places(self) -> Iterator[tuple[Authority, str]]:
        """Whose each number is, and which school."""
        return ((one, school) for one in self.authorities for school in one.sizes)

    def can_ask(self, tree: exp.Select) -> bool:
        return len(self.authorities) == 1 or _tables(tree) <= {"pupil", "listed"}

    def ask(self, engine: OnDuckdb, tree: exp.Select, told: str, listed: Listed) -> Iterator[Batch]:
        """told  a question of which `tree` is a part: tables and question are one statement

        Gives spelt.py's columns. Only where `can_ask`.
        """
        named = {column.name for column in tree.find_all(exp.Column)}
        others = _tables(tree) - {"pupil", "listed"}
        shown = {
            "listed": LISTED.format(school="INTEGER"),
            "pupil": self._pupils(named),
            **({"numbered": NUMBERED} if others else {}),
            **{table: self._others(table, named) for table in sorted(others)},
        }
        given: dict[str, object] = {**as_columns(listed)}
        if others:
            given["of"] = [school for _, school in self.places()]
        tables = ", ".join(f'"{name}" AS ({one})' for name, one in shown.items())
        return engine.columns(f"WITH {tables} {told}", COLUMNS, given)

    def _pupils(self, named: Container[str]) -> str:
        """With what is kept of each. The numbers of an authority go on where those of the last one end."""
        sources = [one.sources["pupil"] for one in self.authorities]
        whole = replace(sources[0], files=tuple(file for one in sources for file in one.files))
        schools = self._after(len(one.sizes) for one in self.authorities)
        places = self._after(sum(one.sizes.values()) for one in self.authorities)
        kept = f"read_parquet([{', '.join(_text(str(one)) for one in self.kept)}], filename = true)"
        return (
            f"SELECT (kept.school{schools})::INTEGER AS school, (kept.place{places})::INTEGER AS place, "
            f"kept.number, kept.is_sole, kept.key{_columns(whole, named)} "
            f"FROM {reading(whole)} AS rows POSITIONAL JOIN {kept} AS kept"
        )

    def _after(self, sizes: Iterable[int]) -> str:
        if len(self.kept) == 1:
            return ""
        before, told = 0, []
        for file, size in zip(self.kept, sizes, strict=True):
            told.append(f"WHEN {_text(str(file))} THEN {before}")
            before += size
        return f" + CASE kept.filename {' '.join(told)} END"

    def _others(self, table: str, named: Container[str]) -> str:
        (authority,) = self.authorities
        source = authority.sources[table]
        if not source.files:
            return empty(table, "INTEGER")
        return (
            f"SELECT numbered.number AS school{_columns(source, named)} "
            f"FROM {reading(source)} AS rows JOIN numbered ON numbered.school = rows.school::VARCHAR"
        )


NUMBERED = "SELECT unnest($of::VARCHAR[]) AS school, unnest(range(len($of::VARCHAR[])))::INTEGER AS number"


def _tables(tree: exp.Select) -> set[str]:
    return {table.name for table in tree.find_all(exp.Table)}


def _columns(source: Source, named: Container[str]) -> str:
    return "".join(f', rows."{name}"' for name in source.columns if name in named)


def _text(told: str) -> str:
    return "'" + told.replace("'", "''") + "'"
