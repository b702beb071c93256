"""The services we know: names, nicknames, what they are for."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Retired:
    """A name no longer in use."""

    name: str
    since: str | None  # a year, where a source gives one
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownService:
    """One product or body. What no source gives is None."""

    name: str  # the canonical name
    category: str  # a key of `categories` in catalogue.toml
    aliases: tuple[str, ...] = ()  # spelling variants a school may rightly print
    nicknames: tuple[str, ...] = ()  # misspellings and pet names: understood, but worth correcting
    retired: tuple[Retired, ...] = ()
    kind: str = "supplier"  # a domain.vocabulary.Kind
    owner: str | None = None
    owner_source: str | None = None
    former_owners: tuple[str, ...] = ()
    website: str | None = None
    website_source: str | None = None
    country: str | None = None  # ISO 3166 code of establishment, only with country_source
    country_source: str | None = None
    curriculum: bool = False  # a teaching app, which rarely needs a UPN

    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases, *self.nicknames, *(old.name for old in self.retired))


def fold(name: str) -> str:
    """A name as compared: lower case, letters and digits only, '&' read as 'and'."""
    return re.sub(r"[^a-z0-9]+", " ", name.lower().replace("&", " and ").replace("’", "")).strip()


@cache
def load_catalogue() -> tuple[KnownService, ...]:
    """Every service of catalogue.toml, in its order."""
    rows = tomllib.loads((files(__package__) / "catalogue.toml").read_text("utf-8"))["service"]
    return tuple(_service(row) for row in rows)


def _service(row: dict[str, object]) -> KnownService:
    fields = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    old = fields.pop("retired", ())
    retired = tuple(
        Retired(name=r["name"], since=r.get("since"), source=r.get("source"))
        for r in old  # type: ignore[attr-defined]
    )
    return KnownService(retired=retired, **fields)  # type: ignore[arg-type]


@cache
def by_name() -> dict[str, KnownService]:
    """Folded name → service, for every name a service goes by."""
    return {fold(name): service for service in load_catalogue() for name in service.names()}


def known(name: str) -> KnownService | None:
    """The service that goes by exactly this name (case and punctuation aside), or None."""
    return by_name().get(fold(name))
