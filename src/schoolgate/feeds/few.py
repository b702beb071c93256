"""The rows of a feed in plain Python, where a roll has so few that to plan a query takes longer than to read.

They are those that the query gives (compile.py): tests hold the two side by side. An address is left to the
query, which alone knows where a child lives who must not be found.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import compress
from typing import TypeGuard

from schoolgate.domain.agreement import Scope
from schoolgate.feeds.compile import Plan
from schoolgate.feeds.homes import ADDRESS
from schoolgate.feeds.packed import PackedTable
from schoolgate.feeds.read_already import DrawnTable, ReadAlready
from schoolgate.feeds.snapshot import Snapshot
from schoolgate.feeds.spec import Column
from schoolgate.feeds.tables import FIRST, Cell

Cells = Sequence[Cell]
Mask = Sequence[bool]  # of each row of a table, whether it is meant


def is_few(snapshot: Snapshot | ReadAlready) -> TypeGuard[Snapshot]:
    return isinstance(snapshot, Snapshot) and snapshot.is_packed(*FIRST)


def can_read(planned: Plan, table: str) -> bool:
    if table not in ("pupil", "contact"):
        return table == "staff"
    return not any(one.name in ADDRESS for one in planned.spec.of(table))


def read(planned: Plan, table: str, tables: Mapping[str, PackedTable]) -> DrawnTable:
    """As `compile.draw`. tables  those that hold something"""
    columns = planned.spec.of(table)
    if not columns:
        return DrawnTable((), (), (), ())
    roll = _Roll(planned=planned, tables=tables)
    return {"pupil": _pupils, "contact": _contacts, "staff": _staff}[table](roll, columns)


def registration_teachers(tables: Mapping[str, PackedTable]) -> list[tuple[str, str]]:
    """As `compile.registration_teachers`."""
    if "class" not in tables:
        return []
    rows = zip(*map(tables["class"].column, ("kind", "name", "teacher_id")), strict=True)
    return sorted((str(name), str(who)) for kind, name, who in rows if kind == "registration" and who)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class _Roll:
    planned: Plan
    tables: Mapping[str, PackedTable]

    def column(self, table: str, name: str) -> Cells:
        """Blanks where the roll has no such column: then nobody is in a scope that asks for it."""
        found = self.tables.get(table)
        if found is None:
            return ()
        return found.column(name) if self.planned.has(table, name) else (None,) * found.rows()

    def rows(self, table: str, *names: str) -> Iterable[tuple[Cell, ...]]:
        return zip(*(self.column(table, name) for name in names), strict=True)

    def cells(self, column: Column) -> Cells:
        """Of several fields the first that is filled."""
        if len(column.fields) == 1:
            return self.column(column.table, column.fields[0].partition(".")[2])
        return self.tables[column.table].told(column.fields, lambda: self._first_filled(column))

    def _first_filled(self, column: Column) -> Cells:
        first, *others = (self.column(column.table, field.partition(".")[2]) for field in column.fields)
        for other in others:
            first = [two if one is None else one for one, two in zip(first, other, strict=True)]
        return first


def _pupils(roll: _Roll, columns: Sequence[Column]) -> DrawnTable:
    ids = roll.column("pupil", "id")
    return _drawn(roll, columns, _opens(roll, columns), (ids, ids, _existing_keys(roll)))


def _contacts(roll: _Roll, columns: Sequence[Column]) -> DrawnTable:
    """In it with their pupil. One whom a court order limits, or of whom nobody says, is left out whole."""
    place_of = {one: place for place, one in enumerate(roll.column("pupil", "id"))}
    rows = [*roll.rows("contact", "pupil_id", "court_order")]
    places = [place_of.get(pupil) if order is False else None for pupil, order in rows]
    opens = [[place is not None and mask[place] for place in places] for mask in _opens(roll, columns)]
    existing = _existing_keys(roll)
    keys = [None if place is None else existing[place] for place in places]
    ids = roll.column("contact", "id")
    return _drawn(roll, columns, opens, (ids, roll.column("contact", "pupil_id"), keys))


def _staff(roll: _Roll, columns: Sequence[Column]) -> DrawnTable:
    ids = roll.column("staff", "id")
    opens = [_any([_staff_open(roll, clause, ids) for clause in column.clauses]) for column in columns]
    nobody = (None,) * len(ids)
    return _drawn(roll, columns, opens, (ids, nobody, nobody))


def _drawn(
    roll: _Roll, columns: Sequence[Column], opens: Sequence[Mask], whose: tuple[Cells, Cells, Cells]
) -> DrawnTable:
    """whose  of each row the person, the pupil and the existing key"""
    wanted = _any(opens)
    people, pupils, keys = (_texts(one, wanted) for one in whose)
    cells = [_shown(roll.cells(column), mask, wanted) for column, mask in zip(columns, opens, strict=True)]
    return DrawnTable([one or "" for one in people], pupils, keys, cells)


def _texts(cells: Cells, wanted: Mask) -> list[str | None]:
    return [None if one is None else str(one) for one in compress(cells, wanted)]


def _shown(cells: Cells, opened: Mask, wanted: Mask) -> Cells:
    """Of the rows that are wanted; null where this column is not open."""
    if opened is wanted:
        return [*compress(cells, wanted)]
    told = (cell if is_open else None for cell, is_open in zip(cells, opened, strict=True))
    return [*compress(told, wanted)]


def _existing_keys(roll: _Roll) -> Cells:
    field = roll.planned.key_field
    return (None,) * len(roll.column("pupil", "id")) if field is None else roll.column("pupil", field)


def _opens(roll: _Roll, columns: Sequence[Column]) -> list[Mask]:
    """Of each column, for which pupils any of its clauses is open."""
    here = _on_roll(roll)
    named = dict.fromkeys(clause for column in columns for clause in column.clauses)
    of_clause = {one: _clause_open(roll, one, here) for one in named}
    found = {one: _any([of_clause[clause] for clause in one]) for one in {c.clauses for c in columns}}
    return [found[column.clauses] for column in columns]


def _any(masks: Iterable[Mask]) -> Mask:
    first, *others = {id(one): one for one in masks}.values()
    return [any(row) for row in zip(first, *others, strict=True)] if others else first


def _on_roll(roll: _Roll) -> Mask:
    on = roll.planned.on
    since = on - timedelta(days=roll.planned.spec.leavers_for)
    if "pupil" not in roll.tables:
        return []
    return roll.tables["pupil"].told((on, since), lambda: _here(roll, on, since))


def _here(roll: _Roll, on: date, since: date) -> Mask:
    return [
        (left is None or left > since) and (came is None or came <= on)  # type: ignore[operator]
        for left, came in roll.rows("pupil", "leaving_date", "entry_date")
    ]


def _clause_open(roll: _Roll, name: str, here: Mask) -> Mask:
    place = roll.planned.clause_place(name)
    meant = _in_scope(roll, roll.planned.spec.clauses[place].scope, here)
    answers, ids = roll.planned.answers[place], roll.column("pupil", "id")
    if not answers.other:
        return meant if answers.unanswered else [False] * len(meant)
    return [
        is_meant and (one in answers.other) is not answers.unanswered
        for one, is_meant in zip(ids, meant, strict=True)
    ]


def _in_scope(roll: _Roll, scope: Scope, here: Mask) -> Mask:
    if scope.everyone:
        return here
    sitting = _sit_in(roll, scope) if scope.groups else frozenset()
    chosen = sitting | frozenset(scope.pupils)
    return [
        is_here and (year in scope.year_groups or title in scope.classes or one in chosen)
        for is_here, (one, year, title) in zip(
            here, roll.rows("pupil", "id", "year_group", "registration_class"), strict=True
        )
    ]


def _sit_in(roll: _Roll, scope: Scope) -> frozenset[Cell]:
    """In one of these teaching groups on the day; its first and last day are both in it."""
    on = roll.planned.on
    classes = {one for one, name in roll.rows("class", "id", "name") if name in scope.groups}
    rows = roll.rows("enrolment", "class_id", "person_id", "from_date", "to_date")
    return frozenset(
        person
        for one, person, begun, ended in rows
        if one in classes and (begun is None or begun <= on) and (ended is None or ended >= on)  # type: ignore[operator]
    )


def _staff_open(roll: _Roll, name: str, ids: Cells) -> Mask:
    """Staff are asked no family question. A clause for some years or classes is for those who teach them."""
    place = roll.planned.clause_place(name)
    scope = roll.planned.spec.clauses[place].scope
    if scope.everyone or not roll.planned.answers[place].unanswered:
        return [roll.planned.answers[place].unanswered] * len(ids)
    titles = (*scope.classes, *scope.groups)
    teaching = {
        who
        for who, year, title in roll.rows("class", "teacher_id", "year_group", "name")
        if year in scope.year_groups or title in titles
    }
    return [one in teaching for one in ids]
