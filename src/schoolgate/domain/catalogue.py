"""The services we know: names, nicknames, what they are for."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_NO_LETTER = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Retired:
    """A name no longer in use."""

    name: str
    since: str | None  # a year, where a source gives one
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastOwner:
    """A company that owned a service and no longer does."""

    name: str
    since: str | None = None  # a year, where the source gives one
    until: str | None = None  # the year in which it passed on, where the source gives one
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """What a group of services is for, and what holds for its services unless one says otherwise."""

    key: str
    label: str  # plain words: "Learning apps: maths"
    kind: str = "supplier"
    curriculum: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownService:
    """One product or body. What no source gives is None."""

    name: str  # the canonical name
    category: str  # a key of `categories` in catalogue.toml
    aliases: tuple[str, ...] = ()  # spelling variants a school may rightly print
    nicknames: tuple[str, ...] = ()  # misspellings and pet names: understood, but worth correcting
    common: tuple[str, ...] = ()  # those of its names that are ordinary words too: "Assembly", "Suppliers"
    retired: tuple[Retired, ...] = ()
    kind: str = "supplier"  # a domain.vocabulary.Kind
    owner: str | None = None  # the company or body behind it, as its own pages name it
    owner_since: str | None = None  # a year; None: always, or no page told us
    owner_source: str | None = None
    group: str | None = None  # the group of companies that its owner belongs to
    group_source: str | None = None
    past_owners: tuple[PastOwner, ...] = ()  # the latest first
    website: str | None = None
    website_source: str | None = None
    country: str | None = None  # ISO 3166 code of establishment, only with country_source
    country_source: str | None = None
    curriculum: bool = False  # a teaching app, which rarely needs a UPN
    takes: tuple[str, ...] = ()  # items its own import asks for or can hold; empty: no page told us
    takes_source: str | None = None
    least: tuple[str, ...] = ()  # items without which it cannot be used; empty: no page told us
    least_source: str | None = None
    format_sought_on: str | None = None  # the day on which nobody was found to publish what its import takes

    @property
    def former_owners(self) -> tuple[str, ...]:
        return tuple(past.name for past in self.past_owners)

    def every_name(self) -> tuple[str, ...]:
        """All it goes by: what a row or a list item may be called."""
        return (self.name, *self.aliases, *self.nicknames, *(old.name for old in self.retired))

    def names(self) -> tuple[str, ...]:
        """What it goes by in running text, where a common word is more likely just that word."""
        return tuple(name for name in self.every_name() if name not in self.common)


@lru_cache(maxsize=20_000)  # a notice's names are asked after by many
def fold(name: str) -> str:
    """A name as compared: lower case, letters and digits only, '&' read as 'and'.

    Pseudonyms are made over folded names: a change here gives every pupil a new one
    (docs/decisions/0003-a-name-for-each-recipient.md).
    """
    return _NO_LETTER.sub(" ", name.lower().replace("&", " and ").replace("'", "").replace("’", "")).strip()


@cache
def load_catalogue() -> tuple[KnownService, ...]:
    """Every service of catalogue.toml, in its order: by category, then by name."""
    return tuple(_service(row, load_categories()[row["category"]]) for row in _file()["service"])


@cache
def load_categories() -> dict[str, Category]:
    """Key → category, in the file's order."""
    return {key: Category(key=key, **row) for key, row in _file()["categories"].items()}


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "catalogue.toml").read_text("utf-8"))


def _service(row: dict[str, Any], category: Category) -> KnownService:
    by_category: dict[str, Any] = {"kind": category.kind, "curriculum": category.curriculum}
    fields = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    retired = tuple(
        Retired(name=old["name"], since=old.get("since"), source=old.get("source"))
        for old in fields.pop("retired", ())
    )
    past_owners = tuple(PastOwner(**past) for past in fields.pop("past_owners", ()))
    return KnownService(retired=retired, past_owners=past_owners, **(by_category | fields))


@cache
def by_name() -> dict[str, KnownService]:
    """Folded name → service, for every name a service goes by."""
    return {fold(name): service for service in load_catalogue() for name in service.every_name()}


def known(name: str) -> KnownService | None:
    """The service that goes by exactly this name (case and punctuation aside), or None."""
    return by_name().get(fold(name))
