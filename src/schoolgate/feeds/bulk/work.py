"""What an engine is asked for, and what it has to answer: the contract of every engine, here or elsewhere."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlglot import exp

# (school, person, pupil, existing key, then a cell for each column of the table), as the tree selects them.
Row = Sequence[object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One roll table in Parquet files of these paths, which no engine may change.

    columns  those of domain/roll.toml that it holds, beside `school`. A date is a DATE, yes or no a BOOLEAN,
             a whole number a BIGINT, a list a list of texts, all else, decimals too, a text.
    Where `files` is empty the table is, and its columns are then all that the roll could have.
    """

    table: str
    files: tuple[str, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Work:
    """One agreement over all schools of a few authorities: some tens of thousands of pupils.

    queries  table → tree: that of feeds/compile.py, across schools (across.py). It names the tables pupil,
             contact, class, enrolment, staff and listed, each with a column `school`
    sources  table → where its rows are
    listed   rows of the table `listed` (school, list, pupil_id): whose family answered otherwise than most,
             and who is named singly. Ids travel as values, never in a statement
    """

    queries: Mapping[str, exp.Select]
    sources: Mapping[str, Source]
    listed: Sequence[tuple[str, int, str]]


class Engine(Protocol):
    """Rows only: it folds no case, sorts nothing, cuts nothing and writes no file. Bytes are ours.

    A cell is given as `Source` says, or so that `feeds.engine.cell_from` makes it what the roll has.
    """

    @property
    def name(self) -> str: ...

    def rows(self, work: Work) -> Iterator[tuple[str, Sequence[Row]]]:
        """(table, rows) in batches, in no set order; a table may come in many batches."""
        ...
