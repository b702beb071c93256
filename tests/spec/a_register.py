"""A register of one agreement that holds everything: nothing is asked of it."""

from dataclasses import replace
from datetime import date

from schoolgate.domain.agreement import Agreement, AgreementState, Choice, Clause, Scope, Term
from schoolgate.domain.assessment import Assessment, Outcome
from schoolgate.domain.school import Controller
from schoolgate.domain.vocabulary import Basis, ChoiceKind, Flow, Kind, Role, ServiceType
from tests.spec.a_notice import SCHOOL

CONTROLLER = Controller(
    id="c", name="Governing body", dpo_name="A. Officer", dpo_contact="dpo@school.example"
)
READY = replace(SCHOOL, complaint_route="https://school.example/complaints")
CLAUSE = Clause(
    id="1",
    purposes=("Times tables",),
    terms=(Term(item="first_name", flow=Flow.SENT),),
    basis=Basis.PUBLIC_TASK,
    role=Role.PROCESSOR,
    choice=Choice(kind=ChoiceKind.OBJECT),
    scope=Scope(year_groups=("2", "3")),
)
AGREEMENT = Agreement(
    slug="ttrs",
    version=1,
    service="Times Tables Rock Stars",
    state=AgreementState.APPROVED,
    canonical="Times Tables Rock Stars",
    recipient="Maths Circle Ltd",
    kind=Kind.SUPPLIER,
    clauses=(CLAUSE,),
    service_type=ServiceType.PURCHASED,
    website="https://ttrockstars.com",
    privacy_notice="https://ttrockstars.com/privacy",
    retention="until the end of the year in which a pupil leaves",
    storage="United Kingdom",
    contract="signed 2026-01-12, in the office; its sub-processors looked at 2026-03-01",
)
ATTENDANCE = Agreement(
    slug="dfe",
    version=1,
    service="Department for Education",
    state=AgreementState.APPROVED,
    canonical="Department for Education",
    recipient="Department for Education",
    kind=Kind.STATUTORY,
    clauses=(
        Clause(
            id="1",
            purposes=("Attendance, each school day: Education Act 1996, section 537A",),
            terms=(Term(item="attendance", flow=Flow.SENT),),
            basis=Basis.LEGAL_OBLIGATION,
            role=Role.CONTROLLER,
            choice=Choice(kind=ChoiceKind.NONE),
            scope=Scope(everyone=True),
        ),
    ),
    service_type=ServiceType.GOVERNMENT,
    website="https://www.gov.uk",
    privacy_notice="https://www.gov.uk/privacy",
    retention="as the department's own notice says",
    storage="United Kingdom",
)
ASSESSED = Assessment(
    slug="ttrs",
    outcome=Outcome.APPROVED,
    by="B. Head",
    role="head",
    on=date(2026, 3, 1),
    review_due=date(2027, 3, 1),
)
