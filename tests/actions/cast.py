"""A school with a small made-up roll, and what its people do in the tests of deeds."""

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from schoolgate.actions import agreements, decisions, exchange, feeds, roll
from schoolgate.actions import school as schools
from schoolgate.actions.agreements import Look, Signature
from schoolgate.domain.agreement import Agreement, AgreementState, Choice, Clause, Scope, Term
from schoolgate.domain.assessment import Outcome, SignerRole
from schoolgate.domain.decision import Answer, Capacity
from schoolgate.domain.vocabulary import Basis, ChoiceKind, Flow, Nation, SchoolType
from schoolgate.feeds.generator import generate
from schoolgate.feeds.sources.zip_of_csv import write_zip
from schoolgate.feeds.tables import Tables, table_of
from schoolgate.server.office import office_of
from schoolgate.store import register
from tests.actions.day import AT, ON

PUPILS = 24
HEAD, DEPUTY, OFFICE, PARENT = "M. Head", "P. Deputy", "O. Office", "R. Begum"
DUE = date(2027, 9, 1)


class Clock:
    """A second later each time somebody looks."""

    def __init__(self, start=AT):
        self.now = start

    def __call__(self):
        self.now += timedelta(seconds=1)
        return self.now


def found_office(place):
    """The place of work of a new school, in an open home."""
    schools.create(
        office_of(place.home, place.keys),
        name="Hill Primary School",
        nation=Nation.ENGLAND,
        type=SchoolType.MAINTAINED,
    )
    return office_of(place.home, place.keys)


@cache
def made_up(pupils=PUPILS, seed=1):
    return generate(pupils, seed, ON)


def roll_file(folder, tables, name="roll.zip"):
    path = Path(folder) / name
    path.write_bytes(write_zip(tables))
    return path


def load_roll(office, folder, tables=None, *, at=AT, **more):
    return roll.load(office, roll_file(folder, tables or made_up()), at=at, on=ON, **more)


def changed(tables, change):
    """The roll with each pupil's row as `change` gives it."""
    rows = [change(dict(row)) for row in tables["pupil"].records()]
    return Tables({**tables.by_name, "pupil": table_of("pupil", rows, tables["pupil"].columns)})


def without(tables, *gone):
    """The roll without some pupils, and without what belongs to them."""
    whose = {"pupil": "id", "contact": "pupil_id", "enrolment": "person_id"}
    left = {
        name: table_of(
            name, [row for row in tables[name].records() if row[key] not in gone], tables[name].columns
        )
        for name, key in whose.items()
    }
    return Tables({**tables.by_name, **left})


def on_roll(tables=None):
    """Ids of the pupils who are at the school on the day of the tests, in order."""
    return [
        row["id"]
        for row in (tables or made_up())["pupil"].records()
        if (row["leaving_date"] is None or row["leaving_date"] > ON)
        and (row["entry_date"] is None or row["entry_date"] <= ON)
    ]


def clause(*items, id="1", choice=ChoiceKind.OBJECT, basis=Basis.PUBLIC_TASK, scope=None):
    return Clause(
        id=id,
        purposes=("practice",),
        terms=tuple(Term(item=item, flow=Flow.SENT) for item in items or ("full_name", "pupil_id")),
        basis=basis,
        choice=Choice(kind=choice, wording="May we?"),
        scope=scope or Scope(everyone=True),
    )


def draft(office, slug="sums", *clauses, state=AgreementState.DRAFT, **values):
    """A draft in the register: by default it sends names and admission numbers of everyone."""
    values = {"recipient": f"{slug.title()} Ltd", "service": slug.title()} | values
    made = Agreement(slug=slug, version=1, state=state, clauses=clauses or (clause(),), **values)
    register.append_version(office.tenant, made, made_by=OFFICE, made_at=AT, why="written by hand")
    return made


def assess(office, slug="sums", outcome=Outcome.APPROVED, on=ON, due=DUE):
    look = Look(outcome=outcome, by=HEAD, role=SignerRole.HEAD, on=on, review_due=due)
    return agreements.assess(office, slug, look)


def approve(office, slug="sums", *, at=AT, on=ON, **override):
    return agreements.approve(
        office, slug, Signature(by=HEAD, role=SignerRole.HEAD, **override), at=at, on=on
    )


def in_force(office, slug="sums", *clauses, **values):
    """Drafted, assessed and signed."""
    draft(office, slug, *clauses, **values)
    assess(office, slug)
    return approve(office, slug)


def opt_in(office, slug="sums", *clauses, **values):
    return in_force(office, slug, *(clauses or (clause(choice=ChoiceKind.PERMISSION),)), **values)


def answer(office, pupil, said="yes", slug="sums", *, by=PARENT, at=AT, clause=None, dry_run=False):
    answered = decisions.Answered(
        pupil_id=pupil, answer=Answer(said), by=by, capacity=Capacity.PARENT, clause=clause
    )
    return decisions.record(office, slug, answered, at=at, dry_run=dry_run)


def withdraw(office, pupil, slug="sums", *, by=PARENT, at=AT, clause=None, dry_run=False):
    return decisions.withdraw(
        office, slug, pupil, clause=clause, by=by, capacity=Capacity.PARENT, at=at, dry_run=dry_run
    )


def sending(out, *, clock=None, confirmed_by=DEPUTY, by=OFFICE):
    return feeds.Sending(out=Path(out), by=by, confirmed_by=confirmed_by, clock=clock or Clock())


def run(office, out, slug="sums", **more):
    return feeds.run_one(office, slug, sending(out, **more))


def admission_numbers(tables=None):
    """Pupil id → admission number: what a delivered row is told by."""
    return {row["id"]: row["admission_number"] for row in (tables or made_up())["pupil"].records()}


def rows_of(folder, name="pupils.csv"):
    """The delivered file's rows, by heading."""
    text = (Path(folder) / name).read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def pupils_in(folder, tables=None):
    """Ids of the pupils in a delivered parcel, read from its bytes."""
    by_number = {number: pupil for pupil, number in admission_numbers(tables).items()}
    return {by_number[row["Admission number"]] for row in rows_of(folder)}


def delivered(out):
    """Every file below a folder that stands under its own name."""
    return sorted(path for path in Path(out).rglob("*") if path.is_file() and path.suffix != ".part")


def exported(office, folder, name="register.json"):
    path = Path(folder) / name
    path.write_text(json.dumps(exchange.export(office)), "utf-8")
    return path


def later(**amount):
    return AT + timedelta(**amount)


def moment(text):
    return datetime.fromisoformat(text).astimezone(UTC)
