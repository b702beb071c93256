"""A recipient's list of accounts, read by its headings: the key of each, and what it says of whose it is."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from schoolgate.domain.roll import fields_of, fold_heading
from schoolgate.feeds.sources.csv_text import decode, read_rows
from schoolgate.feeds.sources.errors import Fault, RollRefused
from schoolgate.feeds.sources.sheet import HEADINGS_WITHIN, heading_text, is_blank, target_of
from schoolgate.feeds.sources.values import NotAValue, value_of
from schoolgate.feeds.tables import Cell

WHOLE_NAME = "name"  # a column of whole names, which the roll has none of
AGAIN = "Export the list of accounts again as CSV."
Places = dict[int, str]  # place in the row → field of a pupil, or WHOLE_NAME


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One account. row counts as a spreadsheet does; facts  field of a pupil → what the list says."""

    row: int
    key: str = field(repr=False)
    facts: Mapping[str, Cell] = field(repr=False)


class ListRefused(RollRefused):
    """Nothing was matched. Names the rows and columns, never what stands there."""

    def __init__(self, name: str, faults: Sequence[Fault], advice: str = AGAIN) -> None:
        super().__init__(name, faults, advice)
        self.args = (str(self.args[0]).replace("The roll in", "The list in").replace("loaded", "used"),)


@cache
def load_accounts() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "accounts.toml").read_text("utf-8"))


def read_list(data: bytes, name: str, _: date, key_heading: str = "") -> tuple[Account, ...]:
    """key_heading  the heading of the column of keys, where the list calls it something of its own.

    Raises ListRefused with every fault, or RollRefused for a file that is no CSV.
    """
    text, _notes = decode(data, name)
    rows = read_rows(text, "pupil", name)
    place, key_at = _headings(rows, name, key_heading)
    headings = [heading_text(cell) for cell in rows[place][1]]
    fields = _fields(headings, key_at)
    if not fields:
        what = "no column says whose an account is, such as 'UPN', 'Surname' and 'Forename', or 'Name'."
        raise ListRefused(name, [Fault(what=what, row=rows[place][0])])
    return _accounts(rows[place + 1 :], key_at, fields, headings, name)


def _headings(rows: Sequence[tuple[int, list[str]]], name: str, asked: str) -> tuple[int, int]:
    """(row of headings, place of the keys)"""
    wanted = {fold_heading(one) for one in ([asked] if asked else load_accounts()["key_headings"])}
    for place, (number, cells) in enumerate(rows[:HEADINGS_WITHIN]):
        found = [at for at, cell in enumerate(cells) if fold_heading(heading_text(cell)) in wanted]
        if len(found) > 1:
            what = f"{len(found)} columns could be that of the keys. Name one with --key-column."
            raise ListRefused(name, [Fault(what=what, row=number)])
        if found:
            return place, found[0]
    what = f"no column is headed '{asked}'." if asked else "no column is known as that of the account keys."
    raise ListRefused(name, [Fault(what=what)], "Name its heading with --key-column.")


def _fields(headings: Sequence[str], key_at: int) -> Places:
    """The first column of each field; the keys themselves say nothing of whose they are."""
    names = {fold_heading(one) for one in load_accounts()["name_headings"]}
    found: Places = {}
    for at, heading in enumerate(headings):
        known = WHOLE_NAME if fold_heading(heading) in names else target_of(heading, "pupil", {})
        if at != key_at and heading and known is not None and known not in found.values():
            found[at] = known
    return found


def _accounts(
    rows: Sequence[tuple[int, list[str]]], key_at: int, fields: Places, headings: Sequence[str], name: str
) -> tuple[Account, ...]:
    found: list[Account] = []
    faults: list[Fault] = []
    seen: set[str] = set()
    for number, cells in rows:
        if all(is_blank(cell) for cell in cells):
            continue
        key = cells[key_at].strip() if key_at < len(cells) else ""
        if wrong := _wrong_key(key, seen):
            faults.append(Fault(what=wrong, row=number, column=headings[key_at]))
            continue
        seen.add(key)
        found.append(Account(row=number, key=key, facts=_facts(cells, fields, headings, number, faults)))
    if not found and not faults:
        faults.append(Fault(what="there is no account in it."))
    if faults:
        raise ListRefused(name, faults)
    return tuple(found)


def _wrong_key(key: str, seen: set[str]) -> str | None:
    if not key:
        return "the account has no key."
    if not key.isprintable():
        return "the key has a sign that can't be printed."
    return "the same key stands in a row above." if key in seen else None


def _facts(
    cells: Sequence[str], fields: Places, headings: Sequence[str], row: int, faults: list[Fault]
) -> dict[str, Cell]:
    facts: dict[str, Cell] = {}
    for at, name in fields.items():
        raw = cells[at] if at < len(cells) else ""
        try:
            cell = raw.strip() or None if name == WHOLE_NAME else value_of(raw, fields_of("pupil")[name])
        except NotAValue as wrong:
            faults.append(Fault(what=str(wrong), row=row, column=headings[at]))
            continue
        if cell is not None:
            facts[name] = cell
    return facts
