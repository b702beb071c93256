"""The CSV files of a zip, by their names, for layouts that a standard or a vendor has fixed."""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from schoolgate.feeds.sources.corrections import Corrections
from schoolgate.feeds.sources.csv_text import decode, read_delimited
from schoolgate.feeds.sources.errors import Fault, RollRefused, refuse
from schoolgate.feeds.sources.loaded import Loaded
from schoolgate.feeds.sources.sheet import Understood, whole_rows

Members = Mapping[str, bytes]  # path in the zip → bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ZipKind:
    """One kind of zip: how it is known, and how it is read."""

    name: str
    recognises: Callable[[Members], bool]
    load_members: Callable[[Members, str, date, Corrections], Loaded]


@dataclass(frozen=True, slots=True, repr=False)
class TextTable:
    """One CSV file as text. rows  (number as a spreadsheet has it, heading → cell)"""

    file: str
    headings: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, str]], ...]

    def shown(self, heading: str) -> str:
        return f"{heading} of {self.file}"


def by_file(members: Members) -> dict[str, bytes]:
    """File name → bytes, whatever folder of the zip it lies in."""
    return {PurePosixPath(path).name: data for path, data in members.items()}


def twice(members: Members) -> tuple[str, ...]:
    """Paths of CSV files of one name, of the first such name."""
    found: dict[str, list[str]] = {}
    for path in members:
        found.setdefault(PurePosixPath(path).name.casefold(), []).append(path)
    return next(
        (tuple(paths) for name, paths in found.items() if len(paths) > 1 and name.endswith(".csv")), ()
    )


def headings_in(data: bytes) -> tuple[str, ...]:
    """The first row, as far as it can be read: enough to know a file by, before anything is refused."""
    start = data[:20_000].decode("utf-8-sig", errors="replace")
    first = start.replace("\r", "\n").split("\n", 1)[0]
    return tuple(cell.strip() for cell in next(csv.reader([first]), []))


def text_table(data: bytes, file: str, name: str) -> TextTable:
    """Raises RollRefused for a file that is not whole."""
    text, _ = decode(data, f"{name}: {file}")
    rows = read_delimited(text, f"{name}: {file}")
    if not rows:
        raise refuse(name, f"its file '{file}' is empty.")
    headings = tuple(cell.strip() for cell in rows[0][1])
    found = Understood(table=file)
    told = tuple(
        (number, dict(zip(headings, map(str, cells), strict=False)))
        for number, cells in whole_rows(found, rows[1:], len(headings))
    )
    if found.faults:
        raise RollRefused(name, [Fault(what=f.what, table=file, row=f.row) for f in found.faults])
    return TextTable(file, headings, told)
