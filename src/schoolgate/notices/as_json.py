"""A Reading ⇄ the JSON others build on, `schoolgate.reading/1`. Fields not in the schema are refused."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from cattrs import Converter
from cattrs.errors import BaseValidationError
from cattrs.v import transform_error

from schoolgate.domain.reading import Reading
from schoolgate.notices.errors import BrokenReading

SCHEMA = "schoolgate.reading/1"


def _exactly(kind: type) -> Any:
    def structure(value: object, _: object) -> object:
        if type(value) is not kind:
            raise TypeError(f"{kind.__name__} expected")
        return value

    return structure


def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True)
    for kind in (str, int, bool):
        converter.register_structure_hook(kind, _exactly(kind))
    # A StrEnum is a str, and would be let through as one.
    converter.register_structure_hook(StrEnum, lambda value, kind: kind(value))
    return converter


CONVERTER = _converter()


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """Ready for json.dumps; spans are pairs that count characters of `text`."""
    return {"schema": SCHEMA, **CONVERTER.unstructure(reading)}


def reading_from_json(data: Mapping[str, Any]) -> Reading:
    """Raises BrokenReading, naming the fields, never their values."""
    if data.get("schema") != SCHEMA:
        raise BrokenReading(f"it is not of the schema {SCHEMA}")
    fields = {key: value for key, value in data.items() if key != "schema"}
    try:
        return CONVERTER.structure(fields, Reading)
    except BaseValidationError as error:
        wrong = "; ".join(transform_error(error, format_exception=_kind_of))
        raise BrokenReading(wrong) from None


def _kind_of(error: BaseException, _: type | None) -> str:
    """What is wrong, without the value: it may be somebody's data."""
    wrong: dict[type[BaseException], str] = {KeyError: "missing", TypeError: "wrong kind"}
    return wrong.get(type(error), "not allowed")
