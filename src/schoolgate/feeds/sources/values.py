"""One cell of an export → the value the roll keeps. What cannot be is said without saying the value."""

import re
import tomllib
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from typing import Any

from schoolgate.domain.roll import FieldType, RollField, fold_heading
from schoolgate.feeds.tables import Cell

LONGEST_TEXT = 4000
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: 00:00(?::00)?)?")
_DAY_MONTH_NAME = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})[ -](\d{4})")
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+\d{1,3}", re.IGNORECASE)  # 7.70E+09
_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|#{2,})")
_SHORT_YEAR = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


class NotAValue(ValueError):
    """Says what is wrong with a cell; never what stands in it."""


def value_of(raw: object, field: RollField) -> Cell:
    """raw  text, or the typed value of a spreadsheet cell; None and blank text give None.

    Raises NotAValue.
    """
    if isinstance(raw, datetime | date):
        return _typed_date(raw, field)
    plain = raw if isinstance(raw, str) else _plain(raw)
    text = (plain if plain.isascii() else unicodedata.normalize("NFC", plain)).strip()
    if not text:
        return None
    if text[0] == "#" and _ERROR.fullmatch(text):
        raise NotAValue("holds an error of a spreadsheet, and no value.")
    if text[0].isdecimal() and _SHORTENED.fullmatch(text):
        raise NotAValue(
            "is a number that a spreadsheet cut short. Make the column one of text, and export again."
        )
    parse = _PARSERS[field.type]
    return parse(text, field)


def _plain(raw: object) -> str:
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    # A spreadsheet keeps whole numbers as 1234.0; the nought is the spreadsheet's, not the school's.
    return str(int(raw)) if isinstance(raw, float) and raw.is_integer() else str(raw)


def _typed_date(raw: date, field: RollField) -> Cell:
    if field.type is not FieldType.DATE:
        raise NotAValue("holds a date where none belongs.")
    return raw.date() if isinstance(raw, datetime) else raw


def _text(text: str, field: RollField) -> str:
    # Most cells are plain: a line's end or a control character is not printable.
    joined = text if text.isprintable() else re.sub(r"\s*[\r\n]+\s*", ", ", text)
    if len(joined) > LONGEST_TEXT:
        raise NotAValue(f"is longer than {LONGEST_TEXT} characters.")
    if not joined.isprintable() and any(unicodedata.category(letter) == "Cc" for letter in joined):
        raise NotAValue("holds a control character.")
    return joined.upper() if field.name in ("upn", "former_upn") else joined


def _code(text: str, field: RollField) -> str:
    if not field.values:
        return _text(text, field)
    exact = {value.casefold(): value for value in field.values}
    if text.casefold() in exact:
        return exact[text.casefold()]
    folded = fold_heading(text)
    known = load_codes().get(field.table, {}).get(field.name, {})
    bare = re.sub(r"^(?:ncyear|year|yr|y)?0*(?=\w)", "", folded)
    before_dash = text.partition(" - ")[0].strip().casefold()  # "K - SEN support"
    found = known.get(folded) or exact.get(bare) or exact.get(before_dash)
    if not found:
        raise NotAValue(f"is not one of {', '.join(field.values)}.")
    return str(found)


def _date(text: str, field: RollField) -> date:
    if match := _ISO.fullmatch(text):
        return _day(*match.groups())
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year = match.groups()
        if int(month) > 12 >= int(day):
            raise NotAValue("puts the month before the day. Write DD/MM/YYYY or YYYY-MM-DD.")
        return _day(year, month, day)
    if match := _DAY_MONTH_NAME.fullmatch(text):
        day, name, year = match.groups()
        if name[:3].lower() in _MONTHS:
            return _day(year, str(_MONTHS.index(name[:3].lower()) + 1), day)
    if _SHORT_YEAR.fullmatch(text):
        raise NotAValue("has a year of two digits, which could be two years. Write DD/MM/YYYY or YYYY-MM-DD.")
    raise NotAValue("is not a date. Write DD/MM/YYYY or YYYY-MM-DD.")


def _day(year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise NotAValue("is not a day of the calendar.") from None


def _whole(text: str, field: RollField) -> int:
    if not re.fullmatch(r"-?\d{1,15}", text):
        raise NotAValue("is not a whole number.")
    return int(text)


def _decimal(text: str, field: RollField) -> Decimal:
    try:
        number = Decimal(text.removesuffix("%").strip())
    except InvalidOperation:
        raise NotAValue("is not a number.") from None
    if not number.is_finite() or number != round(number, 4) or abs(number) >= 10**9:
        raise NotAValue("is not a number of at most four decimal places.")
    return number


def _yes_no(text: str, field: RollField) -> bool:
    found = load_codes()["yes_no"].get(fold_heading(text))
    if found is None:
        raise NotAValue("is neither yes nor no.")
    return bool(found)


def _list(text: str, field: RollField) -> tuple[str, ...]:
    return tuple(part for part in (_text(one.strip(), field) for one in text.split(";")) if part)


_PARSERS: dict[FieldType, Callable[[str, RollField], Cell]] = {
    FieldType.TEXT: _text,
    FieldType.CODE: _code,
    FieldType.DATE: _date,
    FieldType.WHOLE: _whole,
    FieldType.DECIMAL: _decimal,
    FieldType.YES_NO: _yes_no,
    FieldType.LIST: _list,
}


@cache
def load_codes() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files(__package__) / "codes.toml").read_text("utf-8"))
