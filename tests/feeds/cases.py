"""A school of a few words, for the tests of feeds."""

from dataclasses import replace
from datetime import UTC, date, datetime

from schoolgate.domain.agreement import Agreement, AgreementState, Choice, Clause, Scope, Term
from schoolgate.domain.assessment import Approval, Assessment, Outcome
from schoolgate.domain.decision import Answer, Capacity, Decision
from schoolgate.domain.school import School
from schoolgate.domain.vocabulary import Basis, ChoiceKind, Flow
from schoolgate.feeds.request import FeedRequest
from schoolgate.feeds.snapshot import snapshot_of
from schoolgate.feeds.tables import tables_of

ON = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
KEY = b"k" * 32
SCHOOL = School(id="s1", controller_id="c1", name="Hill Primary School")

ANN = {
    "id": "p1", "upn": "B801200005001", "admission_number": "000101", "username": "ann1",
    "legal_forename": "Annabel", "legal_surname": "O'Brien", "preferred_forename": "Ann",
    "date_of_birth": date(2017, 3, 9), "sex": "F", "year_group": "4", "registration_class": "4 Oak",
    "address_lines": "1 Mill Street, Cranford", "postcode": "AA1 1AA", "address_withheld": False,
    "entry_date": date(2021, 9, 1), "siblings": ("p2",), "ethnicity": "WBRI",
}  # fmt: skip
BEN = ANN | {
    "id": "p2", "upn": "F823330126001", "admission_number": "000102", "username": "ben2",
    "legal_forename": "Ben", "preferred_forename": None, "date_of_birth": date(2019, 12, 1), "sex": "M",
    "year_group": "2", "registration_class": "2 Ash", "siblings": ("p1",),
}  # fmt: skip
MUM = {
    "id": "k1", "pupil_id": "p1", "priority": 1, "title": "Ms", "forename": "Orla", "surname": "O'Brien",
    "relationship": "Mother", "phone": "07700 900001", "email": "orla@home.example",
    "address_lines": "1 Mill Street, Cranford", "postcode": "AA1 1AA", "court_order": False,
}  # fmt: skip
TEACHER = {"id": "t1", "title": "Mr", "forename": "Kofi", "surname": "Mensah", "email": "k@school.example"}
CLASS = {"id": "c1", "name": "4 Oak", "kind": "registration", "year_group": "4", "teacher_id": "t1"}


def roll(pupils=(ANN, BEN), contacts=(MUM,), staff=(TEACHER,), classes=(CLASS,), columns=None):
    records = {"pupil": pupils, "contact": contacts, "staff": staff, "class": classes, "enrolment": ()}
    return snapshot_of(tables_of(records, columns))


def sent(*items, **more):
    return tuple(Term(item=item, flow=Flow.SENT, **more) for item in items)


def clause(*terms, id="1", choice=ChoiceKind.OBJECT, basis=Basis.PUBLIC_TASK, scope=None, **more):
    return Clause(
        id=id,
        purposes=("maths practice",),
        terms=terms,
        basis=basis,
        choice=Choice(kind=choice),
        scope=scope or Scope(everyone=True),
        **more,
    )


def agreement(*clauses, **more):
    given = {"slug": "sums", "version": 3, "service": "Sums", "state": AgreementState.APPROVED} | more
    return Agreement(clauses=clauses, **given)


ASSESSED = Assessment(
    slug="sums",
    outcome=Outcome.APPROVED,
    by="H. Head",
    role="head",
    on=date(2026, 9, 1),
    review_due=date(2027, 9, 1),
)
SIGNED = Approval(slug="sums", version=3, by="H. Head", role="head", made_at=AT)


def request(of, snapshot=None, decisions=None, **more):
    given = {
        "school": SCHOOL,
        "snapshot": snapshot or roll(),
        "decisions": decisions or {},
        "decision_sequence": 7,
        "at": AT,
        "pseudonym_key": KEY,
        "assessments": (ASSESSED,),
        "approvals": (replace(SIGNED, version=of.version, slug=of.slug),),
        "sender": "Olu Office",
        "second_person": "M. Second",
    }
    return FeedRequest(agreement=of, **(given | more))


def decision(pupil, answer, clause="1", sequence=1, **more):
    return Decision(
        sequence=sequence,
        pupil_id=pupil,
        slug="sums",
        clause=clause,
        answer=Answer(answer),
        by=more.pop("by", "A parent"),
        capacity=Capacity.PARENT,
        made_at=AT,
        **more,
    )
