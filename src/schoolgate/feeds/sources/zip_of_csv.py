"""Our own shape of a whole roll: one zip with a CSV for each table, headed by the roll's field names."""

import csv
import io
from collections.abc import Mapping
from datetime import date
from pathlib import PurePosixPath

from schoolgate.domain.roll import load_roll
from schoolgate.feeds.sources.archive import check_size, pack, unpack
from schoolgate.feeds.sources.corrections import NO_CORRECTIONS, Corrections, signature_of
from schoolgate.feeds.sources.csv_text import decode, read_rows
from schoolgate.feeds.sources.errors import refuse
from schoolgate.feeds.sources.loaded import Loaded
from schoolgate.feeds.sources.members import ZipKind
from schoolgate.feeds.sources.roll_rules import roll_of
from schoolgate.feeds.sources.sheet import Sheet, Understood, understand
from schoolgate.feeds.tables import Table, Tables, cell_text

NAME = "a CSV for each table of the roll"
SUFFIX = ".zip"


def recognises(members: Mapping[str, bytes]) -> bool:
    return any(_table_name(member) == "pupil" for member in members)


def load_zip(data: bytes, name: str, on: date, corrections: Corrections = NO_CORRECTIONS) -> Loaded:
    """Raises RollRefused. Tables that the zip does not hold are empty; pupil.csv must be there."""
    check_size(data, name)
    return load_members(unpack(data, name), name, on, corrections)


def load_members(members: Mapping[str, bytes], name: str, on: date, corrections: Corrections) -> Loaded:
    """members  path in the zip → bytes. Raises RollRefused."""
    known: dict[str, str] = {}
    for member in members:
        table = _table_name(member)
        if table in known:
            raise refuse(name, f"'{known[table]}' and '{member}' are both its table {table}.", "Keep one.")
        known[table] = member
    if "pupil" not in known:
        raise refuse(name, "it holds no file 'pupil.csv'.", f"Add it: {_listed()}.")
    tables = [table for table in load_roll() if table in known]
    found = [_understood(table, known[table], members, name, corrections) for table in tables]
    strange = [member for key, member in known.items() if key not in load_roll()]
    notes = tuple(f"The file '{member}' is not part of a roll and was left out." for member in strange)
    headings = [f"{one.table} {heading}" for one in found for heading in one.named.values()]
    return roll_of(found, name, on, notes, kind=NAME, signature=signature_of(headings))


def _understood(
    table: str, member: str, members: Mapping[str, bytes], name: str, corrections: Corrections
) -> Understood:
    """A file at a time, so that no more than one stands in memory as text."""
    text, _ = decode(members[member], f"{name}: {member}")
    rows = read_rows(text, table, f"{name}: {member}")
    return understand(Sheet(table=table, rows=rows, fields=corrections.given))


def _table_name(member: str) -> str:
    path = PurePosixPath(member)
    if path.suffix.lower() != ".csv":
        return member
    stem = path.stem.lower()
    return next((t for t in load_roll() if stem in (t, f"{t}s", f"{t}es")), member)


def _listed() -> str:
    return "a roll is a zip of " + ", ".join(f"{table}.csv" for table in load_roll())


def write_zip(tables: Tables) -> bytes:
    """The same bytes for the same roll. Reading them back gives an equal roll."""
    held = [table for table in tables.by_name.values() if table.columns]
    return pack({f"{table.name}.csv": _csv(table) for table in held})


def _csv(table: Table) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([cell_text(cell) for cell in row] for row in table.rows)
    return buffer.getvalue().encode()


KIND = ZipKind(name=NAME, recognises=recognises, load_members=load_members)
