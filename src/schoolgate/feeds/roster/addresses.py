"""What each OneRoster address gives: which entities, under which name, for which scope."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from schoolgate.feeds.roster.changes import Standing

CORE, ALL, DEMOGRAPHICS = "roster-core.readonly", "roster.readonly", "roster-demographics.readonly"
SCOPES = (CORE, ALL, DEMOGRAPHICS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """kind  of its entities; field, value  what of the body picks them out; many, one  its envelopes."""

    kind: str
    many: str
    one: str
    field: str | None = None
    value: str | None = None

    def has(self, standing: Standing) -> bool:
        entity = standing.entity
        return entity.kind == self.kind and (self.field is None or entity.body[self.field] == self.value)


def _sessions(kind: str | None = None) -> Listing:
    field = "type" if kind else None
    return Listing(
        kind="academicSession", many="academicSessions", one="academicSession", field=field, value=kind
    )


def _users(role: str | None = None) -> Listing:
    return Listing(kind="user", many="users", one="user", field="role" if role else None, value=role)


def _orgs(kind: str | None = None) -> Listing:
    return Listing(kind="org", many="orgs", one="org", field="type" if kind else None, value=kind)


COLLECTIONS: Mapping[str, Listing] = {
    "academicSessions": _sessions(),
    "classes": Listing(kind="class", many="classes", one="class"),
    "courses": Listing(kind="course", many="courses", one="course"),
    "demographics": Listing(kind="demographics", many="demographics", one="demographics"),
    "enrollments": Listing(kind="enrollment", many="enrollments", one="enrollment"),
    "gradingPeriods": _sessions("gradingPeriod"),
    "orgs": _orgs(),
    "schools": _orgs("school"),
    "students": _users("student"),
    "teachers": _users("teacher"),
    "terms": _sessions("term"),
    "users": _users(),
}
RELATIONS: Mapping[str, tuple[str, ...]] = {
    "classes": ("students", "teachers"),
    "courses": ("classes",),
    "schools": ("classes", "courses", "enrollments", "students", "teachers", "terms"),
    "students": ("classes",),
    "teachers": ("classes",),
    "terms": ("classes", "gradingPeriods"),
    "users": ("classes",),
}
OF_CLASS_IN_SCHOOL = ("enrollments", "students", "teachers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What an address gives. ids None: all of the collection; single: one entity, in its own envelope."""

    collection: Listing
    scopes: tuple[str, ...]  # any of them opens it
    ids: frozenset[str] | None = None
    single: bool = False

    @property
    def envelope(self) -> str:
        return self.collection.one if self.single else self.collection.many


class Roll:
    """What stands for one agreement, and how it hangs together."""

    def __init__(self, standing: Sequence[Standing]) -> None:
        self.standing = standing
        self.places = [
            one.entity.body for one in standing if one.entity.kind == "enrollment" and one.is_active
        ]

    def find(self, name: str, identity: str) -> bool:
        return any(COLLECTIONS[name].has(one) for one in self.standing if one.entity.id == identity)

    def ids(self, name: str) -> frozenset[str]:
        return frozenset(one.entity.id for one in self.standing if COLLECTIONS[name].has(one))

    def ids_by(self, name: str, field: str, identity: str) -> frozenset[str]:
        """Those whose body refers to this one."""
        return frozenset(
            one.entity.id
            for one in self.standing
            if COLLECTIONS[name].has(one) and identity in _referred(one.entity.body.get(field))
        )


def _referred(value: object) -> Collection[str]:
    if isinstance(value, list):
        return [one["sourcedId"] for one in value]
    return [value["sourcedId"]] if isinstance(value, dict) else ()


class NoSuchObject(LookupError):
    """No entity of this recipient's has that sourcedId, or no address of OneRoster is spelled so."""


def scopes_of(parts: Sequence[str]) -> tuple[str, ...]:
    """Raises NoSuchObject where OneRoster has no such address."""
    if not parts or parts[0] not in COLLECTIONS or not all(parts):
        raise NoSuchObject
    if len(parts) <= 2:
        return (DEMOGRAPHICS,) if parts[0] == "demographics" else (CORE, ALL)
    if not _is_relation(parts):
        raise NoSuchObject
    return (ALL,)


def _is_relation(parts: Sequence[str]) -> bool:
    if len(parts) == 3:
        return parts[2] in RELATIONS.get(parts[0], ())
    in_school = len(parts) == 5 and (parts[0], parts[2]) == ("schools", "classes")
    return in_school and parts[4] in OF_CLASS_IN_SCHOOL


def select(parts: Sequence[str], roll: Roll) -> Selection:
    """The words of an address below its base → what it gives. Raises NoSuchObject."""
    scopes = scopes_of(parts)
    if len(parts) == 1:
        return Selection(collection=COLLECTIONS[parts[0]], scopes=scopes)
    if not roll.find(parts[0], parts[1]):
        raise NoSuchObject
    if len(parts) == 2:
        return Selection(
            collection=COLLECTIONS[parts[0]], scopes=scopes, ids=frozenset({parts[1]}), single=True
        )
    if len(parts) == 5:
        if not roll.find("classes", parts[3]):
            raise NoSuchObject
        return _selection("classes", parts[3], parts[4], roll, scopes)
    return _selection(parts[0], parts[1], parts[2], roll, scopes)


def _selection(name: str, identity: str, wanted: str, roll: Roll, scopes: tuple[str, ...]) -> Selection:
    found = _RELATED[name](roll, identity, wanted)
    return Selection(collection=COLLECTIONS[wanted], scopes=scopes, ids=found)


def _of_class(roll: Roll, identity: str, wanted: str) -> frozenset[str]:
    if wanted == "enrollments":
        return roll.ids_by(wanted, "class", identity)
    sitting = {one["user"]["sourcedId"] for one in roll.places if one["class"]["sourcedId"] == identity}
    return roll.ids(wanted) & sitting


def _of_school(roll: Roll, identity: str, wanted: str) -> frozenset[str]:
    """Terms name no school; every one of this home's is this school's."""
    if wanted == "terms":
        return roll.ids(wanted)
    field = "org" if wanted in ("courses", "students", "teachers") else "school"
    return roll.ids_by(wanted, field, identity)


def _of_user(roll: Roll, identity: str, wanted: str) -> frozenset[str]:
    return frozenset(one["class"]["sourcedId"] for one in roll.places if one["user"]["sourcedId"] == identity)


def _of_term(roll: Roll, identity: str, wanted: str) -> frozenset[str]:
    return roll.ids_by(wanted, "terms" if wanted == "classes" else "parent", identity)


_RELATED: Mapping[str, Callable[[Roll, str, str], frozenset[str]]] = {
    "classes": _of_class,
    "courses": lambda roll, identity, wanted: roll.ids_by(wanted, "course", identity),
    "schools": _of_school,
    "students": _of_user,
    "teachers": _of_user,
    "terms": _of_term,
    "users": _of_user,
}
