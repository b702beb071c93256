"""Every field a school holds: name, type, unit, how private it is, and what its column may be headed."""

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from schoolgate.domain.errors import NotFound

YEARS = ("N1", "N2", "R", *map(str, range(1, 15)))  # England and Wales; Northern Ireland's reach 14
STAGES = (*(f"P{number}" for number in range(1, 8)), *(f"S{number}" for number in range(1, 7)))  # Scotland


class FieldType(StrEnum):
    """How a field is kept. A missing value is null in every type, never an empty text."""

    TEXT = "text"
    CODE = "code"  # one of `values`, or of the published list that `unit` names
    DATE = "date"
    WHOLE = "whole"
    DECIMAL = "decimal"
    YES_NO = "yes_no"
    LIST = "list"  # of texts, in order


class Sensitivity(StrEnum):
    """How much harm a wrong hand could do, least first."""

    INTERNAL = "internal"  # a key of ours: means nothing outside this home
    ORDINARY = "ordinary"  # personal, and what a class list shows
    IDENTIFYING = "identifying"  # finds or reaches the person elsewhere: numbers, addresses, dates of birth
    SENSITIVE = "sensitive"  # not Article 9, but families would mind: meals, care, courts, attendance
    SPECIAL_CATEGORY = "special_category"  # UK GDPR Art 9(1), or so near it that we treat it so


@dataclass(frozen=True, slots=True, kw_only=True)
class RollField:
    """One column of one table of the roll."""

    table: str
    name: str
    label: str  # plain words, for a form or a page
    type: FieldType
    sensitivity: Sensitivity
    source: str  # where a school has it from
    required: bool = False  # a row without it cannot be kept
    unit: str | None = None  # the unit, the format or the published list of codes
    values: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()  # what exports call the column, beside its own name and label

    def key(self) -> str:
        """As items name it: "pupil.upn"."""
        return f"{self.table}.{self.name}"


class UnknownRollField(NotFound, KeyError):
    """A table or field that domain/roll.toml does not have."""

    def __str__(self) -> str:
        return str(self.args[0])


@cache
def load_roll() -> dict[str, dict[str, RollField]]:
    """Table → field name → field; tables and columns in the order in which they are written out."""
    tables = tomllib.loads((files(__package__) / "roll.toml").read_text("utf-8"))
    return {
        table: {name: _field(table, name, row) for name, row in fields.items()}
        for table, fields in tables.items()
    }


def _field(table: str, name: str, row: dict[str, object]) -> RollField:
    lists = {key: tuple(value) for key, value in row.items() if isinstance(value, list)}
    named = {"type": FieldType(str(row["type"])), "sensitivity": Sensitivity(str(row["sensitivity"]))}
    return RollField(table=table, name=name, **(row | lists | named))  # type: ignore[arg-type]


def fields_of(table: str) -> dict[str, RollField]:
    """The columns of one table, by name, in order."""
    roll = load_roll()
    if table not in roll:
        raise UnknownRollField(f"The roll has no table '{table}'. It has {', '.join(roll)}.")
    return roll[table]


@cache
def roll_field(key: str) -> RollField:
    """The field that a key such as "pupil.upn" stands for."""
    table, _, name = key.partition(".")
    fields = fields_of(table)
    if name not in fields:
        raise UnknownRollField(
            f"The roll's table '{table}' has no field '{name}'. It has {', '.join(fields)}."
        )
    return fields[name]


def fold_heading(heading: str) -> str:
    """A heading as compared: letters and digits only, case, spaces and underscores aside."""
    return re.sub(r"[^a-z0-9]", "", heading.lower())


@cache
def headings_of(table: str) -> dict[str, str]:
    """Folded heading → field name, for every heading that a column of this table may carry."""
    return {
        fold_heading(heading): field.name
        for field in fields_of(table).values()
        for heading in (field.name, field.label, *field.headings)
    }
