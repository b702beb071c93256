"""How little of a cell leaves. All case and cutting is done here: engines differ in it."""

import re
import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from schoolgate.domain.roll import FieldType, roll_field
from schoolgate.domain.vocabulary import Transform
from schoolgate.feeds.pseudonym import Pseudonyms
from schoolgate.feeds.tables import Cell

_OF_DATES = frozenset({Transform.MONTH_AND_YEAR, Transform.YEAR, Transform.AGE_BAND})


@cache
def load_columns() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "columns.toml").read_text("utf-8"))


def fits(transform: Transform, field: str) -> bool:
    """Can this field, such as "pupil.upn", be given so? What does not fit does not leave at all."""
    kind = roll_field(field).type
    if transform in _OF_DATES:
        return kind is FieldType.DATE
    if transform is Transform.INITIAL:
        return kind is FieldType.TEXT
    if transform is Transform.COARSE_CODE:
        return field in load_columns()["coarse"]
    return True


def text_of(cell: Cell) -> str | None:
    """A cell as it leaves: dates YYYY-MM-DD, yes or no, lists joined by a semicolon; None stays None."""
    if cell is None:
        return None
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, date):
        return cell.isoformat()
    return ";".join(cell) if isinstance(cell, tuple) else str(cell)


def transformed(cell: Cell, transform: Transform, field: str, on: date, names: Pseudonyms) -> str | None:
    """None gives None, whatever the transform."""
    if cell is None:
        return None
    match transform:
        case Transform.AS_IS:
            return text_of(cell)
        case Transform.INITIAL:
            return _initial(str(cell))
        case Transform.MONTH_AND_YEAR | Transform.YEAR | Transform.AGE_BAND:
            return _of_date(cell, transform, on)
        case Transform.COARSE_CODE:
            return _coarse(str(cell), load_columns()["coarse"][field])
        case Transform.PSEUDONYM:
            return names.of(field, text_of(cell) or "")


def _initial(name: str) -> str | None:
    """The first letter, not the apostrophe before it; one sign, also of a letter that is two in capitals."""
    return next((sign.upper()[:1] for sign in name if sign.isalnum()), None)


def _of_date(cell: Cell, transform: Transform, on: date) -> str | None:
    if not isinstance(cell, date):
        return None
    if transform is Transform.AGE_BAND:
        return _age_band(cell, on)
    return f"{cell:%Y-%m}" if transform is Transform.MONTH_AND_YEAR else f"{cell:%Y}"


def _age_band(born: date, on: date) -> str | None:
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    found = [label for first, label in load_columns()["age_bands"].items() if int(first) <= age]
    return found[-1] if found else None


def _coarse(code: str, rule: dict[str, Any]) -> str | None:
    """None where no rule knows the code: it is never given as it stands."""
    if "keeps" in rule:
        whole = re.fullmatch(rule["keeps"], "".join(code.split()).upper())
        return whole.group(1) if whole else None
    if code in rule.get("unknown", ()) or code in ("REFU", "NOBT"):
        return None
    known = rule.get("codes", {}).get(code) or rule.get("begins", {}).get(code[:1])
    found: str | None = known or rule.get("otherwise")
    return found
