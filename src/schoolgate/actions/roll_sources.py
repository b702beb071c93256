"""Servers that a roll is pulled from: added, tried, taken away."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx

from schoolgate.actions import hosts
from schoolgate.actions.documents import write_whole
from schoolgate.actions.office import Office
from schoolgate.domain.errors import Invalid, NotFound, Refused
from schoolgate.domain.roll_source import RollSource
from schoolgate.egress.guard import Guard
from schoolgate.egress.network import INTERNET, Network
from schoolgate.feeds.rest.asking import Opened
from schoolgate.feeds.rest.dialect import DIALECTS, load_dialect
from schoolgate.feeds.rest.sweep import look

FORMAT = "schoolgate.roll-sources/1"
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody says of a source."""

    dialect: str
    address: str
    token_address: str
    client: str = field(repr=False)
    secret: bytes = field(repr=False)
    by: str


def add(office: Office, name: str, asked: Asked, *, at: datetime, dry_run: bool = False) -> RollSource:
    """In place of any of that name. Raises Invalid; Refused for a host that is not allowed."""
    if not NAME.fullmatch(name):
        raise Invalid(f"No source was set: '{name}' is no name for one. Use small letters, digits and '-'.")
    if asked.dialect not in DIALECTS:
        known = ", ".join(DIALECTS)
        raise Invalid(f"No source was set: '{asked.dialect}' is no dialect we speak. It is one of {known}.")
    dialect = load_dialect(asked.dialect)
    if not dialect.bearer and not (asked.token_address and asked.client):
        raise Invalid(
            f"No source was set: {dialect.name} hands out tokens to a client it knows. "
            "Say where and to whom: --token-address URL --client ID"
        )
    source = RollSource(
        name=name,
        dialect=asked.dialect,
        address=_checked(office, asked.address),
        token_address="" if dialect.bearer else _checked(office, asked.token_address),
        client=asked.client,
        set_by=asked.by,
        set_at=at,
    )
    secret = _plain(asked.secret)
    if not dry_run:
        write_whole(secret_file(office, name), secret)
        _keep(office, {**_kept(office), name: source})
    return source


def remove(office: Office, name: str, *, dry_run: bool = False) -> RollSource:
    """The secret goes too; rolls that were pulled stay. Raises NotFound."""
    source = find(office, name)
    if not dry_run:
        _keep(office, {key: one for key, one in _kept(office).items() if key != name})
        secret_file(office, name).unlink(missing_ok=True)
    return source


def listing(office: Office) -> tuple[RollSource, ...]:
    """In the order of the alphabet."""
    return tuple(one for _, one in sorted(_kept(office).items()))


def find(office: Office, name: str) -> RollSource:
    """Raises NotFound."""
    known = _kept(office)
    if name not in known:
        raise NotFound(
            f"There is no source '{name}'. Add one with: schoolgate roll source add {name} ADDRESS"
        )
    return known[name]


def check(office: Office, name: str, *, network: Network = INTERNET) -> Mapping[str, str]:
    """Asks for a token and counts each collection; nothing is loaded. Raises NotPulled, NotFound."""
    return look(opened(office, find(office, name), network))


def opened(office: Office, source: RollSource, network: Network = INTERNET, **manner: Any) -> Opened:
    """Raises Refused where its secret is gone."""
    return Opened(
        dialect=source.dialect,
        address=source.address,
        token_address=source.token_address,
        client=source.client,
        secret=_secret(office, source.name),
        guard=_guard(office, network),
        **manner,
    )


def secret_file(office: Office, name: str) -> Path:
    """Among the home's keys: a backup takes it, and `doctor` sees that nobody else can read it."""
    return office.home / "keys" / f"source-{office.tenant.school_id}-{name}.key"


def as_json(source: RollSource) -> Mapping[str, Any]:
    """Without the client: it may name a person."""
    return {
        "name": source.name,
        "dialect": source.dialect,
        "speaks": load_dialect(source.dialect).name,
        "address": source.address,
        "token_address": source.token_address,
        "set_by": source.set_by,
        "set_at": source.set_at.isoformat(),
    }


def _guard(office: Office, network: Network) -> Guard:
    """A school's own server may stand in its own network, where a person allowed that place by name."""
    return Guard(frozenset(hosts.allowed(office.home)), network, hosts.private(office.home))


def _checked(office: Office, words: str) -> str:
    """An address that may be gone to, without a slash at its end. Raises NotFetched, HostNotAllowed."""
    url: httpx.URL = _guard(office, INTERNET).checked(words)
    if url.query or url.fragment:
        raise Invalid(
            "No source was set: its address holds a '?' or '#', after which secrets could stand. "
            "Give the address alone."
        )
    return str(url).rstrip("/")


def _plain(secret: bytes) -> bytes:
    told = secret.strip()
    if not told or b"\n" in told or not told.isascii():
        raise Invalid(
            "No source was set: its secret is not one line of plain characters. Write it to a file "
            "as the server's keeper gave it, and nothing else."
        )
    return told


def _secret(office: Office, name: str) -> str:
    try:
        return secret_file(office, name).read_text("ascii")
    except FileNotFoundError:
        raise Refused(
            "No roll was pulled.",
            [f"the secret of '{name}' is not among the home's keys; set one: schoolgate roll source add"],
        ) from None


def _place(office: Office) -> Path:
    return office.home / "sources" / f"{office.tenant.school_id}.json"


def _kept(office: Office) -> dict[str, RollSource]:
    place = _place(office)
    if not place.exists():
        return {}
    told = json.loads(place.read_text("utf-8"))["sources"]
    return {
        one["name"]: RollSource(**{**one, "set_at": datetime.fromisoformat(one["set_at"])}) for one in told
    }


def _keep(office: Office, sources: Mapping[str, RollSource]) -> None:
    told = [{**asdict(one), "set_at": one.set_at.isoformat()} for _, one in sorted(sources.items())]
    body = json.dumps({"schema": FORMAT, "sources": told}, ensure_ascii=False, indent=2)
    write_whole(_place(office), body.encode() + b"\n")
