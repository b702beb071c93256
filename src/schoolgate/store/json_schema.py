"""The JSON that `codec` writes of a record, as JSON Schema 2020-12."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_PLAIN: Mapping[Any, Mapping[str, str]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    NoneType: {"type": "null"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
}


def schema_of(record: type) -> dict[str, Any]:
    """Every record and fixed list it holds stands once, by its name, under $defs."""
    found: dict[str, Any] = {}
    return {"$schema": DIALECT, **_of(record, found), "$defs": found}


def _of(kind: Any, found: dict[str, Any]) -> dict[str, Any]:
    if kind in _PLAIN:
        return dict(_PLAIN[kind])
    if get_origin(kind) in (Union, UnionType):
        return {"anyOf": [_of(one, found) for one in get_args(kind)]}
    if get_origin(kind) is tuple:
        return _list(get_args(kind), found)
    return _named(kind, found)


def _list(kinds: tuple[Any, ...], found: dict[str, Any]) -> dict[str, Any]:
    if kinds[-1] is Ellipsis:
        return {"type": "array", "items": _of(kinds[0], found)}
    exactly = len(kinds)
    each = [_of(kind, found) for kind in kinds]
    return {"type": "array", "prefixItems": each, "minItems": exactly, "maxItems": exactly}


def _named(kind: type, found: dict[str, Any]) -> dict[str, Any]:
    if kind.__name__ not in found:
        found[kind.__name__] = {}  # a record that holds itself is named, not followed for ever
        found[kind.__name__] = _body(kind, found)
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _body(kind: type, found: dict[str, Any]) -> dict[str, Any]:
    said = _said(kind)
    if issubclass(kind, StrEnum):
        return {**said, "type": "string", "enum": [one.value for one in kind]}
    assert is_dataclass(kind)
    hints = get_type_hints(kind)
    return {
        **said,
        "type": "object",
        "properties": {one.name: _of(hints[one.name], found) for one in fields(kind)},
        "required": [one.name for one in fields(kind) if _is_required(one)],
        "additionalProperties": False,
    }


def _said(kind: type) -> dict[str, str]:
    """The first words of its docstring. Python writes one for a record that has none: its signature."""
    words = (vars(kind).get("__doc__") or "").split("\n\n")[0]
    written = words and not words.startswith(f"{kind.__name__}(")
    return {"description": " ".join(words.split())} if written else {}


def _is_required(one: "Field[Any]") -> bool:
    return one.default is MISSING and one.default_factory is MISSING
