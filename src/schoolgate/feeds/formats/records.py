"""What has a row in a recipient's files: pupils, their classes, the school, who sits where.

Everything that is not a pupil's or a teacher's own cell is made here, for this recipient alone: a name made
so is never a UPN, a name or an e-mail address ("should never contain PII", 1EdTech).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from schoolgate.feeds.formats.profile import Feed, File, Heading, Line, Made

CLASS = "pupil.registration_class"
_CLASS_OF_PUPIL = Heading(heading="Class", takes=(CLASS,))
_OF_A_PLACE, _BETWEEN = ("place", "class", "person", "role"), "\t"  # no key of anybody's holds one
PASSWORD = 12  # letters and digits: 60 bits


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Subject:
    """What one row is about: a pupil, a teacher, a class, a place in a class, or the school itself.

    told  of a class or a place that is no more: what the recipient was told of it is all that is known
    """

    role: str = ""
    line: Line | None = None
    person: str = ""
    title: str = ""
    told: Made = field(default_factory=dict)
    teacher: Line | None = None  # of a pupil's class


Told = Callable[[Feed, Subject], str | None]


def _school(feed: Feed, _: Subject) -> str:
    return feed.opaque("school", feed.school.id)


def _year(feed: Feed, _: Subject) -> str:
    return feed.opaque("school year", str(feed.year[0]))


def _course(feed: Feed, _: Subject) -> str:
    return feed.opaque("course", "registration")


def _person(feed: Feed, of: Subject) -> str:
    """Ours even where the service keeps another key."""
    kind = {"teacher": "staff", "contact": "contact"}.get(of.role, "pupil")
    return feed.opaque(kind, of.person)


def _class(feed: Feed, of: Subject) -> str | None:
    return of.told.get("class") or (feed.opaque("class", of.title) if of.title else None)


def _teacher(feed: Feed, of: Subject) -> str | None:
    """Who teaches a class, where that may leave."""
    there = {line.person for line in feed.lines["staff"]}
    found = [one for one in feed.taught.get(of.title, ()) if one in there]
    return feed.opaque("staff", found[0]) if found else None


def _role(feed: Feed, of: Subject) -> str:
    return feed.opaque("role", f"teacher\0{of.person}" if of.role == "teacher" else of.person)


def _place(feed: Feed, of: Subject) -> str:
    """One person's seat in one class."""
    if of.told:
        return of.told["place"] or ""
    who = f"teacher\0{of.person}" if of.role == "teacher" else of.person
    return feed.opaque("enrolment", f"{of.title}\0{who}")


def _status(feed: Feed, of: Subject) -> str | None:
    if not feed.profile.delta:
        return None
    return "tobedeleted" if of.role == "gone" else "active"


