"""The page as open data, for whoever wants to count or compare (docs/page.schema.json)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from schoolgate.domain.vocabulary import Basis, ChoiceKind, Condition, Subject, Transform
from schoolgate.publish.facts import Card, Group, OtherWay, PageFacts, Shared
from schoolgate.publish.phrases import item_words

SCHEMA = "schoolgate.page/1"
# Fields that a card and its open record spell alike.
ALIKE = (
    "name",
    "purposes",
    "kept",
    "transfer",
    "how_long",
    "adverts",
    "via",
    "access",
    "website",
    "privacy_notice",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenItem:
    """One kind of data. `way` null: the school sends it."""

    item: str  # a key of docs/items.md
    name: str
    way: OtherWay | None
    special_category: bool
    transform: Transform
    subjects: tuple[Subject, ...]
    certain: bool
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPupils:
    """Whose data. Single pupils and classes are never named."""

    everyone: bool
    year_groups: tuple[str, ...]
    some: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenChoice:
    """What a family may decide. `about` empty: all of the data; `kind` null: not said."""

    kind: ChoiceKind | None
    about: tuple[str, ...]
    alternative: str | None
    route: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenReason:
    """UK GDPR Article 6(1), and Article 9(2) where it is needed."""

    basis: Basis
    condition: Condition | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRecipient:
    """One recipient. Null or empty: the school has not said."""

    id: str
    name: str
    company: str | None
    heading: Group
    purposes: tuple[str, ...]
    data: tuple[OpenItem, ...]
    left_out: tuple[str, ...]
    open_ended: bool
    pupils: OpenPupils | None
    kept: str | None
    transfer: str | None
    how_long: str | None
    adverts: str | None
    via: str | None
    access: str | None
    choices: tuple[OpenChoice, ...]
    reasons: tuple[OpenReason, ...]
    website: str | None
    privacy_notice: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPage:
    """What a school's page says on one day."""

    school: str
    controller: str
    on: date
    version: str
    website: str | None
    contact: str | None
    dpo_name: str | None
    dpo_contact: str | None
    complaint_route: str | None
    recipients: tuple[OpenRecipient, ...]
    told_nothing: tuple[str, ...]
    not_used: tuple[str, ...]


def open_page(page: PageFacts) -> OpenPage:
    return OpenPage(
        **{name: getattr(page, name) for name in OpenPage.__slots__ if name != "recipients"},
        recipients=tuple(_recipient(card, group) for group, cards in page.groups for card in cards),
    )


def _recipient(card: Card, group: Group) -> OpenRecipient:
    return OpenRecipient(
        **{name: getattr(card, name) for name in ALIKE},
        id=card.anchor.removeprefix("with-"),
        company=card.run_by,
        heading=group,
        data=tuple(_data(card)),
        left_out=card.not_sent,
        open_ended=card.is_open_ended,
        pupils=_pupils(card),
        choices=tuple(
            OpenChoice(kind=one.kind, about=one.about, alternative=one.alternative, route=one.route)
            for one in card.choices
        ),
        reasons=tuple(OpenReason(basis=one.basis, condition=one.condition) for one in card.reasons),
    )


def _pupils(card: Card) -> OpenPupils | None:
    whose = card.pupils
    if whose is None:
        return None
    return OpenPupils(everyone=whose.everyone, year_groups=whose.year_groups, some=whose.some)


def _data(card: Card) -> Iterator[OpenItem]:
    yield from (_item(one, None) for one in card.shared)
    for way, shared in card.other_ways:
        yield from (_item(one, way) for one in shared)


def _item(shared: Shared, way: OtherWay | None) -> OpenItem:
    return OpenItem(
        item=shared.item,
        name=item_words(shared.item),
        way=way,
        special_category=shared.is_special,
        transform=shared.transform,
        subjects=shared.subjects,
        certain=shared.is_certain,
        conditions=shared.conditions,
    )
