"""A table of the roll as a source tells it: text under field names, not yet read as values."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from schoolgate.domain.roll import fields_of
from schoolgate.feeds.sources.sheet import Understood, read_cells, values_of
from schoolgate.feeds.sources.values import NotAValue

_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


@dataclass(slots=True, kw_only=True, repr=False)
class Told:
    """named  field → heading as shown in a fault. rows  (number in its file, field → text)"""

    table: str
    named: dict[str, str] = field(default_factory=dict)
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)


def read_told(told: Told) -> Understood:
    found = Understood(table=told.table, named=dict(told.named))
    found.columns = tuple(name for name in fields_of(told.table) if name in told.named)
    cells = {name: [texts.get(name, "") for _, texts in told.rows] for name in found.columns}
    read_cells(found, cells, [number for number, _ in told.rows])
    return found


def blank_out(told: Told, blanks: dict[str, list[str]]) -> None:
    """Words that say that nobody said: they are no value."""
    for name, words in blanks.items():
        for _, texts in told.rows:
            if texts.get(name, "").strip().lower() in words:
                texts[name] = ""


def blank_strange_years(told: Told) -> Iterable[str]:
    """Other countries' grades that are no year of ours: such a cell is left blank, and said."""
    if "year_group" not in told.named:
        return
    years = values_of(
        [texts.get("year_group", "") for _, texts in told.rows], fields_of(told.table)["year_group"]
    )
    strange = []
    for (number, texts), year in zip(told.rows, years, strict=True):
        if isinstance(year, NotAValue):
            texts["year_group"] = ""
            strange.append(str(number))
    if strange:
        shown = ", ".join(strange[:10]) + (" …" if len(strange) > 10 else "")
        column = told.named["year_group"]
        yield f"Left blank, as it is no year group of this country's schools: '{column}' in row {shown}."


def settle_months(told: Told, name: str) -> str | None:
    """Dates written month first become ISO dates, where the column proves it; a sentence of what was done.

    A column that proves neither order is left out: a birthday must not be guessed.
    """
    found = [_SLASHED.fullmatch(texts.get(name, "").strip()) for _, texts in told.rows]
    dates = [(int(one[1]), int(one[2])) for one in found if one]
    day_first, month_first = any(a > 12 for a, _ in dates), any(b > 12 for _, b in dates)
    if not dates or day_first:
        return None
    shown = told.named[name]
    if not month_first:
        del told.named[name]
        return f"Left out: '{shown}', as its dates could have the day or the month first."
    for (_, texts), one in zip(told.rows, found, strict=True):
        if one:
            texts[name] = f"{one[3]}-{int(one[1]):02d}-{int(one[2]):02d}"
    return f"Read '{shown}' with the month first, as some of its dates can be read no other way."


def end_days_before(found: Understood, name: str) -> None:
    """Where a standard gives the day after the last one."""
    for _, record in found.records:
        last = record.get(name)
        if isinstance(last, date):
            record[name] = last - timedelta(days=1)


def merge(into: Understood, more: Understood) -> None:
    """What another file tells of the same people, by their keys; of others it is left aside."""
    told = {record["id"]: record for _, record in more.records}
    gained = [name for name in more.columns if name != "id"]
    for _, record in into.records:
        known = told.get(record.get("id"), {})
        record.update({name: known.get(name) for name in gained if record.get(name) is None})
    into.named |= {name: more.named[name] for name in gained}
    into.columns = tuple(name for name in fields_of(into.table) if name in into.named)
    into.faults += more.faults


def counted(count: int, words: str) -> Iterable[str]:
    if count:
        yield f"{count} {words}"
