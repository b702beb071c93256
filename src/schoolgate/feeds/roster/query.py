"""What a caller asks of a collection: filter, sort, fields, limit, offset (OneRoster 1.2 §3.3, 1.1 §3.4).

Only what is released is ever looked at, so no filter can find out anything that is not.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from schoolgate.domain.errors import Invalid
from schoolgate.feeds.roster.render import Payload, Version

PAGE = 100  # rows, where the caller names no limit
LARGEST_PAGE = 10_000
_CLAUSE = r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*(?:!=|>=|<=|=|>|<|~)'(?:''|[^'])*'"
_FILTER = re.compile(f"({_CLAUSE})(?: (AND|OR) ({_CLAUSE}))?")
_PARTS = re.compile(r"([\w.]+)(!=|>=|<=|=|>|<|~)'(.*)'", re.DOTALL)
_ZONE = re.compile(r"(?<=T\d\d:\d\d:\d\d) (\d\d:\d\d)$|(?<=T\d\d:\d\d:\d\d\.\d\d\d) (\d\d:\d\d)$")
_WHOLE = re.compile(r"[0-9]{1,10}")
MOST = 2**31 - 1  # the standard's own: a 32-bit number, which some ask for to have everything
NAMES = ("limit", "offset", "sort", "orderBy", "filter", "fields")


class Fault(StrEnum):
    """OneRoster's codes for what was asked wrongly."""

    FILTER = "invalid_filter_field"
    SELECTION = "invalid_selection_field"
    BLANK = "invalid_blank_selection_field"  # 1.1 alone
    SORT = "invalid_sort_field"
    DATA = "invaliddata"


