"""What a notice may say is shared: items, and the fields of the roll each stands for."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

from schoolgate.domain.errors import NotFound
from schoolgate.domain.vocabulary import Subject, Transform

TABLES_ABOUT = {
    Subject.PUPIL: ("pupil", "class", "enrolment", "assessment"),
    Subject.PARENT: ("contact",),
    Subject.STAFF: ("staff",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One kind of data in a notice's words."""

    key: str
    label: str  # plain words that a parent reads
    description: str
    roll_fields: tuple[str, ...] = ()  # keys of domain/roll.toml, such as "pupil.upn"
    transform: Transform = Transform.AS_IS  # the most that may leave of those fields
    special_category: bool = False  # UK GDPR Art 9(1): an Article 9 condition is needed
    sensitive: bool = False  # families would mind a wrong hand, whatever the law calls it
    subjects: tuple[Subject, ...] = (Subject.PUPIL,)  # whose data it may be, the likeliest first
    part_of: str | None = None  # an item that holds this one and more
    roll_table: str | None = None  # a table of the roll with many rows of it to a pupil

    @property
    def roll_supplies(self) -> bool:
        """Can a roll fill it? If not, it arises elsewhere or has not been said exactly enough."""
        return bool(self.roll_fields)

    def fields_about(self, subjects: Iterable[Subject]) -> tuple[str, ...]:
        """The roll fields meant where a notice speaks of these persons.

        A notice about pupils rarely says whose telephone number it means: where pupils have no such
        field, the item's own subjects are meant.
        """
        tables = {table for subject in subjects for table in self._tables(subject)}
        return tuple(key for key in self.roll_fields if key.partition(".")[0] in tables)

    def _tables(self, subject: Subject) -> tuple[str, ...]:
        held = {key.partition(".")[0] for key in self.roll_fields}
        own = TABLES_ABOUT.get(subject, ())
        if subject is not Subject.PUPIL or held & set(own):
            return own
        return tuple(table for other in self.subjects for table in TABLES_ABOUT.get(other, ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemState:
    """What a notice may say in place of items: nothing can be sent by it."""

    key: str
    label: str
    description: str


class UnknownItem(NotFound, KeyError):
    """A key that domain/items.toml does not have."""

    def __init__(self, key: str) -> None:
        near = get_close_matches(key, load_items(), n=3, cutoff=0.5)
        hint = f"Did you mean {' or '.join(near)}?" if near else "docs/items.md lists them."
        super().__init__(f"There is no data item '{key}'. {hint}")

    def __str__(self) -> str:
        return str(self.args[0])


@cache
def load_items() -> dict[str, Item]:
    """Key → item, in the order in which people read them."""
    return {key: _item(key, row) for key, row in _file()["item"].items()}


@cache
def load_states() -> dict[str, ItemState]:
    """Key → state: "none", "statistics_only", "parent_entered"."""
    return {key: ItemState(key=key, **row) for key, row in _file()["state"].items()}


def item(key: str) -> Item:
    """The item of this key; UnknownItem names the nearest ones."""
    if key not in load_items():
        raise UnknownItem(key)
    return load_items()[key]


def is_part_of(key: str, wider: str) -> bool:
    """Is this item less of what the other is? A first name is part of a full name, an age of a birth date."""
    one, other = load_items().get(key), load_items().get(wider)
    if one is None or other is None or other.transform is not Transform.AS_IS or not one.roll_fields:
        return False
    fields, wide = set(one.roll_fields), set(other.roll_fields)
    return fields < wide or (fields == wide and one.transform is not Transform.AS_IS)


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "items.toml").read_text("utf-8"))


def _item(key: str, row: dict[str, Any]) -> Item:
    fields: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in row.items()
    }
    subjects = tuple(Subject(name) for name in fields.pop("subjects", [Subject.PUPIL]))
    transform = Transform(fields.pop("transform", Transform.AS_IS))
    return Item(key=key, subjects=subjects, transform=transform, **fields)
