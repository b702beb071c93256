"""What a sheet of a workbook does not show.

A filter that was left on hides pupils, and nobody can tell from the file whether they belong on the roll:
such rows are refused. A column is read, and said.

Source: ECMA-376 Part 1, 18.3.1.13 (col) and 18.3.1.73 (row)
"""

import re
from collections.abc import Iterator, Sequence

from schoolgate.feeds.sources.errors import RollRefused, refuse
from schoolgate.feeds.sources.sheet import Rows, heading_text, is_blank

ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
IS_HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']")
NUMBER = re.compile(rb"\b(r|min|max)=[\"'](\d{1,7})[\"']")
SHOWN = 10


def refusal_of_rows(part: bytes, rows: Rows, name: str, sheet: str) -> RollRefused | None:
    """part  the sheet as it lies in the workbook; rows  those below the headings"""
    hidden = frozenset(_rows(part))
    found = [number for number, cells in rows if number in hidden and not all(map(is_blank, cells))]
    if not found:
        return None
    what, they = ("1 row", "it belongs") if len(found) == 1 else (f"{len(found):,} rows", "they belong")
    return refuse(
        name,
        f"{what} of the sheet '{sheet}' can't be seen ({_listed(found)}): hidden by hand or by a filter, so "
        f"nobody can tell whether {they} on the roll.",
        "Clear the filter and unhide all rows, delete those that are not wanted, and load it again.",
    )


def note_of_columns(part: bytes, headings: Sequence[object], sheet: str) -> Iterator[str]:
    hidden = frozenset(_columns(part))
    found = [heading_text(one) for at, one in enumerate(headings, 1) if at in hidden and heading_text(one)]
    if found:
        what, was = ("A column", "was") if len(found) == 1 else (f"{len(found)} columns", "were")
        named = _some([f"'{one}'" for one in found])
        yield f"{what} of the sheet '{sheet}' can't be seen there, and {was} read: {named}."


def _listed(numbers: Sequence[int]) -> str:
    return f"{'row' if len(numbers) == 1 else 'rows'} {_some([*map(str, numbers)])}"


def _some(named: Sequence[str]) -> str:
    more = len(named) - SHOWN
    return ", ".join(named[:SHOWN]) + (f" and {more:,} more" if more > 0 else "")


def _rows(part: bytes) -> Iterator[int]:
    """From 1. A row without a number follows the one before."""
    number = 0
    for row in ROW.finditer(part):
        said = dict(NUMBER.findall(row[0]))
        number = int(said.get(b"r", number + 1))
        if IS_HIDDEN.search(row[0]):
            yield number


def _columns(part: bytes) -> Iterator[int]:
    for column in COLUMN.finditer(part):
        ends = dict(NUMBER.findall(column[0]))
        if IS_HIDDEN.search(column[0]) and ends.keys() >= {b"min", b"max"}:
            yield from range(int(ends[b"min"]), min(int(ends[b"max"]), 16_384) + 1)
