"""Whose rows: by year, class, teaching group, named pupils; their contacts, and the staff who teach them."""

import csv
import io
from datetime import date

import pytest

from schoolgate.actions.editing import edited
from schoolgate.domain.agreement import Scope
from schoolgate.domain.vocabulary import Subject
from schoolgate.feeds.prepare import preview
from schoolgate.feeds.refusals import FeedRefused
from schoolgate.feeds.snapshot import snapshot_of
from schoolgate.feeds.tables import tables_of
from tests.feeds.cases import ANN, BEN, CLASS, MUM, ON, TEACHER, agreement, clause, request, sent

DAD = MUM | {"id": "k2", "pupil_id": "p2", "forename": "Pat"}
CHOIR = {"id": "g1", "name": "Choir", "kind": "teaching", "year_group": None, "teacher_id": "t2"}
SINGER = TEACHER | {"id": "t2", "forename": "Ada"}
SEAT = {"class_id": "g1", "role": "pupil", "from_date": None, "to_date": None}
EVERYBODY = (
    *sent("full_name"),
    *sent("staff_name", subjects=(Subject.STAFF,)),
    *sent("contact_phone", subjects=(Subject.PARENT,)),
)


def school(*seats, columns=None):
    records = {"pupil": (ANN, BEN), "contact": (MUM, DAD), "staff": (TEACHER, SINGER)}
    records |= {"class": (CLASS, CHOIR), "enrolment": [SEAT | one for one in seats]}
    return snapshot_of(tables_of(records, columns))


BEN_SINGS = {"person_id": "p2"}


def rows(scope, *seats):
    parcel = preview(request(agreement(clause(*EVERYBODY, scope=scope)), school(*seats)))
    return {
        name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(data.decode(), newline="")))
        for name, data in parcel.files.items()
    }


def forenames(found, heading="First name"):
    return sorted(row[heading] for row in found)


@pytest.mark.parametrize(
    ("scope", "pupils", "contacts", "staff"),
    [
        (Scope(everyone=True), ["Ann", "Ben"], 2, ["Ada", "Kofi"]),
        (Scope(year_groups=("4",)), ["Ann"], 1, ["Kofi"]),
        (Scope(classes=("4 Oak",)), ["Ann"], 1, ["Kofi"]),
        (Scope(groups=("Choir",)), ["Ben"], 1, ["Ada"]),
        (Scope(pupils=("p1",)), ["Ann"], 1, []),
        (Scope(classes=("4 Oak",), groups=("Choir",)), ["Ann", "Ben"], 2, ["Ada", "Kofi"]),
    ],
)
def test_a_scope_lets_in_its_pupils_their_contacts_and_the_staff_who_teach_them(
    scope, pupils, contacts, staff
):
    found = rows(scope, BEN_SINGS)

    assert forenames(found["pupils"]) == pupils
    assert len(found["contacts"]) == contacts
    assert forenames(found.get("staff", []), "Forename") == staff


@pytest.mark.parametrize(
    ("years", "pupils"), [(("P4",), ["Ann"]), (("S1", "S2"), ["Ben"]), (("P4", "S1"), ["Ann", "Ben"])]
)
def test_a_scottish_scope_lets_in_its_stages(years, pupils):
    stages = snapshot_of(tables_of({"pupil": (ANN | {"year_group": "P4"}, BEN | {"year_group": "S1"})}, None))
    of = agreement(clause(*sent("full_name", "year_group"), scope=Scope(year_groups=years)))

    (data,) = preview(request(of, stages)).files.values()

    assert forenames(csv.DictReader(io.StringIO(data.decode(), newline=""))) == pupils


@pytest.mark.parametrize(
    ("seat", "sits"),
    [
        ({}, True),
        ({"from_date": ON, "to_date": ON}, True),
        ({"from_date": date(2026, 11, 23)}, False),
        ({"to_date": date(2026, 11, 21)}, False),
    ],
)
def test_who_sits_in_a_teaching_group_is_decided_by_the_day(seat, sits):
    others = {"person_id": "p1"}

    found = rows(Scope(groups=("Choir",)), others, BEN_SINGS | seat)

    assert forenames(found["pupils"]) == ["Ann", "Ben"][: 1 + sits]


def test_a_roll_without_teaching_groups_can_not_tell_who_sits_in_one():
    of = agreement(clause(*sent("full_name"), scope=Scope(groups=("Choir",))))
    bare = snapshot_of(tables_of({"pupil": (ANN, BEN)}))

    with pytest.raises(FeedRefused) as error:
        preview(request(of, bare))

    assert [one.sentence for one in error.value.refusals] == [
        f"Clause 1 is for some pupils only, and the roll has no column '{column}' to tell them by. "
        "Load a roll that has it."
        for column in ("class.name", "enrolment.person_id")
    ]


def test_whose_rows_is_said_by_year_class_group_or_pupil():
    of = agreement(clause(*sent("full_name"), scope=Scope(everyone=True)))

    def scope(*edits):
        made = of
        for key, value in edits:
            made = edited(made, f"clause.1.{key}", value)
        return made.clauses[0].scope

    assert scope(("groups", "Choir; Maths set 1")) == Scope(groups=("Choir", "Maths set 1"))
    assert scope(("classes", "4 Oak"), ("pupils", "p2")) == Scope(classes=("4 Oak",), pupils=("p2",))
    assert scope(("groups", "Choir"), ("groups", "")) == Scope()
    assert scope(("groups", "")) == Scope(everyone=True)
