"""A feed specification → the least query: only the columns that leave, only of those who may be in it.

A cell that no clause in force permits is null already in the engine's answer: nobody can forget to blank it.
The engine neither folds case nor sorts nor cuts (engines differ in that). No personal id stands in the SQL
text: pupils chosen singly, or whose family answered otherwise, are handed over in the table `listed`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import duckdb
from sqlglot import exp

from schoolgate.domain.agreement import Clause, Scope
from schoolgate.feeds.answers import Answers, Decisions, answers_for
from schoolgate.feeds.engine import cell_from
from schoolgate.feeds.homes import ADDRESS, is_no_hidden_home, is_told
from schoolgate.feeds.read_already import Drawn, Held, ReadAlready
from schoolgate.feeds.snapshot import Snapshot
from schoolgate.feeds.spec import OF_PUPILS, Column, FeedSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything a query is made of. held  the snapshot's columns; key_field  of an existing key, or None."""

    spec: FeedSpec
    on: date
    held: dict[str, tuple[str, ...]]
    answers: tuple[Answers, ...]  # one for each clause of `spec`, in order
    key_field: str | None = None

    def clause_place(self, clause: str) -> int:
        return [one.id for one in self.spec.clauses].index(clause)

    def has(self, table: str, column: str) -> bool:
        return column in self.held.get(table, ())


def plan(
    spec: FeedSpec, snapshot: Held, decisions: Decisions, on: date, key_field: str | None = None
) -> Plan:
    answers = tuple(answers_for(clause, decisions) for clause in spec.clauses)
    return Plan(spec=spec, on=on, held=snapshot.columns, answers=answers, key_field=key_field)


def draw(planned: Plan, table: str, snapshot: Snapshot | ReadAlready) -> list[Drawn]:
    """The rows of one table, in no set order. Reads the snapshot, writes nothing that outlives the call."""
    if isinstance(snapshot, ReadAlready):
        return snapshot.drawn.get(table, [])
    columns = planned.spec.of(table)
    if not columns:
        return []
    with snapshot.connection.cursor() as cursor:
        _hand_over(planned, cursor)
        found = cursor.execute(query(planned, table).sql(dialect="duckdb")).fetchall()
    return [drawn_of(row, columns) for row in found]


def let_in(planned: Plan, snapshot: Snapshot) -> frozenset[str]:
    """Ids of the pupils of whom anything may leave: their own, their contacts' or their results."""
    columns = [one for table in OF_PUPILS for one in planned.spec.of(table)]
    if not columns:
        return frozenset()
    wanted = (
        exp.select(_field("pupil_id", "gate"))
        .from_(_gate(planned, ()))
        .where(_any(_open(planned, column) for column in columns))
    )
    with snapshot.connection.cursor() as cursor:
        _hand_over(planned, cursor)
        found = cursor.execute(wanted.sql(dialect="duckdb")).fetchall()
    return frozenset(str(pupil) for (pupil,) in found)


def registration_teachers(snapshot: Snapshot | ReadAlready) -> list[tuple[str, str]]:
    """(class, who teaches it) of every registration class, by name."""
    if isinstance(snapshot, ReadAlready):
        return [*snapshot.taught]
    with snapshot.connection.cursor() as cursor:
        found = cursor.execute(teachers_query().sql(dialect="duckdb", identify=True)).fetchall()
    return [(str(name), str(teacher)) for name, teacher in found]


def teachers_query() -> exp.Select:
    return (
        exp.select("name", "teacher_id")
        .from_(exp.to_table("class"))
        .where(exp.EQ(this=_field("kind"), expression=exp.Literal.string("registration")))
        .where(exp.Not(this=exp.Is(this=_field("teacher_id"), expression=exp.null())))
        .order_by("name", "teacher_id")
    )


def drawn_of(row: Sequence[object], columns: Sequence[Column]) -> Drawn:
    person, pupil, key, *cells = row
    return Drawn(
        str(person),
        None if pupil is None else str(pupil),
        None if key is None else str(key),
        tuple(cell_from(one.source, cell) for one, cell in zip(columns, cells, strict=True)),
    )


def _hand_over(planned: Plan, cursor: duckdb.DuckDBPyConnection) -> None:
    """Who is chosen, and whose family answered otherwise: list number → pupil."""
    lists = [
        (number, pupil)
        for place, clause in enumerate(planned.spec.clauses)
        for number, pupils in (
            (2 * place, planned.answers[place].other),
            (2 * place + 1, clause.scope.pupils),
        )
        for pupil in sorted(pupils)
    ]
    numbers, pupils = ([*one] for one in zip(*lists, strict=True)) if lists else ([], [])
    cursor.execute(
        "CREATE TEMP TABLE listed AS SELECT unnest($numbers::INTEGER[]) AS list, "
        "unnest($pupils::VARCHAR[]) AS pupil_id",
        {"numbers": numbers, "pupils": pupils},
    )


