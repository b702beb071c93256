"""Marks and results in a flat export: many to a pupil, so their columns are a table of their own."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from schoolgate.domain.roll import fold_heading
from schoolgate.feeds.sources.sheet import Understood
from schoolgate.feeds.tables import Cell

TABLES = ("attendance", "assessment")  # a heading that could be of either is of the first


def places_apart(headings: Sequence[str]) -> dict[int, tuple[str, str]]:
    """Place in the row → (table, field), of tables whose headings stand there together."""
    found: dict[int, tuple[str, str]] = {}
    for table in TABLES:
        free = {at: one for at, one in enumerate(headings) if at not in found}
        own = dict(_own(table, free))
        if any(set(group) <= set(own.values()) for group in load_apart()[table]["needs"]):
            found |= {at: (table, name) for at, name in own.items()}
    return found


def _own(table: str, headings: Mapping[int, str]) -> Iterator[tuple[int, str]]:
    known = load_apart()[table]["headings"]
    for at, heading in headings.items():
        if name := known.get(fold_heading(heading)):
            yield at, name


def keyed(part: Understood, whose: Mapping[int, Cell], heading: str) -> Understood:
    """Whose each is; what two rows tell alike is told once."""
    seen: dict[tuple[Cell, ...], tuple[int, dict[str, Cell]]] = {}
    for number, record in part.records:
        told = {"pupil_id": whose.get(number), **record}
        seen.setdefault(tuple(told.values()), (number, told))
    part.named = {"pupil_id": heading, **part.named}
    part.columns = ("pupil_id", *part.columns)
    part.records = list(seen.values())
    return part


@cache
def load_apart() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "apart.toml").read_text("utf-8"))
