"""What is served here, as an OpenAPI 3 document: OneRoster 1.2 lets a supplier's system ask for it first."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from schoolgate.feeds.roster.addresses import (
    COLLECTIONS,
    OF_CLASS_IN_SCHOOL,
    RELATIONS,
    SCOPES,
    Listing,
    scopes_of,
)
from schoolgate.feeds.roster.query import PAGE, below_names, known_fields
from schoolgate.feeds.roster.render import Version

# The REST binding (2.5) and the conformance guide name the document differently.
NAMES = ("onerosterv1p2rostersservice_openapi3_v1p0.json", "imsorv1p2_rostering_openapi3_v1p0.json")
PREFIX = "https://purl.imsglobal.org/spec/or/v1p2/scope/"
_TEXT: Mapping[str, Any] = {"type": "string"}


def discovery(base: str, token: str) -> Mapping[str, Any]:
    """base  where the collections of 1.2 stand, without a slash at the end; token  the token's address"""
    scopes = {PREFIX + one: one for one in SCOPES}
    grant = {"clientCredentials": {"tokenUrl": token, "scopes": scopes}}
    return {
        "openapi": "3.0.3",
        "info": {"title": "OneRoster 1.2 rostering, as agreed with this school", "version": "1.2"},
        "servers": [{"url": base}],
        "security": [{"OAuth2CC": [*scopes]}],
        "paths": {path: {"get": operation} for path, operation in _operations()},
        "components": {
            "securitySchemes": {"OAuth2CC": {"type": "oauth2", "flows": grant}},
            "schemas": {**_entities(), **_below(), "imsx_StatusInfo": _status()},
        },
    }


def _operations() -> Iterator[tuple[str, Mapping[str, Any]]]:
    one = _file()["one"]
    for name, listing in COLLECTIONS.items():
        yield f"/{name}", _operation((name,), f"getAll{_called(name)}", listing)
        single = _operation((name, "{sourcedId}"), f"get{one[name]}", listing)
        yield f"/{name}/{{sourcedId}}", single
        for child in RELATIONS.get(name, ()):
            parts = (name, f"{{{_identity(name)}}}", child)
            yield "/" + "/".join(parts), _operation(parts, f"get{_called(child)}For{one[name]}")
    for child in OF_CLASS_IN_SCHOOL:
        whole = ("schools", "{schoolSourcedId}", "classes", "{classSourcedId}", child)
        yield "/" + "/".join(whole), _operation(whole, f"get{_called(child)}ForClassInSchool")


def _called(name: str) -> str:
    return name[0].upper() + name[1:]


def _identity(name: str) -> str:
    one = str(_file()["one"][name])
    return f"{one[0].lower()}{one[1:]}SourcedId"


def _operation(parts: Sequence[str], called: str, listing: Listing | None = None) -> Mapping[str, Any]:
    is_single = len(parts) == 2
    shown = listing or COLLECTIONS[parts[-1]]
    identities = [part[1:-1] for part in parts if part.startswith("{")]
    return {
        "operationId": called,
        "parameters": [
            *({"name": one, "in": "path", "required": True, "schema": _TEXT} for one in identities),
            *(_parameters() if not is_single else [_parameter("fields", _TEXT)]),
        ],
        "security": [{"OAuth2CC": [PREFIX + one]} for one in scopes_of(parts)],
        "responses": {"200": _given(shown, is_single=is_single), **_refused()},
    }


def _parameters() -> list[Mapping[str, Any]]:
    return [
        _parameter("limit", {"type": "integer", "format": "int32", "minimum": 1, "default": PAGE}),
        _parameter("offset", {"type": "integer", "format": "int32", "minimum": 0, "default": 0}),
        _parameter("sort", _TEXT),
        _parameter("orderBy", {"type": "string", "enum": ["asc", "desc"]}),
        _parameter("filter", _TEXT),
        _parameter("fields", _TEXT),
    ]


def _parameter(name: str, shape: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": shape}


def _given(listing: Listing, *, is_single: bool) -> Mapping[str, Any]:
    entity = _named(listing.kind)
    envelope, held = (
        (listing.one, entity) if is_single else (listing.many, {"type": "array", "items": entity})
    )
    body = {"type": "object", "required": [envelope], "properties": {envelope: held}}
    headers = {"X-Total-Count": {"schema": {"type": "integer"}}, "Link": {"schema": _TEXT}}
    return {
        "description": "What the agreement lets out.",
        "content": {"application/json": {"schema": body}},
        **({} if is_single else {"headers": headers}),
    }


def _refused() -> Mapping[str, Any]:
    content = {"application/json": {"schema": _named("imsx_StatusInfo")}}
    return {code: {"description": words, "content": content} for code, words in _file()["answers"].items()}


def _entities() -> Mapping[str, Any]:
    required = _file()["required"]
    return {
        kind: {
            "type": "object",
            "required": [*required["every"], *always],
            "properties": {
                name: _shape(name, below) for name, below in known_fields(Version.V1P2, kind).items()
            },
        }
        for kind, always in required.items()
        if kind != "every"
    }


def _below() -> Mapping[str, Any]:
    """What stands below a field: references, roles and the like."""
    return {
        name: {"type": "object", "properties": {one: _shape(one, ()) for one in below}}
        for name, below in below_names().items()
        if "*" not in below
    }


def _shape(name: str, below: Sequence[str]) -> Mapping[str, Any]:
    shapes = _file()["shapes"]
    one: Mapping[str, Any] = _TEXT
    if name in shapes["objects"]:
        one = {"type": "object"}
    elif name in shapes["references"]:
        one = _named("reference")
    elif below:
        one = _named(next(known for known, names in below_names().items() if names == below))
    elif name in shapes["days"]:
        one = {"type": "string", "format": "date"}
    elif name in shapes["moments"]:
        one = {"type": "string", "format": "date-time"}
    return {"type": "array", "items": one} if name in shapes["lists"] else one


def _named(name: str) -> Mapping[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _status() -> Mapping[str, Any]:
    field = {
        "type": "object",
        "properties": {"imsx_codeMinorFieldName": _TEXT, "imsx_codeMinorFieldValue": _TEXT},
    }
    minor = {"type": "object", "properties": {"imsx_codeMinorField": {"type": "array", "items": field}}}
    return {
        "type": "object",
        "required": ["imsx_codeMajor", "imsx_severity"],
        "properties": {
            "imsx_codeMajor": {"type": "string", "enum": ["success", "processing", "failure", "unsupported"]},
            "imsx_severity": {"type": "string", "enum": ["status", "warning", "error"]},
            "imsx_description": _TEXT,
            "imsx_CodeMinor": minor,
        },
    }


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "discovery.toml").read_text("utf-8"))
