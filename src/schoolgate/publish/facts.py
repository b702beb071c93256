"""What the public page says. It has no place for a state of the office: what is not in force is not said."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from schoolgate.domain.vocabulary import Basis, ChoiceKind, Condition, Subject, Transform


class Group(StrEnum):
    """Where a card stands, by what a family may do about it. In the order of the page."""

    CHOICE = "choice"
    SCHOOL = "school"
    LAW = "law"
    OCCASIONAL = "occasional"


class OtherWay(StrEnum):
    """How data comes to be with somebody although the school sends nothing."""

    CREATED = "created"
    ENTERED = "entered"
    VIEWED = "viewed"
    RECEIVED = "received"
    UNSETTLED = "unsettled"  # the school's words do not say how


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """One kind of data, by its key: its words are the language's."""

    item: str  # a key of domain/items.toml
    is_special: bool = False  # UK GDPR Art 9(1)
    transform: Transform = Transform.AS_IS
    subjects: tuple[Subject, ...] = (Subject.PUPIL,)
    is_certain: bool = True
    conditions: tuple[str, ...] = ()  # the school's words: "if given"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceLine:
    """What may be decided, and about which data. kind None: the school has not said."""

    kind: ChoiceKind | None
    about: tuple[str, ...] = ()  # items; empty: everything on the card
    alternative: str | None = None  # what a child is offered instead
    route: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """The rule the school relies on."""

    basis: Basis
    condition: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pupils:
    """Whose data. Single pupils and classes are never named on a public page."""

    everyone: bool = False
    year_groups: tuple[str, ...] = ()  # N1 N2 R 1 … 13, youngest first
    some: bool = False  # classes or pupils picked by the school


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One recipient. None or empty: the school has not said, and the page says that aloud."""

    anchor: str  # unique on the page
    name: str
    run_by: str | None = None
    purposes: tuple[str, ...] = ()
    shared: tuple[Shared, ...] = ()  # special categories first
    other_ways: tuple[tuple[OtherWay, tuple[Shared, ...]], ...] = ()
    not_sent: tuple[str, ...] = ()  # items
    is_open_ended: bool = False
    pupils: Pupils | None = None
    kept: str | None = None
    transfer: str | None = None
    how_long: str | None = None
    adverts: str | None = None
    via: str | None = None
    access: str | None = None
    choices: tuple[ChoiceLine, ...] = ()
    reasons: tuple[Reason, ...] = ()
    website: str | None = None
    privacy_notice: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    school: str
    controller: str
    on: date
    version: str  # changes when anything on the page does
    website: str | None = None  # the school's own
    contact: str | None = None
    dpo_name: str | None = None
    dpo_contact: str | None = None
    complaint_route: str | None = None
    groups: tuple[tuple[Group, tuple[Card, ...]], ...] = ()  # none of them empty
    told_nothing: tuple[str, ...] = ()  # services used without any pupil's data
    not_used: tuple[str, ...] = ()  # services the school says it does not use
