"""Entities as OneRoster's JSON spells them, in 1.2 and in 1.1."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from schoolgate.feeds.roster.changes import Standing
from schoolgate.feeds.roster.entities import Body

Payload = dict[str, Any]
COLLECTION_OF = {
    "academicSession": "academicSessions",
    "class": "classes",
    "course": "courses",
    "demographics": "demographics",
    "enrollment": "enrollments",
    "org": "orgs",
    "user": "users",
}


class Version(StrEnum):
    V1P1 = "v1p1"
    V1P2 = "v1p2"


def payloads(version: Version, base: str, standing: Iterable[Standing]) -> Mapping[str, tuple[Payload, ...]]:
    """Kind → its entities in the order given.

    base  where the version's collections stand, without a slash at the end: references are addresses there
    """
    found: dict[str, list[Payload]] = {kind: [] for kind in COLLECTION_OF}
    for one in standing:
        found[one.entity.kind].append(_payload(version, base, one))
    return {kind: tuple(rows) for kind, rows in found.items()}


def _payload(version: Version, base: str, one: Standing) -> Payload:
    spelled = _SPELLED[version](one.entity.body) if one.entity.kind == "user" else one.entity.body
    return {
        "sourcedId": one.entity.id,
        "status": "active" if one.is_active else "tobedeleted",
        "dateLastModified": spelled_moment(one.modified_at),
        **{name: _with_addresses(value, base) for name, value in spelled.items()},
    }


def spelled_moment(at: datetime) -> str:
    """UTC, three digits of a second, Z."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _with_addresses(value: Any, base: str) -> Any:
    if isinstance(value, list):
        return [_with_addresses(one, base) for one in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"sourcedId", "type"}:
        return {"href": f"{base}/{COLLECTION_OF[value['type']]}/{value['sourcedId']}", **value}
    return {name: _with_addresses(one, base) for name, one in value.items()}


def _user_1p2(body: Body) -> Payload:
    plain = {name: value for name, value in body.items() if name not in ("role", "org")}
    roles = [{"roleType": "primary", "role": body["role"], "org": body["org"]}]
    return {**plain, "roles": roles, "primaryOrg": body["org"]}


def _user_1p1(body: Body) -> Payload:
    plain = {name: value for name, value in body.items() if name != "org"}
    return {**plain, "orgs": [body["org"]]}


_SPELLED: Mapping[Version, Callable[[Body], Payload]] = {
    Version.V1P1: _user_1p1,
    Version.V1P2: _user_1p2,
}
