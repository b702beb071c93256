"""Columns that changed places since the last load: the forename where the surname stood."""

from collections.abc import Iterator, Mapping, Sequence

from schoolgate.domain.errors import Refused
from schoolgate.domain.roll import FieldType, fields_of
from schoolgate.feeds.tables import Cell, Tables

FEWEST = 3  # pupils: of fewer nobody can tell a swap from a correction


class ColumnsSwapped(Refused):
    def __init__(self, pairs: list[tuple[str, str]], name: str) -> None:
        labels = {key: field.label for key, field in fields_of("pupil").items()}
        reasons = [
            f"'{labels[new]}' now holds what '{labels[old]}' held in the last roll. If two columns have "
            "changed places, say which is which with --map; if the last roll was the wrong one, load it with "
            "--accept-changes."
            for new, old in pairs
        ]
        super().__init__(f"The roll in '{name}' was not loaded.", reasons)


def swapped(before: Tables, after: Tables) -> list[tuple[str, str]]:
    """(column of the new roll, column of the last roll whose values it holds): of more than half of them."""
    columns = [n for n in _texts() if n in after["pupil"].columns and n in before["pupil"].columns]
    old, new = _pupils(before, columns), _pupils(after, columns)
    both = [(new[key], old[key]) for key in new.keys() & old.keys()]
    moved = [(a, b) for a, b in both if a != b]
    changed = [n for n in range(len(columns)) if _is_most(sum(a[n] != b[n] for a, b in moved), len(both))]
    return [
        (columns[now], columns[then])
        for now in changed
        for then in range(len(columns))
        if now != then and _is_most(sum(_holds(a[now], b[then], b[now]) for a, b in moved), len(both))
    ]


def _holds(now: Cell, then: Cell, before: Cell) -> bool:
    return now is not None and now == then and now != before


def _is_most(count: int, of: int) -> bool:
    return count >= FEWEST and count > of / 2


def _texts() -> Iterator[str]:
    return (name for name, one in fields_of("pupil").items() if one.type is FieldType.TEXT and name != "id")


def _pupils(tables: Tables, columns: Sequence[str]) -> Mapping[Cell, tuple[Cell, ...]]:
    """A pupil's key → the cells of these columns."""
    pupils = tables["pupil"]
    return dict(zip(pupils.column("id"), pupils.select(columns), strict=True)) if pupils.columns else {}
