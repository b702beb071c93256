"""Who is at the school on a day; the query of a feed says the same in its own words (compile.py)."""

from collections.abc import Iterable
from datetime import date

from schoolgate.feeds.tables import Cell, Row


def on_roll(pupils: Iterable[Row], on: date) -> frozenset[str]:
    """Ids. Left on or before the day, or not yet come: not on roll. A blank leaving date means still here."""
    return frozenset(
        str(row["id"])
        for row in pupils
        if not _is_by(row.get("leaving_date"), on) and _has_come(row.get("entry_date"), on)
    )


def _is_by(cell: Cell, on: date) -> bool:
    return isinstance(cell, date) and cell <= on


def _has_come(cell: Cell, on: date) -> bool:
    return not isinstance(cell, date) or cell <= on
