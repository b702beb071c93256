"""The same pupil under another number: matched over every number that both rolls hold.

A home's keys stay, as choices and recipients' pseudonyms hang on them. So a roll whose best column is another
than last time is told in the keys of the roll before, and nobody in it is called gone.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from schoolgate.domain.errors import Refused
from schoolgate.domain.roll import roll_field
from schoolgate.feeds.tables import Cell, Row, Table, Tables, table_of

NUMBERS = ("upn", "scn", "uln", "admission_number")  # which follow a pupil from one export to the next
FORENAMES = ("preferred_forename", "legal_forename")
SURNAMES = ("preferred_surname", "legal_surname")
TELLS_APART = ("id", *NUMBERS, *FORENAMES, *SURNAMES, "date_of_birth")
# Where a pupil's key stands in the other tables.
REFERENCES = (
    ("contact", "pupil_id"),
    ("enrolment", "person_id"),
    ("attendance", "pupil_id"),
    ("assessment", "pupil_id"),
)


@dataclass(slots=True, kw_only=True)
class Rekeying:
    """keys      key in the new roll → key in this home, where they differ
    by        number → how many were matched by it
    doubtful  how many could be several pupils of the roll before, or one could be several of them
    """

    keys: dict[str, str] = field(default_factory=dict)
    by: Counter[str] = field(default_factory=Counter)
    doubtful: int = 0

    def sentence(self) -> str:
        told = ", ".join(f"{count} by {roll_field(f'pupil.{name}').label}" for name, count in self.by.items())
        return (
            f"{self.by.total()} pupils stand under another number than in the roll before, and were matched: "
            f"{told}. Their keys in this home, and all that hangs on them, stay."
        )


class DoubtfulPupils(Refused):
    """One child's choices must never become another's: nothing is loaded where that could be."""

    def __init__(self, count: int, name: str) -> None:
        reason = (
            f"{count} pupils could be more than one pupil of the last roll, or are somebody else under "
            "the same number. Export it again with the number it had last time, or with both the admission "
            "number and the unique pupil number."
        )
        super().__init__(f"The roll in '{name}' was not loaded.", [reason])


def match(before: Tables, after: Tables) -> Rekeying:
    old = {str(row["id"]): row for row in _who(before)}
    indexes = {name: _index(old, name) for name in NUMBERS}
    found, taken = Rekeying(), Counter[str]()
    for row in _who(after):
        key, known, by = _matched(row, old, indexes, found)
        if known is not None:
            taken[known] += 1
        if known is not None and known != key:
            found.keys[key] = known
            found.by[by] += 1
        elif known is None and key in old:
            found.keys[key] = _free_key(row, old)
    found.doubtful += sum(count for count in taken.values() if count > 1)
    return found


def _who(tables: Tables) -> Iterator[Row]:
    """Of each pupil what tells one from another."""
    pupils = tables["pupil"]
    held = [name for name in TELLS_APART if name in pupils.columns]
    return (dict(zip(held, cells, strict=True)) for cells in pupils.select(held))


def _index(old: Mapping[str, Row], name: str) -> dict[Cell, str]:
    return {row[name]: key for key, row in old.items() if row.get(name) is not None}


def _matched(
    row: Row, old: Mapping[str, Row], indexes: Mapping[str, Mapping[Cell, str]], found: Rekeying
) -> tuple[str, str | None, str]:
    """(the key in the new roll, the key in this home or None for a joiner, the number that says so)"""
    key = str(row["id"])
    if row == old.get(key) and all(indexes[name].get(row.get(name), key) == key for name in NUMBERS):
        return key, key, "id"
    numbers = {name: indexes[name][row[name]] for name in NUMBERS if row.get(name) in indexes[name]}
    candidates = dict.fromkeys((*numbers.values(), *([key] if key in old else [])))
    if not candidates:
        return key, None, ""
    same = [one for one in candidates if _is_same(row, old[one])]
    if len(same) > 1:  # twins whose numbers were mixed up, or a number that another had before
        same = [one for one in same if not _differ(row, old[one], FORENAMES)]
    if not same and not numbers:
        return key, None, ""  # the same number, and another person in every way
    if len(same) != 1:
        found.doubtful += 1
        return key, None, ""
    return key, same[0], next((name for name, one in numbers.items() if one == same[0]), "id")


def _is_same(new: Row, old: Row) -> bool:
    """Does nothing say that these are two people? A birthday or a name may be put right, not both at once."""
    born = _differ(new, old, ("date_of_birth",))
    called = _differ(new, old, FORENAMES)
    return not (born and called) and not (born and _differ(new, old, SURNAMES))


def _differ(new: Row, old: Row, names: tuple[str, ...]) -> bool:
    """Do both hold one of these, and none the same?"""
    mine, theirs = ({str(row[n]).casefold() for n in names if row.get(n) is not None} for row in (new, old))
    return bool(mine and theirs and not mine & theirs)


def _free_key(row: Row, old: Mapping[str, Row]) -> str:
    """A key for a joiner whose number is another pupil's key in this home."""
    source = next((name for name in NUMBERS if row.get(name) == row["id"]), "id")
    key = f"{source}:{row['id']}"
    while key in old:
        key = f"{source}:{key}"
    return key


def rekeyed(after: Tables, keys: Mapping[str, str]) -> Tables:
    """The new roll in this home's keys."""
    if not keys:
        return after
    columns = {"pupil": ("id",), **{table: (column,) for table, column in REFERENCES}}
    return Tables(
        {name: _rekeyed(table, columns.get(name, ()), keys) for name, table in after.by_name.items()}
    )


def _rekeyed(table: Table, columns: tuple[str, ...], keys: Mapping[str, str]) -> Table:
    if not table.columns:
        return table
    return table_of(table.name, _records(table, columns, keys), table.columns)


def _records(table: Table, columns: tuple[str, ...], keys: Mapping[str, str]) -> Iterator[dict[str, Cell]]:
    for record in table.records():
        changed: dict[str, Cell] = {n: keys.get(str(record[n]), record[n]) for n in columns if n in record}
        if isinstance(siblings := record.get("siblings"), tuple):
            changed["siblings"] = tuple(keys.get(one, one) for one in siblings)
        yield record | changed
