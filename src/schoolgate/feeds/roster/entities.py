"""Agreement × decisions × roll → OneRoster entities, as a pure function.

An entity's `body` says what is released of it, in the words of OneRoster 1.2 and without addresses; what
differs between the versions is `render.py`'s. A sourcedId is made for this recipient alone and is never a
UPN, a name or an e-mail address ("should never contain PII", 1EdTech).
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from schoolgate.feeds.answers import with_earlier_refusals
from schoolgate.feeds.compile import draw, plan, registration_teachers
from schoolgate.feeds.key_refusals import refusals_of_key
from schoolgate.feeds.reach import Reach, reach_of, second_person_refusal, widening
from schoolgate.feeds.read_already import Drawn
from schoolgate.feeds.refusals import FeedRefused, refusals
from schoolgate.feeds.request import FeedRequest
from schoolgate.feeds.roll_refusals import refusals_of_roll
from schoolgate.feeds.roster.fields import Field, as_taken, load_fields, refusals_of_roster
from schoolgate.feeds.safety import without_unsafe
from schoolgate.feeds.spec import Column, FeedSpec, existing_key, feed_spec
from schoolgate.feeds.transforms import transformed

Body = Mapping[str, Any]
REGISTRATION = "Registration"
_DEMOGRAPHICS = ("birthDate", "sex")
_NOT_OF_USERS = (*_DEMOGRAPHICS, "class", "upn", "uln")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One thing of the roster.

    kind     "user", "class" …, as a reference's type names it, and "demographics"
    id       its sourcedId
    pupils   ids of those it tells something of
    items    what it tells of them
    """

    kind: str
    id: str
    body: Body = field(repr=False)
    pupils: tuple[str, ...] = field(default=(), repr=False)
    items: tuple[str, ...] = ()

    def digest(self) -> str:
        """Hex SHA-256 of what is released: the same while nothing of it changes."""
        return hashlib.sha256(json.dumps(self.body, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Roster:
    entities: tuple[Entity, ...]
    spec: FeedSpec
    reach: Reach


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Person:
    """A line of the feed: what of one person may leave, by the names in fields.toml."""

    id: str
    person: str
    pupil: str | None
    told: Mapping[str, str]
    items: Mapping[str, tuple[str, ...]]
    key: str | None = None


def roster_of(request: FeedRequest) -> Roster:
    """Raises FeedRefused with every rule that fails, in the fixed order."""
    agreement = request.agreement
    whole = feed_spec(agreement, request.snapshot.columns)
    if agreement.is_essential():
        whole = without_unsafe(whole, request.snapshot)
    spec = as_taken(whole)
    reach = reach_of(spec)
    why = () if agreement.is_essential() else widening(request.previous, reach)
    second = second_person_refusal(why, request.sender, request.second_person)
    found = (
        *refusals(agreement, request.assessments, request.overrides, request.approvals, request.on),
        *refusals_of_roll(agreement, whole, spec, request.snapshot),
        *(refusals_of_roster(whole) if whole.columns else ()),
        *refusals_of_key(agreement, None, request.account_keys),
        *second,
    )
    if found:
        raise FeedRefused(agreement.service, found)
    return Roster(entities=tuple(_Maker(request, spec).entities()), spec=spec, reach=reach)


class _Maker:
    """One roster in the making."""

    def __init__(self, request: FeedRequest, spec: FeedSpec) -> None:
        self.request = request
        self.spec = spec
        self.names = request.names()
        year = request.on.year if request.on.month >= 9 else request.on.year - 1
        self.year = (year, year + 1)
        self.school = _ref("org", self.names.of("school", request.school.id))
        self.term = _ref("academicSession", self.names.of("school year term", str(year)))
        self.period = _ref("academicSession", self.names.of("school year period", str(year)))
        self.course = _ref("course", self.names.of("course", "registration"))
        answers = with_earlier_refusals(request.agreement, request.decisions)
        self.planned = plan(spec, request.snapshot, answers, request.on, existing_key(request.agreement))

    def entities(self) -> Iterator[Entity]:
        pupils = self.people("pupil")
        contacts = self.people("contact")
        staff = self.people("staff")
        yield from self.frame()
        yield from self.users_of_pupils(pupils, contacts)
        yield from self.users_of_contacts(pupils, contacts)
        yield from (self.user(one, "teacher") for one in staff)
        yield from self.demographics(pupils)
        yield from self.classes(pupils, staff)

    def frame(self) -> Iterator[Entity]:
        """The school and its year. A class hangs on a term, and marks on a grading period of one: the year is
        told as one of each too, since the roll knows of no other.
        """
        school, (begins, ends) = self.request.school, self.year
        number = school.laestab or school.urn or self.school["sourcedId"]
        yield Entity(
            kind="org",
            id=self.school["sourcedId"],
            body={"name": school.name, "type": "school", "identifier": number},
        )
        year = _ref("academicSession", self.names.of("school year", str(begins)))
        title = f"{begins}/{ends % 100:02d}"
        # The end is the first day that is not in it any more (OneRoster 1.2, 6.1: exclusive).
        span = {"startDate": f"{begins}-09-01", "endDate": f"{ends}-09-01", "schoolYear": str(ends)}
        yield Entity(
            kind="academicSession",
            id=year["sourcedId"],
            body={"title": title, "type": "schoolYear", **span, "children": [self.term]},
        )
        yield Entity(
            kind="academicSession",
            id=self.term["sourcedId"],
            body={"title": title, "type": "term", **span, "parent": year, "children": [self.period]},
        )
        yield Entity(
            kind="academicSession",
            id=self.period["sourcedId"],
            body={"title": title, "type": "gradingPeriod", **span, "parent": self.term},
        )

    def people(self, table: str) -> list[Person]:
        """Everybody of whom the names may leave; OneRoster has no user without them."""
        columns = self.spec.of(table)
        plans = [(one, one.places(columns)) for one in load_fields()[table]]
        needed = [one.name for one in load_fields()[table] if one.required]
        found = [self.person(row, table, columns, plans) for row in self.drawn(table)]
        return [one for one in found if all(name in one.told for name in needed)]

    def drawn(self, table: str) -> list[Drawn]:
        return draw(self.planned, table, self.request.snapshot)

    def person(
        self,
        row: Drawn,
        table: str,
        columns: tuple[Column, ...],
        plans: list[tuple[Field, tuple[int, ...]]],
    ) -> Person:
        cells = tuple(
            transformed(cell, column.transform, column.source, self.request.on, self.names)
            for column, cell in zip(columns, row.cells, strict=True)
        )
        told = {one.name: text for one, places in plans if (text := one.told(cells, places))}
        items = {one.name: tuple(item for n in places for item in columns[n].items) for one, places in plans}
        return Person(
            id=self.names.of(table, row.person),
            person=row.person,
            pupil=row.pupil,
            told=told,
            items=items,
            key=row.existing_key,
        )

    def users_of_pupils(self, pupils: list[Person], contacts: list[Person]) -> Iterator[Entity]:
        for one in pupils:
            agents = [_ref("user", who.id) for who in contacts if who.pupil == one.pupil]
            yield self.user(one, "student", agents)

    def users_of_contacts(self, pupils: list[Person], contacts: list[Person]) -> Iterator[Entity]:
        """A contact of two pupils is one user; one whose pupil is not in the roster is not in it either."""
        of_pupil = {one.pupil: one for one in pupils}
        whose: dict[str, list[Person]] = {}
        for one in contacts:
            if one.pupil in of_pupil:
                whose.setdefault(one.id, []).append(one)
        for same in whose.values():
            agents = [_ref("user", of_pupil[one.pupil].id) for one in same]
            yield self.user(same[0], "guardian", agents, tuple(str(one.pupil) for one in same))

    def user(
        self, one: Person, role: str, agents: list[dict[str, str]] | None = None, pupils: tuple[str, ...] = ()
    ) -> Entity:
        plain = {name: text for name, text in one.told.items() if name not in _NOT_OF_USERS}
        lists = {"grades": [plain.pop("grades")]} if "grades" in plain else {}
        numbers = [
            {"type": name.upper(), "identifier": one.told[name]}
            for name in ("upn", "uln")
            if name in one.told
        ]
        body = {
            "enabledUser": "true",
            "role": role,
            "org": self.school,
            "username": one.key or one.id,
            **plain,
            **lists,
            **({"userIds": numbers} if numbers else {}),
            **({"agents": sorted(agents, key=str)} if agents else {}),
        }
        told = [name for name in one.told if name not in (*_DEMOGRAPHICS, "class")]
        whose = pupils or ((one.pupil,) if one.pupil else ())
        return Entity(kind="user", id=one.id, body=body, pupils=whose, items=self.items(one, told))

    def items(self, one: Person, names: list[str]) -> tuple[str, ...]:
        """A key the service already knows leaves with every pupil."""
        key = self.spec.key() if one.key else None
        found = [item for name in names for item in one.items[name]]
        return tuple(dict.fromkeys((*found, *(key.items if key else ()))))

    def demographics(self, pupils: list[Person]) -> Iterator[Entity]:
        for one in pupils:
            told = [name for name in _DEMOGRAPHICS if name in one.told]
            if told:
                yield Entity(
                    kind="demographics",
                    id=one.id,
                    body={name: one.told[name] for name in told},
                    pupils=(str(one.pupil),),
                    items=self.items(one, told),
                )

    def classes(self, pupils: list[Person], staff: list[Person]) -> Iterator[Entity]:
        """Registration classes, as the pupils' own rows tell them; of a class nothing else leaves."""
        titles = sorted({one.told["class"] for one in pupils if "class" in one.told})
        if titles:
            yield self.registration()
        for title in titles:
            yield Entity(
                kind="class",
                id=self.names.of("class", title),
                body={
                    "title": title,
                    "classType": "homeroom",
                    "course": self.course,
                    "school": self.school,
                    "terms": [self.term],
                },
            )
        for one in pupils:
            if "class" in one.told:
                yield self.place(one, one.told["class"], "student")
        yield from self.teaching(set(titles), {one.person: one for one in staff})

    def registration(self) -> Entity:
        body = {"title": REGISTRATION, "courseCode": "registration", "org": self.school}
        return Entity(kind="course", id=self.course["sourcedId"], body=body)

    def teaching(self, titles: set[str], staff: Mapping[str, Person]) -> Iterator[Entity]:
        held = self.request.snapshot.holds
        if not staff or not all(held(f"class.{name}") for name in ("name", "kind", "teacher_id")):
            return
        for title, person in dict.fromkeys(registration_teachers(self.request.snapshot)):
            if title in titles and person in staff:
                yield self.place(staff[person], title, "teacher")

    def place(self, one: Person, title: str, role: str) -> Entity:
        who = f"teacher\0{one.person}" if role == "teacher" else one.person
        return Entity(
            kind="enrollment",
            id=self.names.of("enrolment", f"{title}\0{who}"),
            body={
                "user": _ref("user", one.id),
                "class": _ref("class", self.names.of("class", title)),
                "school": self.school,
                "role": role,
            },
            pupils=(one.pupil,) if one.pupil else (),
            items=self.items(one, ["class"]) if one.pupil else (),
        )


def _ref(kind: str, identity: str) -> dict[str, str]:
    return {"sourcedId": identity, "type": kind}