class QueryRefused(Invalid):
    """The sentence repeats nothing of what was asked: it may hold a name."""

    def __init__(self, fault: Fault, sentence: str) -> None:
        self.fault = fault
        super().__init__(sentence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    path: tuple[str, ...]
    sign: str
    value: str

    def is_of_moments(self) -> bool:
        return self.path == ("dateLastModified",) and self.sign != "~"

    def holds(self, row: Payload) -> bool:
        """A list holds where one of its values does; `!=` where none is equal, or nothing is there."""
        found = list(_values(row, self.path))
        if self.sign == "!=":
            return not any(_compared(self, one, "=") for one in found)
        return any(_compared(self, one, self.sign) for one in found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    limit: int = PAGE
    offset: int = 0
    sort: tuple[str, ...] = ()
    descending: bool = False
    conditions: tuple[Condition, ...] = ()
    either: bool = False  # OR instead of AND
    fields: tuple[str, ...] = ()
    warned: tuple[QueryRefused, ...] = ()  # what was not heeded, where the version lets the rest be answered

    def page(self, rows: Iterable[Payload]) -> tuple[list[Payload], int]:
        """The rows of this page, and how many there are in all."""
        found = [row for row in rows if self.takes(row)]
        if self.sort:
            found.sort(key=lambda row: _first(row, self.sort), reverse=self.descending)
        elif self.descending:
            found.reverse()
        return [self.selected(row) for row in found[self.offset : self.offset + self.limit]], len(found)

    def takes(self, row: Payload) -> bool:
        held = (one.holds(row) for one in self.conditions)
        return not self.conditions or (any(held) if self.either else all(held))

    def selected(self, row: Payload) -> Payload:
        return {name: row[name] for name in self.fields if name in row} if self.fields else row


def query_of(asked: Mapping[str, str], version: Version, kind: str) -> Query:
    """asked  the parameters that have a value. Raises QueryRefused."""
    known = known_fields(version, kind)
    conditions, either = _filter(asked.get("filter"), known)
    warned: list[QueryRefused] = []
    return Query(
        limit=_number(asked, "limit", PAGE, least=1),
        offset=_number(asked, "offset", 0, least=0),
        sort=_heeded(lambda: _sort(asked.get("sort"), known), version, warned),
        descending=_order(asked.get("orderBy")),
        conditions=conditions,
        either=either,
        fields=_heeded(lambda: fields_of(asked.get("fields"), known), version, warned),
        warned=tuple(warned),
    )


def selection_of(asked: Mapping[str, str], version: Version, kind: str) -> Query:
    """Of one entity only fields can be asked for. Raises QueryRefused."""
    warned: list[QueryRefused] = []
    known = known_fields(version, kind)
    fields = _heeded(lambda: fields_of(asked.get("fields"), known), version, warned)
    return Query(fields=fields, warned=tuple(warned))


def _heeded(
    read: Callable[[], tuple[str, ...]], version: Version, warned: list[QueryRefused]
) -> tuple[str, ...]:
    """To sort by or select a field that there is not is no error in 1.1: the data comes in the usual order
    and whole, with a warning (OneRoster 1.1, 3.4.2 and 3.4.4). 1.2 has status 400 for it.
    """
    try:
        return read()
    except QueryRefused as error:
        if version is Version.V1P2:
            raise QueryRefused(Fault.SELECTION, str(error)) from None
        if error.fault is Fault.BLANK:
            raise
        warned.append(error)
        return ()


def _number(asked: Mapping[str, str], name: str, otherwise: int, *, least: int) -> int:
    text = asked.get(name)
    if text is None:
        return otherwise
    if _WHOLE.fullmatch(text) is None or not least <= int(text) <= MOST:
        raise QueryRefused(Fault.DATA, f"'{name}' is a whole number from {least} to {MOST}.")
    return min(int(text), LARGEST_PAGE) if name == "limit" else int(text)


def _order(text: str | None) -> bool:
    if text not in (None, "asc", "desc"):
        raise QueryRefused(Fault.DATA, "'orderBy' is asc or desc.")
    return text == "desc"


def _sort(text: str | None, known: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    if text is None:
        return ()
    path = tuple(text.split("."))
    if not is_known(path, known):
        raise QueryRefused(Fault.SORT, "'sort' names a field that this collection does not have.")
    return path


def fields_of(text: str | None, known: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The fields selected, in the order asked. Raises QueryRefused for one that there is not."""
    if text is None:
        return ()
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",")))
    if not all(names):
        raise QueryRefused(Fault.BLANK, "'fields' names nothing, or nothing between two commas.")
    if not all(name in known for name in names):
        raise QueryRefused(Fault.SELECTION, "'fields' names a field that this collection does not have.")
    return names


def _filter(text: str | None, known: Mapping[str, Sequence[str]]) -> tuple[tuple[Condition, ...], bool]:
    if text is None:
        return (), False
    found = _FILTER.fullmatch(text)
    if found is None:
        raise QueryRefused(
            Fault.FILTER,
            "'filter' is one clause, or two joined by ' AND ' or ' OR ', such as status='active': a field, "
            "one of = != > >= < <= ~, and a value in single quotes, with no space between them.",
        )
    conditions = tuple(_condition(clause, known) for clause in found.group(1, 3) if clause)
    return conditions, found.group(2) == "OR"


def _condition(clause: str, known: Mapping[str, Sequence[str]]) -> Condition:
    parts = _PARTS.fullmatch(clause)
    assert parts is not None
    path = tuple(parts.group(1).split("."))
    if not is_known(path, known):
        raise QueryRefused(Fault.FILTER, "'filter' names a field that this collection does not have.")
    made = Condition(path=path, sign=parts.group(2), value=parts.group(3).replace("''", "'"))
    if made.is_of_moments() and _moment(made.value) is None:
        raise QueryRefused(
            Fault.FILTER, "'dateLastModified' is compared with a moment, such as 2026-11-01T00:00:00Z."
        )
    return made


def is_known(path: Sequence[str], known: Mapping[str, Sequence[str]]) -> bool:
    """Below a field of a field anything may follow that a reference has."""
    if path[0] not in known:
        return False
    below = known[path[0]]
    if len(path) == 1 or "*" in below:
        return True
    return path[1] in below and (len(path) == 2 or (len(path) == 3 and path[2] in below_names()["reference"]))


@cache
def known_fields(version: Version, kind: str) -> Mapping[str, Sequence[str]]:
    """Field → the names that may stand below it."""
    of_version = _file()[version.value]
    pairs = [one.partition(":") for one in (*of_version["every"], *of_version[kind])]
    return {name: below_names().get(below, ()) for name, _, below in pairs}


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "queries.toml").read_text("utf-8"))


def below_names() -> Mapping[str, Sequence[str]]:
    found: Mapping[str, Sequence[str]] = _file()["below"]
    return found


def _values(value: Any, path: Sequence[str]) -> Iterator[str]:
    if isinstance(value, list):
        if not path and len(value) > 1 and all(isinstance(one, str) for one in value):
            yield ",".join(value)  # a list may be asked for whole, as its values with commas between
        for one in value:
            yield from _values(one, path)
    elif not path:
        yield str(value)
    elif isinstance(value, dict) and path[0] in value:
        yield from _values(value[path[0]], path[1:])


def _first(row: Payload, path: Sequence[str]) -> tuple[bool, str]:
    """What a row is sorted by: one that has nothing there comes first."""
    found = next(_values(row, path), None)
    return (found is not None, found or "")


_SIGNS: Mapping[str, Callable[[str, str], bool]] = {
    "=": lambda found, asked: found == asked,
    ">": lambda found, asked: found > asked,
    ">=": lambda found, asked: found >= asked,
    "<": lambda found, asked: found < asked,
    "<=": lambda found, asked: found <= asked,
    "~": lambda found, asked: asked.casefold() in found.casefold(),
}


def _compared(asked: Condition, found: str, sign: str) -> bool:
    if asked.is_of_moments():
        return _SIGNS[sign](_moment(found) or "", _moment(asked.value) or "")
    return _SIGNS[sign](found, asked.value)


@lru_cache(maxsize=4096)
def _moment(text: str) -> str | None:
    """Moments are compared as moments, however many digits and whichever zone the caller writes: also where
    the plus of a zone was sent as it is, which in an address stands for a space. None: it is none.
    """
    try:
        found = datetime.fromisoformat(_ZONE.sub(lambda zone: zone.group().replace(" ", "+"), text))
    except ValueError:
        return None
    return (
        (found if found.tzinfo else found.replace(tzinfo=UTC))
        .astimezone(UTC)
        .isoformat(timespec="milliseconds")
    )
