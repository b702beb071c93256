"""People, classes and who is in which, from text tables of one layout → the tables of a roll."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from schoolgate.domain.roll import fold_heading, roll_field
from schoolgate.feeds.sources.corrections import Fields
from schoolgate.feeds.sources.layout import Columns, Layout, Memberships, People
from schoolgate.feeds.sources.members import TextTable
from schoolgate.feeds.sources.sheet import Understood
from schoolgate.feeds.sources.told import (
    Told,
    blank_out,
    blank_strange_years,
    counted,
    end_days_before,
    merge,
    read_told,
    settle_months,
)

TABLES = ("pupil", "contact", "class", "enrolment", "staff")


@dataclass(slots=True, kw_only=True, repr=False)
class Roster:
    """fields     what the school said of headings
    known      every key met, also of people who are in no roll
    answering  keys of those who are named as answering for a pupil
    """

    layout: Layout
    tables: Mapping[str, TextTable]
    fields: Fields = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    roles: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    known: set[str] = field(default_factory=set)
    answering: set[str] = field(default_factory=set)
    told: dict[str, Told] = field(default_factory=lambda: {name: Told(table=name) for name in TABLES})

    def held(self, file: str, columns: Columns) -> Columns:
        """Those of the columns that the file has."""
        return {name: heading for name, heading in columns.items() if heading in self.tables[file].headings}


def assembled(roster: Roster, on: date) -> list[Understood]:
    """Every table that the files hold, pupils first; sentences are added to the roster's notes."""
    _roles(roster)
    strange = [heading for part in roster.layout.people for heading in _people(roster, part)]
    _contacts(roster)
    _classes(roster)
    _memberships(roster)
    _schools(roster)
    found = {name: read_told(_settled(roster, told)) for name, told in roster.told.items() if told.named}
    if "pupil" in found:
        _more(roster, found["pupil"])
        found["pupil"].not_understood = tuple(dict.fromkeys(strange))
    if "enrolment" in found and roster.layout.end_is_after:
        end_days_before(found["enrolment"], "to_date")
    _registration(found, on)
    return [found[name] for name in TABLES if name in found]


def _settled(roster: Roster, told: Told) -> Told:
    blank_out(told, roster.layout.blanks)
    roster.notes += blank_strange_years(told)
    if roster.layout.months_first and "date_of_birth" in told.named:
        roster.notes += [note] if (note := settle_months(told, "date_of_birth")) else []
    return told


def _roles(roster: Roster) -> None:
    """Roles told in files of their own. Whoever is named as answering for a pupil is a contact."""
    if part := roster.layout.role_file:
        for _, row in roster.tables[part.file].rows:
            roster.roles[row[part.person]].append(row[part.role])
    for relation in roster.layout.relations:
        for _, row in roster.tables[relation.file].rows if relation.file in roster.tables else ():
            roster.answering.add(row[relation.contact])


def _people(roster: Roster, part: People) -> Iterator[str]:
    """Adds everybody of one file to their tables; gives the headings that nothing was made of."""
    if part.file not in roster.tables:
        return
    table = roster.tables[part.file]
    columns = {kind: _columns(roster, part, kind, named) for kind, named in part.by_role.items()}
    without = 0
    for number, row in table.rows:
        kinds = _kinds(roster, part, row)
        without += not kinds
        for kind in kinds:
            _person(roster, part, kind, number, row, columns.get(kind, {}))
    roster.notes += counted(without, "people have no role of a roll, and were left out.")
    used = {heading for named in columns.values() for heading in named.values()} | _structural(part)
    yield from (heading for heading in table.headings if heading not in used)


def _structural(part: People) -> set[str]:
    """Headings that are read, and are no field."""
    own = {
        part.id,
        part.role_column,
        part.school,
        part.agents,
        part.ids,
        "status",
        "dateLastModified",
        "enabledUser",
    }
    return {one for one in own if one} | {"password", "Password"}


def _columns(roster: Roster, part: People, kind: str, named: Columns) -> Columns:
    """What the layout says, save where the school said otherwise of a heading."""
    held = roster.held(part.file, named)
    for heading in roster.tables[part.file].headings:
        said = roster.fields.get(fold_heading(heading))
        if said is not None:
            held = {name: h for name, h in held.items() if h != heading}
            if said and said.partition(".")[0] == kind:
                held[roll_field(said).name] = heading
    return held


def _kinds(roster: Roster, part: People, row: Mapping[str, str]) -> tuple[str, ...]:
    """pupil, contact, staff: a teacher may be a parent too, and a pupil is never staff."""
    if part.role:
        found = {part.role}
    else:
        told = [row[part.role_column]] if part.role_column else roster.roles.get(row[part.id], [])
        found = {kind for role in told if role.strip() and (kind := roster.layout.kind_of(role))}
        found |= {"contact"} if row[part.id] in roster.answering else set()
    roster.known.add(row[part.id])
    return ("pupil",) if "pupil" in found else tuple(sorted(found))


