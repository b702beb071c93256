"""One entry as bytes, `schoolgate.leaf/1`: canonical JSON, so that one record has one spelling."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from schoolgate.domain.disclosure import Delivery, Intent, Outcome, ParcelFile
from schoolgate.ledger.errors import LeafRefused

SCHEMA = "schoolgate.leaf/1"
LARGEST = 2**53 - 1  # every JSON reader holds integers up to here exactly

Leaf = Intent | Outcome
Check = Callable[[object], bool]


def encode_leaf(leaf: Leaf) -> bytes:
    """The bytes that are hashed and kept: UTF-8, keys sorted, no spaces, no newline.

    Raises  LeafRefused when a value has no place in the format.
    """
    rules = INTENT if isinstance(leaf, Intent) else OUTCOME
    document = _document(leaf)
    _refuse_misfits(document, rules)
    return _canonical(document)


def parse_leaf(line: bytes) -> Leaf:
    """The record of one leaf. Any other spelling of the same values is refused.

    Raises  LeafRefused.
    """
    document = _json_object(line)
    kind = document.get("kind")
    if kind not in ("intent", "outcome"):
        raise LeafRefused(_unread("its kind is neither 'intent' nor 'outcome'"))
    _refuse_misfits(document, INTENT if kind == "intent" else OUTCOME)
    return _intent(document) if kind == "intent" else _outcome(document)


def _json_object(line: bytes) -> dict[str, object]:
    try:
        document = json.loads(line.decode("utf-8"))
        is_canonical = isinstance(document, dict) and _canonical(document) == line
    except (ValueError, RecursionError):
        raise LeafRefused(_unread("it is not JSON in UTF-8")) from None
    if not is_canonical:
        raise LeafRefused(_unread("it is not a JSON object spelt with sorted keys and no spaces"))
    return dict(document)


def _unread(why: str) -> str:
    return f"The ledger entry was not read: {why}. Compare it with a copy kept elsewhere."


def _canonical(document: Mapping[str, object]) -> bytes:
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8")


def _refuse_misfits(document: Mapping[str, object], rules: Mapping[str, Check]) -> None:
    misfits = sorted(rules.keys() ^ document.keys())
    misfits += [name for name, fits in rules.items() if name in document and not fits(document[name])]
    if misfits:
        raise LeafRefused(
            f"The ledger entry was refused: {', '.join(misfits)} "
            f"{'does' if len(misfits) == 1 else 'do'} not fit the format {SCHEMA}. "
            "Look the field up in docs/ledger-format.md."
        )


def _matches(pattern: str) -> Check:
    compiled = re.compile(pattern, re.ASCII)
    return lambda value: isinstance(value, str) and compiled.fullmatch(value) is not None


def _text(value: object) -> bool:
    return isinstance(value, str) and TEXT.fullmatch(value) is not None


def _is(expected: str) -> Check:
    return lambda value: value == expected


def _count(value: object) -> bool:
    return type(value) is int and 0 <= value <= LARGEST


def _version(value: object) -> bool:
    return _count(value) and value != 0


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(_text(one) for one in value) and len(set(value)) == len(value)


def _moment(value: object) -> bool:
    if not isinstance(value, str) or not MOMENT.fullmatch(value):
        return False
    try:
        parse_moment(value)
    except ValueError:
        return False
    return True


def _files(value: object) -> bool:
    if not isinstance(value, list) or not all(isinstance(one, dict) and _file(one) for one in value):
        return False
    return len({one["name"] for one in value}) == len(value)


def _file(value: Mapping[str, object]) -> bool:
    return value.keys() == FILE.keys() and all(fits(value[name]) for name, fits in FILE.items())


# Neither control characters (Unicode category Cc) nor halves of surrogate pairs (Cs).
TEXT = re.compile("[^\x00-\x1f\x7f-\x9f\ud800-\udfff]{1,1000}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
HEX = _matches("[0-9a-f]{64}")
RUN = _matches("[0-9A-Za-z-]{1,64}")
CODE = _matches("[a-z0-9-]{1,64}")

FILE: dict[str, Check] = {
    "name": _matches("[0-9A-Za-z_-][0-9A-Za-z._-]{0,127}"),
    "sha256": HEX,
    "bytes": _count,
    "rows": _count,
}
INTENT: dict[str, Check] = {
    "schema": _is(SCHEMA),
    "kind": _is("intent"),
    "run": RUN,
    "at": _moment,
    "school": _text,
    "controller": _text,
    "agreement": _text,
    "version": _version,
    "service": _text,
    "recipient": lambda value: value is None or _text(value),
    "clauses": _texts,
    "items": _texts,
    "fields": _texts,
    "people": _count,
    "people_root": HEX,
    "files": _files,
    "decisions": _count,
    "snapshot": HEX,
    "profile": _text,
    "courier": CODE,
}
OUTCOME: dict[str, Check] = {
    "schema": _is(SCHEMA),
    "kind": _is("outcome"),
    "run": RUN,
    "at": _moment,
    "delivery": lambda value: isinstance(value, str) and value in set(Delivery),
    "detail": lambda value: value == "" or CODE(value),
}


def format_moment(moment: datetime) -> str:
    """RFC 3339 in UTC with six decimals: 2026-11-22T09:30:00.000000Z. A moment without a zone is refused."""
    if moment.tzinfo is None:
        raise LeafRefused("The ledger entry was refused: its moment has no time zone. Hand in UTC.")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def parse_moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _document(leaf: Leaf) -> dict[str, object]:
    names = (INTENT if isinstance(leaf, Intent) else OUTCOME).keys() - {"schema", "kind"}
    kind = "intent" if isinstance(leaf, Intent) else "outcome"
    return {"schema": SCHEMA, "kind": kind} | {name: plain(getattr(leaf, name)) for name in names}


def plain(value: object) -> object:
    match value:
        case datetime():
            return format_moment(value)
        case Delivery():
            return value.value
        case ParcelFile():
            return {name: getattr(value, name) for name in FILE}
        case tuple():
            return [plain(one) for one in value]
    return value


def _intent(document: Mapping[str, object]) -> Intent:
    fields: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in _values(document).items()
    }
    fields["files"] = tuple(ParcelFile(**one) for one in fields["files"])
    return Intent(**fields)


def _outcome(document: Mapping[str, object]) -> Outcome:
    fields: dict[str, Any] = _values(document)
    return Outcome(**fields | {"delivery": Delivery(fields["delivery"])})


def _values(document: Mapping[str, object]) -> dict[str, Any]:
    at = {"at": parse_moment(str(document["at"]))}
    return {name: value for name, value in document.items() if name not in ("schema", "kind")} | at