def query(planned: Plan, table: str) -> exp.Select:
    """Gives (person, pupil, existing key, one column for each Column of `table`)."""
    made = {"pupil": _pupil_query, "contact": _contact_query, "staff": _staff_query}
    return made[table](planned) if table in made else _query_of_many(planned, table)


def _pupil_query(planned: Plan) -> exp.Select:
    columns = planned.spec.of("pupil")
    cells = [_cell(planned, column, _open(planned, column)) for column in columns]
    return (
        exp.select(
            _as(_field("id"), "person"), _as(_field("id"), "pupil"), _existing_key(planned), *_named(cells)
        )
        .from_(_gate(planned, columns))
        .join(
            exp.to_table("pupil"),
            on=exp.EQ(this=_field("id", "pupil"), expression=_field("pupil_id", "gate")),
        )
        .where(_any(_open(planned, column) for column in columns))
    )


def _contact_query(planned: Plan) -> exp.Select:
    """A contact whom a court order limits is left out whole: anything told of them helps to find somebody."""
    columns = planned.spec.of("contact")
    cells = [_cell(planned, column, _open(planned, column)) for column in columns]
    joined = exp.EQ(this=_field("pupil_id", "contact"), expression=_field("pupil_id", "gate"))
    return (
        exp.select(
            _as(_field("id", "contact"), "person"),
            _as(_field("pupil_id", "gate"), "pupil"),
            _existing_key(planned),
            *_named(cells),
        )
        .from_(_gate(planned, columns))
        .join(exp.to_table("contact"), on=joined)
        .join(
            exp.to_table("pupil"),
            on=exp.EQ(this=_field("id", "pupil"), expression=_field("pupil_id", "gate")),
        )
        .where(_any(_open(planned, column) for column in columns))
        .where(exp.EQ(this=_field("court_order", "contact"), expression=exp.false()))
    )


def _query_of_many(planned: Plan, table: str) -> exp.Select:
    """A table with as many rows of a pupil as there are, and no key of its own."""
    columns = planned.spec.of(table)
    cells = [_cell(planned, column, _open(planned, column)) for column in columns]
    whose = exp.EQ(this=_field("pupil_id", table), expression=_field("pupil_id", "gate"))
    same = exp.EQ(this=_field("id", "pupil"), expression=_field("pupil_id", "gate"))
    pupil = _field("pupil_id", "gate")
    return (
        exp.select(_as(pupil, "person"), _as(pupil.copy(), "pupil"), _existing_key(planned), *_named(cells))
        .from_(_gate(planned, columns))
        .join(exp.to_table(table), on=whose)
        .join(exp.to_table("pupil"), on=same)
        .where(_any(_open(planned, column) for column in columns))
    )


def _staff_query(planned: Plan) -> exp.Select:
    columns = planned.spec.of("staff")
    opens = [_any(_staff_open(planned, clause) for clause in column.clauses) for column in columns]
    cells = [_cell(planned, column, opened) for column, opened in zip(columns, opens, strict=True)]
    return (
        exp.select(
            _as(_field("id"), "person"),
            _as(exp.null(), "pupil"),
            _as(exp.null(), "existing_key"),
            *_named(cells),
        )
        .from_(exp.to_table("staff"))
        .where(_any(opens))
    )


def _gate(planned: Plan, columns: Iterable[Column]) -> exp.Subquery:
    """Each pupil on roll, with a yes or no for each clause, and for the address where `columns` tell it."""
    opens = [
        _as(_clause_open(planned, place), f"clause_{place}") for place in range(len(planned.spec.clauses))
    ]
    opens += [_as(is_told(planned.held), "home")] if any(map(_is_address, columns)) else []
    return (
        exp.select(_as(_field("id"), "pupil_id"), *opens)
        .from_(exp.to_table("pupil"))
        .where(_on_roll(planned))
        .subquery("gate")
    )


def _on_roll(planned: Plan) -> exp.Expr:
    """Left on or before the day, or not yet come: not in it. A blank leaving date means still here."""
    day = exp.cast(exp.Literal.string(planned.on.isoformat()), "DATE")
    rules: list[exp.Expr] = [exp.true()]
    if planned.has("pupil", "leaving_date"):
        since = planned.on - timedelta(days=planned.spec.leavers_for)
        rules.append(
            _null_or(exp.GT, "leaving_date", exp.cast(exp.Literal.string(since.isoformat()), "DATE"))
        )
    if planned.has("pupil", "entry_date"):
        rules.append(_null_or(exp.LTE, "entry_date", day))
    return exp.and_(*rules)


def _null_or(comparison: type[exp.Binary], name: str, day: exp.Expr, table: str | None = None) -> exp.Expr:
    blank = exp.Is(this=_field(name, table), expression=exp.null())
    return exp.paren(exp.or_(blank, comparison(this=_field(name, table), expression=day.copy())))