def _person(
    roster: Roster, part: People, kind: str, number: int, row: Mapping[str, str], columns: Columns
) -> None:
    told, table = roster.told[kind], roster.tables[part.file]
    texts = {"id": row[part.id]} | {name: row[heading] for name, heading in columns.items()}
    told.named |= {"id": table.shown(part.id)} | {name: table.shown(h) for name, h in columns.items()}
    if kind == "pupil" and part.ids in table.headings:
        for name, value in _numbers(row[part.ids or ""], roster.layout.id_types):
            texts.setdefault(name, value)
            told.named.setdefault(name, table.shown(part.ids or ""))
    if kind == "contact":
        texts["phone"] = texts.get("phone") or row.get("sms", "")
    if kind == "staff" and (job := _job(roster, part, row)):
        texts["role"] = job
        told.named["role"] = "role"
    told.rows.append((number, texts))


def _numbers(listed: str, types: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """ "{UPN:A123},{other:1}" → ("upn", "A123"). Types that are no number of ours are left aside."""
    for one in listed.split(","):
        kind, _, value = one.strip().strip("{}").partition(":")
        if fold_heading(kind) in types and value.strip():
            yield types[fold_heading(kind)], value.strip()


def _job(roster: Roster, part: People, row: Mapping[str, str]) -> str:
    told = [row[part.role_column]] if part.role_column else roster.roles.get(row[part.id], [])
    return next((role for role in told if roster.layout.kind_of(role) == "staff"), "")


def _more(roster: Roster, pupils: Understood) -> None:
    """What other files tell of pupils: birthdays, year groups."""
    role_file = roster.layout.role_file
    parts = [(one.file, one.person, one.columns) for one in roster.layout.more]
    parts += [(role_file.file, role_file.person, role_file.columns)] if role_file else []
    ids = {str(record.get("id")) for _, record in pupils.records}
    for file, person, columns in parts:
        if file not in roster.tables or not columns:
            continue
        table, held = roster.tables[file], roster.held(file, columns)
        told = Told(
            table="pupil", named={"id": table.shown(person)} | {n: table.shown(h) for n, h in held.items()}
        )
        told.rows = [
            (number, {"id": row[person]} | {name: row[heading] for name, heading in held.items()})
            for number, row in table.rows
            if row[person].strip() in ids
        ]
        merge(pupils, read_told(_settled(roster, told)))


def _contacts(roster: Roster) -> None:
    """One row for each pupil somebody answers for, in the order of the file."""
    told, pupils = roster.told["contact"], {row["id"] for _, row in roster.told["pupil"].rows}
    people = {row["id"]: (number, row) for number, row in told.rows}
    pairs = dict(_relations(roster))
    told.rows, strange = [], 0
    for (pupil, contact), role in pairs.items():
        if contact in people and (pupil in pupils or pupil not in roster.known):
            number, row = people[contact]
            told.rows.append((number, {**row, "pupil_id": pupil, "relationship": role}))
        else:
            strange += 1
    if told.named:
        told.named |= {"pupil_id": "the pupil answered for", "relationship": "role"}
    roster.notes += counted(strange, "links do not join a contact with a pupil, and were left out.")


def _relations(roster: Roster) -> Iterator[tuple[tuple[str, str], str]]:
    """((pupil, contact), relationship)"""
    for part in roster.layout.relations:
        for _, row in roster.tables[part.file].rows if part.file in roster.tables else ():
            yield (row[part.pupil], row[part.contact]), row[part.role]
    pupils = {row["id"] for _, row in roster.told["pupil"].rows}
    for people in roster.layout.people:
        table = roster.tables.get(people.file)
        if table and people.agents in table.headings:
            yield from _agents(roster, people, table, pupils)


def _agents(
    roster: Roster, people: People, table: TextTable, pupils: set[str]
) -> Iterator[tuple[tuple[str, str], str]]:
    """Told from the pupil's side, from the contact's, or from both."""
    role_of = {row[people.id]: _contact_role(roster, people, row) for _, row in table.rows}
    for _, row in table.rows:
        for other in filter(None, (one.strip() for one in row[people.agents or ""].split(","))):
            pupil, contact = (row[people.id], other) if row[people.id] in pupils else (other, row[people.id])
            yield (pupil, contact), role_of.get(contact, "")


def _contact_role(roster: Roster, people: People, row: Mapping[str, str]) -> str:
    told = [row[people.role_column]] if people.role_column else roster.roles.get(row[people.id], [])
    return next((role for role in told if roster.layout.kind_of(role) == "contact"), "")


def _classes(roster: Roster) -> None:
    part = roster.layout.classes
    if part is None or part.file not in roster.tables:
        return
    table, told = roster.tables[part.file], roster.told["class"]
    held = roster.held(part.file, part.columns)
    told.named = {"id": table.shown(part.id), "kind": table.shown(part.kind_column or part.id)}
    told.named |= {name: table.shown(heading) for name, heading in held.items()}
    for number, row in table.rows:
        kind = row.get(part.kind_column, "") if part.kind_column else part.kind
        texts = {name: row[heading] for name, heading in held.items()}
        texts |= {"id": row[part.id], "kind": part.kinds.get(kind.strip().lower(), kind)}
        if "," in texts.get("year_group", ""):
            texts["year_group"] = ""  # a mixed class has none
        told.rows.append((number, texts))


def _memberships(roster: Roster) -> None:
    told, teachers = roster.told["enrolment"], dict[str, list[tuple[bool, str]]]()
    enrolled = {row["id"] for name in ("pupil", "staff") for _, row in roster.told[name].rows}
    strange = 0
    for part in roster.layout.members:
        for number, row in roster.tables[part.file].rows if part.file in roster.tables else ():
            role = _membership_role(roster, part, row)
            if role is None or (row[part.person] not in enrolled and row[part.person] in roster.known):
                strange += 1
                continue
            _membership(roster, part, number, row, role)
            if role == "teacher":
                main = row.get(part.main or "", "").strip().lower() == "true"
                teachers.setdefault(row[part.class_id], []).append((main, row[part.person]))
    roster.notes += counted(
        strange, "memberships of a class are neither a pupil's nor a teacher's: left out."
    )
    if told.named and roster.told["class"].named:
        _teachers(roster.told["class"], teachers)


def _membership_role(roster: Roster, part: Memberships, row: Mapping[str, str]) -> str | None:
    if part.role:
        return part.role
    word = row[part.role_column or ""]
    kind = None if word.strip().lower() in ("administrator", "proctor") else roster.layout.kind_of(word)
    return {"pupil": "pupil", "staff": "teacher"}.get(kind or "")


def _membership(roster: Roster, part: Memberships, number: int, row: Mapping[str, str], role: str) -> None:
    table, told = roster.tables[part.file], roster.told["enrolment"]
    held = roster.held(part.file, part.columns)
    told.named |= {
        "class_id": table.shown(part.class_id),
        "person_id": table.shown(part.person),
        "role": "role",
    }
    told.named |= {name: table.shown(heading) for name, heading in held.items()}
    texts = {name: row[heading] for name, heading in held.items()}
    told.rows.append(
        (number, texts | {"class_id": row[part.class_id], "person_id": row[part.person], "role": role})
    )


def _teachers(classes: Told, teachers: Mapping[str, list[tuple[bool, str]]]) -> None:
    """The main teacher, or the only one; of several without a main one nobody can say."""
    classes.named["teacher_id"] = "teacher"
    for _, row in classes.rows:
        found = dict.fromkeys(person for _, person in teachers.get(row["id"], ()))
        main = dict.fromkeys(person for is_main, person in teachers.get(row["id"], ()) if is_main)
        chosen = main if len(main) == 1 else found
        row["teacher_id"] = next(iter(chosen)) if len(chosen) == 1 else ""


def _schools(roster: Roster) -> None:
    """A roll is one school's: where a file holds pupils of several, somebody should know."""
    parts = [(p.file, p.id, p.school) for p in roster.layout.people if p.school]
    parts += [(r.file, r.person, r.school) for r in [roster.layout.role_file] if r and r.school]
    pupils = {row["id"] for _, row in roster.told["pupil"].rows}
    held = {
        row[school]
        for file, person, school in parts
        if file in roster.tables and school in roster.tables[file].headings
        for _, row in roster.tables[file].rows
        if row[person] in pupils and row[school].strip()
    }
    if len(held) > 1:
        roster.notes.append(f"It holds pupils of {len(held)} schools, and all were read as one school's.")


def _registration(found: Mapping[str, Understood], on: date) -> None:
    """A pupil's registration class, from membership of one: none where nobody can say which."""
    if not {"pupil", "class", "enrolment"} <= found.keys() or "registration_class" in found["pupil"].columns:
        return
    names = {r["id"]: r["name"] for _, r in found["class"].records if r.get("kind") == "registration"}
    if not names:
        return
    classes: dict[object, set[object]] = defaultdict(set)
    for _, record in found["enrolment"].records:
        last = record.get("to_date")
        if record.get("class_id") in names and not (isinstance(last, date) and last < on):
            classes[record.get("person_id")].add(names[record["class_id"]])
    pupils = found["pupil"]
    merged = Understood(
        table="pupil", columns=("id", "registration_class"), named={"registration_class": "class"}
    )
    for number, record in pupils.records:
        mine = classes.get(record.get("id"), set())
        name = next(iter(mine)) if len(mine) == 1 else None
        merged.records.append((number, {"id": record.get("id"), "registration_class": name}))  # type: ignore[dict-item]
    merge(pupils, merged)
