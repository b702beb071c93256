"""Domain records as JSON and back, strictly: what does not fit is refused by its place, never bent to fit."""

import json
from collections.abc import Callable
from dataclasses import is_dataclass
from datetime import UTC, date, datetime
from enum import Enum, StrEnum
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

from cattrs import Converter
from cattrs.errors import (
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn
from cattrs.v import transform_error

from schoolgate.domain.errors import Invalid

Record = TypeVar("Record")
_WORDS = {
    str: "text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    date: "a day as 2026-11-22",
    datetime: "a moment as 2026-11-22T09:00:00Z",
    NoneType: "null",
}


class RecordRefused(Invalid):
    """A record was not read. Names the wrong places and what belongs there, never what stands there."""

    def __init__(self, record: str, problems: list[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"No {record} was read: {'; '.join(problems)}. Correct it and try again.")


def to_json(record: Any) -> dict[str, Any]:
    """Plain dicts, lists, text, numbers and null. Days as 2026-11-22, moments as RFC 3339 in UTC."""
    found = _CONVERTER.unstructure(record)
    assert isinstance(found, dict)
    return found


def from_json(record: type[Record], data: Any) -> Record:
    """Raises RecordRefused: an unknown key, a missing field, a value of the wrong kind."""
    try:
        return _CONVERTER.structure(data, record)
    except (ClassValidationError, IterableValidationError, ValueError, TypeError) as error:
        problems = [_said(one) for one in transform_error(error, "", _problem)]
        raise RecordRefused(record.__name__, problems) from None


def to_text(record: Any) -> str:
    return text_of(to_json(record))


def from_text(record: type[Record], text: str) -> Record:
    return from_json(record, json.loads(text))


def text_of(data: Any) -> str:
    """One spelling for one value: sorted keys, no spaces, ASCII."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), allow_nan=False)


def moment_text(moment: datetime) -> str:
    """RFC 3339 in UTC. A moment without a zone is a mistake of the caller's."""
    if moment.tzinfo is None:
        raise ValueError("a moment must name its zone")
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _moment(value: Any, _: Any) -> datetime:
    found = datetime.fromisoformat(_exactly(value, str))
    if found.tzinfo is None:
        raise ValueError("a moment must name its zone")
    return found.astimezone(UTC)


def _day(value: Any, _: Any) -> date:
    return date.fromisoformat(_exactly(value, str))


def _exactly(value: Any, kind: type) -> Any:
    """No 1 for true and no "3" for 3: a slip is never turned into an answer."""
    if type(value) is not kind:
        raise TypeError(f"not {kind.__name__}")
    return value


def _plain(value: Any, kind: Any) -> Any:
    """cattrs hands every StrEnum to the hook for str."""
    return kind(_exactly(value, str)) if _is_enum(kind) else _exactly(value, kind)


def _strict_record(kind: type, converter: Converter) -> Callable[[Any, Any], Any]:
    structure: Callable[[Any, Any], Any] = make_dict_structure_fn(
        kind, converter, _cattrs_forbid_extra_keys=True
    )
    return lambda value, asked: structure(_exactly(value, dict), asked)


def _strict_tuple(kind: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    """Text is iterable too: left alone, "ab" would be read as the list a, b."""
    kinds = get_args(kind)

    def structure(value: Any, _: Any) -> tuple[Any, ...]:
        items = _exactly(value, list)
        expected = kinds[:1] * len(items) if kinds[-1] is Ellipsis else kinds
        if len(items) != len(expected):
            raise ValueError(f"not {len(expected)} values")
        return _each(converter, items, expected)

    return structure


def _each(converter: Converter, items: list[Any], kinds: tuple[Any, ...]) -> tuple[Any, ...]:
    found, wrong = [], []
    for place, (item, kind) in enumerate(zip(items, kinds, strict=True)):
        try:
            found.append(converter.structure(item, kind))
        except (ClassValidationError, IterableValidationError, ValueError, TypeError) as error:
            error.add_note(IterableValidationNote("", place, kind))
            wrong.append(error)
    if wrong:
        raise IterableValidationError("in a list", wrong, tuple)
    return tuple(found)


def _make_converter() -> Converter:
    converter = Converter(detailed_validation=True)
    for kind in (str, bool, int, float):
        converter.register_structure_hook(kind, _plain)
    converter.register_unstructure_hook(StrEnum, lambda one: one.value)
    converter.register_structure_hook(date, _day)
    converter.register_structure_hook(datetime, _moment)
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_unstructure_hook(datetime, moment_text)
    converter.register_structure_hook_factory(is_dataclass, _strict_record)
    converter.register_structure_hook_factory(_is_tuple, _strict_tuple)
    converter.register_unstructure_hook_func(
        _is_tuple, lambda items: [converter.unstructure(i) for i in items]
    )
    return converter


def _is_tuple(kind: Any) -> bool:
    return get_origin(kind) is tuple


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Enum)


def _problem(error: BaseException, kind: Any) -> str:
    if isinstance(error, ForbiddenExtraKeysError):
        return f"unknown key {', '.join(sorted(error.extra_fields))}"
    if isinstance(error, KeyError):
        return "missing"
    return f"expected {_words(kind)}" if kind is not None else "not a record"


def _words(kind: Any) -> str:
    if get_origin(kind) in (Union, UnionType):
        return " or ".join(_words(one) for one in get_args(kind))
    if get_origin(kind) is tuple:
        return "a list"
    if _is_enum(kind):
        return f"one of {', '.join(one.value for one in kind)}"
    return _WORDS.get(kind, "a record")


def _said(problem: str) -> str:
    """cattrs says "what @ .place"; we say "place: what"."""
    what, _, place = problem.rpartition(" @ ")
    return f"{place.lstrip('.')}: {what}" if place else what


_CONVERTER = _make_converter()