# Names of what is made → how.
MADE: dict[str, Told] = {
    "school": _school,
    "school_name": lambda feed, _: feed.school.name,
    "school_number": lambda feed, _: feed.school.laestab,
    "school_authority": lambda feed, _: (feed.school.laestab or "")[:3],
    "school_establishment": lambda feed, _: (feed.school.laestab or "")[3:],
    "year": _year,
    "year_title": lambda feed, _: f"{feed.year[0]}/{feed.year[1] % 100:02d}",
    "year_begins": lambda feed, _: f"{feed.year[0]}-09-01",
    "year_ends": lambda feed, _: f"{feed.year[1]}-08-31",
    "year_number": lambda feed, _: str(feed.year[1]),  # the one it ends in, as OneRoster has it
    "year_begun": lambda feed, _: str(feed.year[0]),
    "day": lambda feed, _: f"{feed.moment[:10]}T00:00:00",  # no clock: the same day gives the same bytes
    "course": _course,
    "class": _class,
    CLASS: lambda _, of: of.title or None,
    "person": _person,
    "teacher": _teacher,
    "role": lambda _, of: of.role,
    "role_id": _role,
    "place": _place,
    "password": lambda feed, of: feed.opaque("password", of.person)[:PASSWORD],
    "status": _status,
    "becomes": lambda feed, _: "deleted" if feed.profile.deletes_classes else "empty",
    "modified": lambda feed, _: feed.moment if feed.profile.delta else None,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """id  what rows of it are ordered by; table  whose cells they have."""

    id: Told
    of: Callable[[Feed], Iterator[Subject]]
    table: str | None = None


def _itself(_: Feed) -> Iterator[Subject]:
    yield Subject()


def _where_classes_are(feed: Feed) -> Iterator[Subject]:
    if _titles(feed):
        yield Subject()


def _pupils(feed: Feed) -> Iterator[Subject]:
    fill = feed.filler("pupil", _CLASS_OF_PUPIL)
    staff = _staff(feed) if feed.taught else {}
    for line in feed.lines["pupil"]:
        title = fill(line, {}) or ""
        taught_by = [one for one in feed.taught.get(title, ()) if one in staff]
        teacher = staff[taught_by[0]] if taught_by else None
        yield Subject(role="pupil", line=line, person=line.person, title=title, teacher=teacher)


def _teachers(feed: Feed) -> Iterator[Subject]:
    for line in feed.lines["staff"]:
        yield Subject(role="teacher", line=line, person=line.person)


def _contacts(feed: Feed) -> Iterator[Subject]:
    for line in feed.lines["contact"]:
        yield Subject(role="contact", line=line, person=line.person)


def _gone(feed: Feed) -> Iterator[Subject]:
    if feed.profile.delta:
        for person in feed.gone:
            yield Subject(role="gone", person=person)


def _titles(feed: Feed) -> list[str]:
    """Registration classes as pupils' own rows tell them: of a class nothing else leaves."""
    return sorted({one.title for one in _pupils(feed) if one.title})


def _classes(feed: Feed) -> Iterator[Subject]:
    for title in _titles(feed):
        yield Subject(title=title)


def _gone_classes(feed: Feed) -> Iterator[Subject]:
    if feed.profile.delta:
        still = set(class_keys(feed))
        yield from (
            Subject(role="gone", told={"class": key}) for key in feed.classes_before if key not in still
        )


def _gone_places(feed: Feed) -> Iterator[Subject]:
    """Whoever moves to another class sits in the one before no longer."""
    if feed.profile.delta:
        told = [dict(zip(_OF_A_PLACE, one.split(_BETWEEN), strict=True)) for one in feed.places_before]
        still = {one.split(_BETWEEN)[0] for one in place_keys(feed)} if told else set()
        yield from (Subject(role="gone", told=one) for one in told if one["place"] not in still)


def class_keys(feed: Feed) -> tuple[str, ...]:
    """What the recipient knows the classes in this feed by, where its format has any."""
    has_any = any("class" in file.rows for file in feed.profile.files)
    return tuple(feed.opaque("class", title) for title in _titles(feed)) if has_any else ()


def place_keys(feed: Feed) -> tuple[str, ...]:
    """By what the recipient knows each place in a class, the class, the person, and what that one is.

    None where its format does not tell which places are gone.
    """
    if not any("gone_place" in file.rows for file in feed.profile.files):
        return ()
    taken = (*_pupils_of_classes(feed), *_teachers_of_classes(feed))
    tell = (_place, _class, _person, MADE["role"])
    return tuple(sorted(_BETWEEN.join(one(feed, of) or "" for one in tell) for of in taken))


def _pupils_of_classes(feed: Feed) -> Iterator[Subject]:
    return (one for one in _pupils(feed) if one.title)


def _teachers_of_classes(feed: Feed) -> Iterator[Subject]:
    staff = _staff(feed)
    for title in _titles(feed):
        for person in feed.taught.get(title, ()):
            if person in staff:
                yield Subject(role="teacher", line=staff[person], person=person, title=title)


def _staff(feed: Feed) -> dict[str, Line]:
    return {line.person: line for line in feed.lines["staff"]}


KINDS: dict[str, Kind] = {
    "school": Kind(id=_school, of=_itself),
    "year": Kind(id=_year, of=_itself),
    "course": Kind(id=_course, of=_where_classes_are),
    "class": Kind(id=_class, of=_classes),
    "pupil": Kind(id=_person, of=_pupils, table="pupil"),
    "teacher": Kind(id=_person, of=_teachers, table="staff"),
    "contact": Kind(id=_person, of=_contacts, table="contact"),
    "gone": Kind(id=_person, of=_gone),
    "gone_class": Kind(id=_class, of=_gone_classes),
    "gone_place": Kind(id=_place, of=_gone_places),
    "pupil_class": Kind(id=_place, of=_pupils_of_classes, table="pupil"),
    "teacher_class": Kind(id=_place, of=_teachers_of_classes, table="staff"),
}
_NOBODYS = "Removed"  # a name is required; this one is nobody's
GONE = {
    KINDS["gone"]: {"pupil.forename": _NOBODYS, "pupil.surname": _NOBODYS},
    KINDS["gone_class"]: {CLASS: _NOBODYS},
}


def rows_of(feed: Feed, file: File) -> list[tuple[str | None, ...]]:
    """The rows of one file, by an opaque name: neither a person's name nor a roll's own order shows in it."""
    found = [one for name in file.rows for one in _rows(feed, file, KINDS[name])]
    return [row for _, row in sorted(found, key=lambda one: one[0])]


def _rows(feed: Feed, file: File, kind: Kind) -> Iterator[tuple[str, tuple[str | None, ...]]]:
    of_roll = [n for n, one in enumerate(file.headings) if one.of_roll()]
    for of, row in cells_of(feed, kind, file.headings):
        if not file.if_told or any(row[n] for n in of_roll):
            yield kind.id(feed, of) or "", row


def cells_of(
    feed: Feed, kind: Kind, headings: tuple[Heading, ...]
) -> Iterator[tuple[Subject, tuple[str | None, ...]]]:
    """Each subject with a cell for each heading."""
    fillers = [feed.filler(kind.table, one) for one in headings]
    makers = _makers(feed, kind, headings)
    for of in kind.of(feed):
        made = {name: of.told.get(name) or tell(feed, of) for name, tell in makers.items()}
        yield of, tuple(fill(of.line, made) for fill in fillers)


def _makers(feed: Feed, kind: Kind, headings: tuple[Heading, ...]) -> dict[str, Told]:
    """Only what these headings ask for is made."""
    wanted = {part for one in headings for parts in one.alternatives() for part in parts}
    makers = {name: tell for name, tell in MADE.items() if name in wanted}
    if kind.table == "pupil":
        makers |= {name: _of_teacher(feed, name) for name in wanted if name.startswith("staff.")}
    makers |= {name: _always(text) for name, text in GONE.get(kind, {}).items() if name in wanted}
    return makers


def _of_teacher(feed: Feed, name: str) -> Told:
    fill = feed.filler("staff", Heading(heading=name, takes=(name,)))
    return lambda _, of: fill(of.teacher, {}) if of.teacher else None


def _always(text: str) -> Told:
    return lambda _feed, _of: text


def with_whole_teachers(feed: Feed) -> Feed:
    """Without the staff whose row would lack what the format requires of it."""
    heads = (one for file in feed.profile.files if "teacher" in file.rows for one in file.headings)
    needs = tuple(one for one in heads if one.required and one.of_roll())
    if not needs:
        return feed
    whole = tuple(
        of.line for of, cells in cells_of(feed, KINDS["teacher"], needs) if of.line is not None and all(cells)
    )
    return replace(feed, lines={**feed.lines, "staff": whole})


def pupil_cells(feed: Feed, headings: tuple[Heading, ...]) -> Iterator[tuple[Line, tuple[str | None, ...]]]:
    """Every pupil's line, with what would stand under these headings."""
    if not headings:
        yield from ((line, ()) for line in feed.lines["pupil"])
        return
    for of, cells in cells_of(feed, KINDS["pupil"], headings):
        if of.line is not None:
            yield of.line, cells
