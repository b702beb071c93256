"""What changed since a recipient was last shown its roster: when, and what it is to delete."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from schoolgate.domain.pull import KnownEntity
from schoolgate.feeds.roster.entities import Body, Entity

_WHOLE = ("org", "academicSession", "course")  # nothing in them is of a person
_KEPT = {
    "user": ("role", "org"),
    "class": ("course", "school", "terms", "classType"),
    "enrollment": ("user", "class", "school", "role"),
    "demographics": (),
}
# OneRoster requires a name or a title even of what is to be deleted; these are nobody's.
_INSTEAD: Mapping[str, Body] = {
    "user": {"enabledUser": "false", "givenName": "Removed", "familyName": "Removed"},
    "class": {"title": "Removed"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An entity as a recipient is shown it. `is_active` False: it is to be deleted, and `body` is a shell."""

    entity: Entity
    modified_at: datetime
    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """keep  rows to write anew; forget  rows of what was never shown and is no more."""

    keep: tuple[KnownEntity, ...] = field(repr=False)
    forget: tuple[tuple[str, str], ...]


def shell(entity: Entity) -> Body:
    """What is left of an entity that is to be deleted: how it hangs together, and nothing of a person."""
    if entity.kind in _WHOLE:
        return dict(entity.body)
    kept = {name: entity.body[name] for name in _KEPT[entity.kind] if name in entity.body}
    given = dict(_INSTEAD.get(entity.kind, {}))
    return {**given, **kept, **({"username": entity.id} if entity.kind == "user" else {})}


def changes(
    entities: Iterable[Entity], known: Mapping[tuple[str, str], KnownEntity], at: datetime
) -> Changes:
    """at  the moment that what changed is said to have changed."""
    now = {(one.kind, one.id): one for one in entities}
    keep = [_kept(one, known.get(key), at) for key, one in now.items() if _is_new(one, known.get(key))]
    gone = [one for key, one in known.items() if key not in now and one.is_active]
    keep += [replace(one, is_active=False, digest="", modified_at=at) for one in gone if one.was_shown]
    return Changes(keep=tuple(keep), forget=tuple((one.kind, one.id) for one in gone if not one.was_shown))


def _is_new(entity: Entity, before: KnownEntity | None) -> bool:
    return before is None or not before.is_active or before.digest != entity.digest()


def _kept(entity: Entity, before: KnownEntity | None, at: datetime) -> KnownEntity:
    return KnownEntity(
        kind=entity.kind,
        id=entity.id,
        digest=entity.digest(),
        modified_at=at,
        is_active=True,
        was_shown=before is not None and before.was_shown,
        shell=shell(entity),
    )


def standing(
    entities: Iterable[Entity], known: Mapping[tuple[str, str], KnownEntity]
) -> tuple[Standing, ...]:
    """By kind and sourcedId, which tell nothing of a person: a page keeps its place while others change."""
    now = {(one.kind, one.id): one for one in entities}
    found = [
        Standing(
            entity=now[key] if key in now else Entity(kind=one.kind, id=one.id, body=one.shell),
            modified_at=one.modified_at,
            is_active=key in now,
        )
        for key, one in known.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.entity.kind, one.entity.id)))