def _clause_open(planned: Plan, place: int) -> exp.Expr:
    clause, answers = planned.spec.clauses[place], planned.answers[place]
    return exp.and_(_in_scope(planned, clause, place), _answered(answers, place))


def _answered(answers: Answers, place: int) -> exp.Expr:
    if not answers.other:
        return exp.true() if answers.unanswered else exp.false()
    listed = _listed(2 * place)
    return exp.not_(listed) if answers.unanswered else listed


def _in_scope(planned: Plan, clause: Clause, place: int) -> exp.Expr:
    scope = clause.scope
    if scope.everyone:
        return exp.true()
    rules = [_one_of("year_group", scope.year_groups)] if scope.year_groups else []
    rules += [_one_of("registration_class", scope.classes)] if scope.classes else []
    rules += [_listed(2 * place + 1)] if scope.pupils else []
    rules += [_sits_in(planned, scope)] if scope.groups else []
    return _any(rules)


def _sits_in(planned: Plan, scope: Scope) -> exp.Expr:
    """In one of these teaching groups on the day; its first and last day are both in it."""
    day = exp.cast(exp.Literal.string(planned.on.isoformat()), "DATE")
    place = exp.EQ(this=_field("id", "class"), expression=_field("class_id", "enrolment"))
    names = [exp.Literal.string(one) for one in scope.groups]
    sits = (
        exp.select(_field("person_id", "enrolment"))
        .from_(exp.to_table("enrolment"))
        .join(exp.to_table("class"), on=place)
        .where(exp.In(this=_field("name", "class"), expressions=names))
    )
    if planned.has("enrolment", "from_date"):
        sits = sits.where(_null_or(exp.LTE, "from_date", day, "enrolment"))
    if planned.has("enrolment", "to_date"):
        sits = sits.where(_null_or(exp.GTE, "to_date", day, "enrolment"))
    return exp.In(this=_field("id"), query=sits.subquery())


def _staff_open(planned: Plan, clause: str) -> exp.Expr:
    """Staff are asked no family question. A clause for some years or classes is for those who teach them."""
    place = planned.clause_place(clause)
    scope = planned.spec.clauses[place].scope
    if not planned.answers[place].unanswered:
        return exp.false()
    return exp.true() if scope.everyone else _teaches(scope)


def _teaches(scope: Scope) -> exp.Expr:
    rules = [_one_of("year_group", scope.year_groups)] if scope.year_groups else []
    taught_by_name = (*scope.classes, *scope.groups)
    rules += [_one_of("name", taught_by_name)] if taught_by_name else []
    if not rules:
        return exp.false()
    taught = exp.select(_field("teacher_id")).from_(exp.to_table("class")).where(_any(rules))
    return exp.In(this=_field("id"), query=taught.subquery())


def _cell(planned: Plan, column: Column, opened: exp.Expr) -> exp.Expr:
    fields = [_field(key.partition(".")[2], column.table) for key in column.fields]
    value = fields[0] if len(fields) == 1 else exp.Coalesce(this=fields[0], expressions=fields[1:])
    if _is_address(column):
        opened = exp.and_(opened, _field("home", "gate"))
        if column.table == "contact":
            opened = exp.and_(opened, is_no_hidden_home("contact", planned.held))
    return exp.Case().when(opened, value)


def _is_address(column: Column) -> bool:
    return column.name in ADDRESS and column.table in ("pupil", "contact")


def _open(planned: Plan, column: Column) -> exp.Expr:
    return _any(_field(f"clause_{planned.clause_place(clause)}", "gate") for clause in column.clauses)


def _existing_key(planned: Plan) -> exp.Expr:
    field = exp.null() if planned.key_field is None else _field(planned.key_field, "pupil")
    return _as(field, "existing_key")


def _named(cells: Iterable[exp.Expr]) -> list[exp.Expr]:
    return [_as(cell, f"column_{place}") for place, cell in enumerate(cells)]


def _listed(number: int) -> exp.Expr:
    found = exp.select(_field("pupil_id")).from_(exp.to_table("listed"))
    found = found.where(exp.EQ(this=_field("list"), expression=exp.Literal.number(number)))
    return exp.In(this=_field("id"), query=found.subquery())


def _one_of(name: str, values: Iterable[str]) -> exp.Expr:
    return exp.In(this=_field(name), expressions=[exp.Literal.string(value) for value in values])


def _any(rules: Iterable[exp.Expr]) -> exp.Expr:
    different = list(dict.fromkeys(rules))
    return different[0] if len(different) == 1 else exp.paren(exp.or_(*different, wrap=False))


def _field(name: str, table: str | None = None) -> exp.Column:
    return exp.column(name, table=table, quoted=True)


def _as(value: exp.Expr, name: str) -> exp.Expr:
    return exp.alias_(value, name)
